import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { type NameReading, name } from './names.ts';

export interface KeyedReading {
  readonly name: NameReading;
  /** SQL over the row; the column as it is called there. */
  readonly call: string;
}

const calls: ReadonlySet<string> = new Set(['lower', 'upper', 'trim']);

const lowered: ReadonlySet<string> = new Set(
  'lowercase lowercased lower-case lower-cased case-insensitive'.split(' '),
);
const joints: ReadonlySet<string> = new Set('of the version value'.split(' '));

/** Behind `the lowercase of`; where nothing of that kind is said, the same place. */
function spokenAt(tokens: readonly Token[], at: number): number {
  let next = tokens[at]?.low === 'the' ? at + 1 : at;
  if (!lowered.has(tokens[next]?.low ?? '')) return at;
  next += 1;
  while (joints.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

/** {keyed}: `lower(email)`, as the key of an index */
export function* keyed(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<KeyedReading>> {
  const token = tokens[at];
  const inside = token?.kind === 'code' && token.inner.length > 1 ? token.inner : undefined;
  const from = inside ? 0 : at;
  const own = inside ?? tokens;
  const spoken = spokenAt(own, from);
  if (spoken > from)
    for (const found of name(own, spoken, context))
      yield { value: { name: found.value, call: 'lower' }, next: inside ? at + 1 : found.next };
  if (!calls.has(own[from]?.low ?? '') || own[from + 1]?.text !== '(') return;
  for (const found of name(own, from + 2, context)) {
    if (own[found.next]?.text !== ')' || (inside && found.next + 1 < inside.length)) continue;
    const value = { name: found.value, call: own[from]?.low ?? '' };
    yield { value, next: inside ? at + 1 : found.next + 1 };
  }
}
