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

/** {comparison}: all the rest, where it is SQL over columns that are there: `due_date >= created_at::date` */
export function* comparison(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<ComparisonReading>> {
  const rest = tokens.slice(at);
  const [only, ...more] = rest;
  const sql = only?.kind === 'code' && more.length === 0 ? only.text : textOf(rest);
  if (!compares.test(sql)) return;
  const columns = [...new Set(namesIn(sql))];
  if (columns.length === 0 || !columns.every((name) => context.hasColumn(name))) return;
  if (expressionFault(sql) === null) yield { value: { sql, columns }, next: tokens.length };
}
