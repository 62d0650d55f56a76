import { expressionFault } from '../../../../../../postgres/operations/syntax.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';

const span = /^check\s*\((.+)\)$/is;

/** {checked}: `CHECK (capacity >= 0)` in a code span: the condition */
export function* checked(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  const condition = token?.kind === 'code' ? span.exec(token.text)?.[1] : undefined;
  if (condition !== undefined && expressionFault(condition) === null)
    yield { value: condition, next: at + 1 };
}

export interface ComparisonReading {
  readonly sql: string;
  readonly columns: readonly string[];
}

const compares = /[<>=]|\bbetween\b|\bis (?:not )?null\b|~/i;
const keywords: ReadonlySet<string> = new Set(
  'and or not null true false is in between like ilike case when then else end any array interval date timestamp current_date current_timestamp'.split(
    ' ',
  ),
);
/** Names in an expression that are neither of a type, nor of a function, nor in quotes. */
const namesIn = (sql: string): readonly string[] =>
  [
    ...sql
      .replace(/'(?:[^']|'')*'/g, ' ')
      .replace(/::\s*"?\w+"?(?:\(\d+\))?(?:\[\])?/g, ' ')
      .matchAll(/[a-z_]\w*(?!\w|\s*\()/gi),
  ]
    .map(([name]) => name)
    .filter((name) => !keywords.has(name.toLowerCase()));

/** Behind these stands which table is meant. */
const places: ReadonlySet<string> = new Set(['to', 'on', 'for']);

/** {comparison}: SQL over columns that are there, to the end or to where the table is named: `due_date >= created_at::date` */
export function* comparison(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<ComparisonReading>> {
  for (let next = tokens.length; next > at; next -= 1) {
    if (next < tokens.length && !places.has(tokens[next]?.low ?? '')) continue;
    const value = comparedIn(tokens.slice(at, next), context);
    if (value) yield { value, next };
  }
}

function comparedIn(part: readonly Token[], context: ReadingContext): ComparisonReading | undefined {
  const [only, ...more] = part;
  const sql = only?.kind === 'code' && more.length === 0 ? only.text : textOf(part);
  if (!compares.test(sql)) return undefined;
  const columns = [...new Set(namesIn(sql))];
  if (columns.length === 0 || !columns.every((name) => context.hasColumn(name))) return undefined;
  return expressionFault(sql) === null ? { sql, columns } : undefined;
}
