import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { listOf, remembered } from './lists.ts';
import { type NameReading, name } from './names.ts';

/** A column as a key of an index, and the way it is sorted. */
export interface KeyReading {
  readonly name: NameReading;
  readonly descending: boolean;
}

const downwards: ReadonlySet<string> = new Set(['desc', 'descending', 'newest first', 'latest first']);
const upwards: ReadonlySet<string> = new Set(['asc', 'ascending', 'oldest first']);

const key = remembered<ReadingContext, KeyReading>(function* (tokens, at, context) {
  for (const found of name(tokens, at, context)) {
    const low = (from: number, to: number): string =>
      tokens
        .slice(found.next + from, found.next + to)
        .map((token) => token.low)
        .join(' ');
    const bracket = low(0, 1) === '(' && low(2, 3) === ')' ? 1 : 0;
    for (const length of [2, 1]) {
      const said = low(bracket, bracket + length);
      const next = found.next + length + bracket * 2;
      if (downwards.has(said) || upwards.has(said))
        yield { value: { name: found.value, descending: downwards.has(said) }, next };
    }
    yield { value: { name: found.value, descending: false }, next: found.next };
  }
});

const separators: ReadonlySet<string> = new Set([',', 'and', '&', '+']);
function gap(tokens: readonly Token[], at: number): number {
  let next = at;
  while (separators.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}
const list = listOf<ReadingContext, KeyReading>(key, gap);

/** {keys}: `owner_id, created_at desc`, columns that the schema has */
export function* keys(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly KeyReading[]>> {
  for (const found of list(tokens, at, context))
    if (found.value.every((one) => context.hasColumn(one.name.text))) yield found;
}
