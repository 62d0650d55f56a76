import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { ident } from '../../../../../../postgres/sql.ts';
import { isNumber } from '../../build/values.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { turned } from '../../lexicon/plain.ts';
import { displayName } from '../../resolve/schema-names.ts';
import {
  addCheck,
  ask,
  lacks,
  nearest,
  type PlainOutcome,
  type PlainSlots,
  type PlainTools,
  placed,
  tableOf,
} from './tools.ts';

/** Of one family, so that one can be greater than the other. */
const comparable = (a: string, b: string): boolean => a === b || (isNumber(a) && isNumber(b));

/** `The end of a lesson lies behind its start`: two columns of one row. */
export function compare(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const { field } = slots;
  const against = slots.against ?? slots.more;
  const order =
    slots.order ??
    (slots.not === undefined ? (slots.more === undefined ? undefined : '>') : turned[slots.not]);
  if (!field || against === undefined || order === undefined) return 'other';
  const open = nearest(field.tables, tools);
  const both = open.filter((table) => columnMeant(table, against));
  const [table, ...others] = both;
  if (!table) {
    // A value, and no name of a column, is left to the requests that know values.
    if (/^(?:now|today|tomorrow|yesterday|zero)$/i.test(against)) return 'other';
    const [only] = open;
    return only && open.length === 1
      ? lacks(only, against, tools)
      : ask(
          tools,
          `No table has both "${field.text}" and "${against}". Which columns of which table shall be compared?`,
        );
  }
  if (others.length > 0)
    return ask(
      tools,
      `Which table is meant: ${both.map(displayName).join(', ')}? Each has ${field.text} and ${against}.`,
    );
  const [a, b] = [
    placed(table, field.text, tools, field.table === undefined && !tools.mentioned.includes(table)),
    placed(table, against, tools),
  ];
  if (!a || !b || a.column === b.column) return 'other';
  if (!comparable(a.column.type, b.column.type))
    return ask(
      tools,
      `${a.at} is ${a.column.type} and ${b.at} is ${b.column.type}. How shall the two be compared?`,
    );
  return addCheck(table, `${ident(a.column.name)} ${order} ${ident(b.column.name)}`, tools);
}

/** A condition in SQL is meant to the letter; of which table, its columns say. */
export function sqlCheck({ entity, comparison }: PlainSlots, tools: PlainTools): PlainOutcome {
  if (!comparison) return 'other';
  const has = (table: CatalogTable): boolean =>
    comparison.columns.every((column) => table.columns.some(({ name }) => name === column));
  const said = tableOf(entity, tools);
  const all = said ? [said] : tools.context.names.tables.filter(({ kind }) => kind === 'table');
  const [table, ...others] = nearest(all.filter(has), tools);
  if (!table) return 'other';
  if (others.length > 0)
    return ask(
      tools,
      `Which table is the check ${comparison.sql} meant for: ${[table, ...others].slice(0, 12).map(displayName).join(', ')}?`,
    );
  return addCheck(table, comparison.sql, tools);
}
