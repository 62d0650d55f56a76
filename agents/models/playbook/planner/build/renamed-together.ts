import type { Operation } from '../../../../../postgres/operations/index.ts';

/**
 * A column gets its new name behind its table, and there: the view under the table's old name is made from columns
 * that no trigger keeps equal yet. Where another operation needs the new name of the column, the order stays.
 */
export function renamedTogether(operations: readonly Operation[]): readonly Operation[] {
  let ordered = operations;
  for (const renamed of operations) {
    if (renamed.op !== 'rename_table') continue;
    const schema = renamed.schema ?? 'public';
    const isOfIt = (one: Operation): boolean =>
      'table' in one && one.table === renamed.table && (one.schema ?? 'public') === schema;
    const moved = ordered.flatMap((one) => (one.op === 'rename_column' && isOfIt(one) ? [one] : []));
    const others = ordered.filter((one) => !moved.includes(one as (typeof moved)[number]));
    if (moved.some(({ to }) => JSON.stringify(others).includes(`"${to}"`))) continue;
    ordered = [...others, ...moved.map((one) => ({ ...one, table: renamed.to }))];
  }
  return ordered;
}
