import type { Catalog } from '../../postgres/catalog/catalog.ts';
import type { Branch, IntendedDataChanges, TableRef } from '../../postgres/provider.ts';
import { renamedTables, writtenTables } from '../../postgres/verify/index.ts';
import type { Evidence } from '../evidence.ts';
import { AppliedObservation } from '../recorded-migration.ts';

/** What the ledger holds about the migration that was applied last on a branch. */
export function appliedOn(
  ledger: readonly Evidence[],
  { id, project_ref }: Branch,
): AppliedObservation | undefined {
  return ledger
    .filter(({ fact }) => fact === 'applied')
    .map(({ observed }) => AppliedObservation.parse(observed))
    .findLast(({ branch_id }) => branch_id === id || branch_id === project_ref);
}

/** Read off the migration's own SQL and the two schemas; nobody has to say what it was meant to do. */
export function intendedChanges(
  applied: AppliedObservation | undefined,
  before: Catalog,
  after: Catalog,
): IntendedDataChanges {
  const sql = applied?.steps.map(({ up }) => up) ?? [];
  const dropped = applied?.dropped.filter(({ column }) => column === null) ?? [];
  return {
    written: [...sql.flatMap(writtenTables), ...retypedTables(before, after)],
    removed: [...dropped.map(({ schema, table }) => ({ schema, table })), ...repartitioned(before, after)],
    renamed: renamedTables(before, after),
  };
}

/** A column of another type writes its values in another way, though they are the same. */
function retypedTables(before: Catalog, after: Catalog): TableRef[] {
  return before.tables.flatMap(({ schema, name, columns }) => {
    const now = after.tables.find((table) => table.schema === schema && table.name === name);
    const retyped = columns.some(({ name: column, type }) => {
      const current = now?.columns.find((other) => other.name === column);
      return current !== undefined && current.type !== type;
    });
    return retyped ? [{ schema, table: name }] : [];
  });
}

/** Attached, a table's rows count among those of the partitioned table; detached, no longer. */
function repartitioned(before: Catalog, after: Catalog): TableRef[] {
  return before.tables.flatMap(({ schema, name, partitionOf: was }) => {
    const now = after.tables.find((table) => table.schema === schema && table.name === name)?.partitionOf;
    if (JSON.stringify(was ?? null) === JSON.stringify(now ?? null)) return [];
    const parents = [was, now].flatMap((of) => (of == null ? [] : [{ schema: of.schema, table: of.table }]));
    return [{ schema, table: name }, ...parents];
  });
}
