import type { Draw } from './draw.ts';

const plain = ['tasks', 'users', 'orders', 'title', 'email', 'state', 'amount', 'notes', 'kind', 'details'];

/** What breaks SQL that is put together carelessly; and names that our own SQL uses. */
const odd = [
  'user',
  'order',
  'select',
  'null',
  'new',
  'OLD',
  'Tasks',
  'with blank',
  ' edge ',
  'quo"te',
  "apo'strophe",
  'dot.name',
  'back\\slash',
  'per%cent %s',
  '$1 $$ $godwit$',
  'semi;colon',
  '-- no comment',
  '/* nor this',
  'line\nbreak',
  'ünï→cödé',
  '日本語のテーブル',
  'a_name_that_is_as_long_as_names_may_be_that_is_sixty_three_bytes',
  'ü'.repeat(31),
  'godwit_kept',
  'was',
  'child',
  'one',
  'value',
];

/** Roles that the prelude of every database makes, too. */
export const roles = ['anon', 'authenticated', 'service_role'];

/** A name of at most 63 bytes that is not taken. */
export function newName(draw: Draw, taken: Iterable<string> = []): string {
  const known = new Set(taken);
  for (let number = 0; ; number++) {
    const base = draw.pick(draw.chance(60) ? plain : odd);
    const name = number < 4 ? base : `${base.slice(0, 20)}${number}`;
    if (!known.has(name) && Buffer.byteLength(name) <= 63) return name;
  }
}
