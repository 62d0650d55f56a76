import { columnOf } from '../../resolve/schema-names.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import { type ColumnReading, columns } from './columns.ts';
import type { ReadingContext } from './context.ts';

/** What may stand in front of a column that is only named: `So: tasks.weight, numeric`. */
const leads: ReadonlySet<string> = new Set(
  'so proposal proposed suggestion new column field add : - , therefore'.split(' '),
);

/** `table.column`, of a table that the schema has and a column that it has not. */
const isNew = ({ name }: ColumnReading, { names }: ReadingContext): boolean => {
  const owner = name.table === undefined ? undefined : names.knownTable(name.table);
  return owner !== undefined && columnOf(owner, name.text).how === 'unknown';
};

/** {ownedcolumns}: `profiles.theme (text)`: each with its table */
export function* ownedcolumns(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly ColumnReading[]>> {
  for (const found of columns(tokens, at, context))
    if (found.value.every((one) => isNew(one, context))) yield found;
}

/** `tasks.price is a float`: how somebody says it is today. */
const tells: ReadonlySet<string> = new Set('is are was were has had ist sind es son est sont'.split(' '));

/** {toldcolumns}: the same with a type, as the head of a sentence */
export function* toldcolumns(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly ColumnReading[]>> {
  // `Free text is enough: `profiles.school text``
  const behindColon = tokens[at - 1]?.text === ':' && tokens[at]?.kind === 'code';
  if (!behindColon && !tokens.slice(0, at).every(({ low }) => leads.has(low))) return;
  for (const found of ownedcolumns(tokens, at, context))
    if (
      found.value.every(({ facts }) => facts.facts.type !== undefined) &&
      !tokens.slice(at, found.next + 1).some(({ low, kind }) => kind === 'word' && tells.has(low))
    )
      yield found;
}

/** {typedcolumns}: `cancelled_at (timestamptz) plus reason_code text`: each written as a name, with its type */
export function* typedcolumns(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly ColumnReading[]>> {
  for (const found of columns(tokens, at, context))
    if (found.value.every((one) => isTyped(one) && !one.group && one.facts.left.length === 0)) yield found;
}

const isTyped = ({ name, facts: { facts } }: ColumnReading): boolean =>
  (name.marked || /^\w*(?:_|[a-z][A-Z])\w*$/.test(name.text)) &&
  name.table === undefined &&
  (facts.type ?? facts.references ?? facts.oneOf) !== undefined;
