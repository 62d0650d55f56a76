import { type Token, textOf } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { type NameReading, nameOf } from './names.ts';

export interface JoinedReading {
  readonly columns: readonly NameReading[];
  readonly sql: string;
}

const isBar = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === '|' && tokens[at + 1]?.text === '|';

/** Columns of the schema and quoted texts with `||` between. */
function chain(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Reading<JoinedReading> | undefined {
  const columns: NameReading[] = [];
  for (let here = at; ; here += 3) {
    const token = tokens[here];
    const text = token?.kind === 'quoted' && token.raw.startsWith("'");
    const column = token?.kind !== 'punct' && token !== undefined && context.hasColumn(token.text);
    if (!text && !column) return undefined;
    if (!text && token) columns.push(nameOf(token.text, true));
    if (isBar(tokens, here + 1)) continue;
    const sql = textOf(
      tokens.slice(at, here + 1).map((one) => (one.kind === 'code' ? { ...one, raw: one.text } : one)),
    );
    return columns.length > 1 ? { value: { columns, sql }, next: here + 1 } : undefined;
  }
}

/** {joined}: `first_name || ' ' || last_name`, also in one code span */
export function* joined(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<JoinedReading>> {
  const token = tokens[at];
  const inside =
    token?.kind === 'code' && token.inner.length > 3 ? chain(token.inner, 0, context) : undefined;
  if (inside?.next === token?.inner.length && inside) yield { value: inside.value, next: at + 1 };
  const found = chain(tokens, at, context);
  if (found) yield found;
}
