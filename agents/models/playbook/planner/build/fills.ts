import { ident } from '../../../../../postgres/sql.ts';
import { nameKey } from '../resolve/words.ts';
import { conditionSql, labelsOf } from './condition.ts';
import { expressionSql } from './expression.ts';
import { at, type Build } from './outcome.ts';

/** Backfills of columns that are there, or that the same request adds. */
export function backfills({ draft, names, operations, catalog }: Build): void {
  for (const fill of draft.fills) {
    const { column } = fill;
    if (column === undefined) continue;
    const added = draft.columns.find((one) => nameKey(one.name.text) === nameKey(column.text));
    const target = added ? names.table(added.table ?? fill.table) : names.table(fill.table, [column.text]);
    if (!target) continue;
    const known = names.column(target, column);
    if (known === undefined) continue;
    // One fill is often told twice: in the title, and again with its calculation.
    const twin = draft.fills.find(
      (other) =>
        other !== fill &&
        other.expression !== undefined &&
        (other.column === undefined || nameKey(other.column.text) === nameKey(column.text)),
    );
    const expression = fill.expression ?? twin?.expression;
    if (!expression) {
      names.ask(`How is ${target.name}.${known} calculated for the rows that are there?`);
      continue;
    }
    const type =
      names.catalogColumn(target, known)?.type ??
      operations.flatMap((one) => (one.op === 'add_column' && one.column === known ? [one.type] : []))[0];
    const sql = expressionSql(expression, target, known, type, names);
    if (sql === undefined) continue;
    const label = expression.kind === 'literal' ? expression.literal : undefined;
    const labels = label?.kind === 'text' ? labelsOf(type ?? '', catalog) : undefined;
    const coming = draft.rules.some((rule) => rule.kind === 'enumValue' && rule.value === label?.text);
    if (label && labels && !coming && !labels.includes(label.text)) {
      names.ask(
        `${target.name}.${known} has no value "${label.text}"; it has ${labels.join(', ')}. Which is meant?`,
      );
      continue;
    }
    // What becomes NULL is not limited to what is NULL: `to null` was said, and no more.
    const empties = sql.toLowerCase() === 'null';
    const [said] = [fill.where, twin?.where].filter(
      (one) => one !== undefined && !(empties && one === 'nulls'),
    );
    const where =
      said === 'nulls'
        ? `${ident(known)} is null`
        : typeof said === 'object'
          ? conditionSql(said, target, { names, catalog })
          : said;
    if (said !== undefined && where === undefined) continue;
    if (where === undefined && !added)
      names.assume(`every row of ${target.name} gets its ${known} anew, also where it has a value`);
    const operation = {
      op: 'backfill',
      ...at(target),
      column: known,
      expression: sql,
      ...(where === undefined ? {} : { where }),
    } as const;
    if (
      operations.some((one) => one.op === 'backfill' && one.table === operation.table && one.column === known)
    )
      continue;
    operations.push(operation);
  }
}
