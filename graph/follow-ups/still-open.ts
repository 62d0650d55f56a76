import type { Catalog, CatalogTable } from '../../postgres/catalog/catalog.ts';
import type { Operation } from '../../postgres/operations/index.ts';
import type { StoredFollowUp } from '../store/follow-ups.ts';

export interface OpenFollowUp extends StoredFollowUp {
  /** In words: what a person has to know before; null when nothing. */
  readonly caution: string | null;
}

/**
 * Whether there is still something to do, and what of it: the database says so, whoever did it. Null when it is done,
 * or when the migration that left it is no longer in the history.
 */
export function stillOpen(
  followUp: StoredFollowUp,
  catalog: Catalog,
  versions: ReadonlySet<string>,
): OpenFollowUp | null {
  if (!versions.has(followUp.version)) return null;
  if (followUp.archive !== null)
    return (catalog.archives ?? []).includes(followUp.archive) ? { ...followUp, caution: null } : null;
  const operations = followUp.operations.filter((operation) => !isDone(operation, catalog));
  if (operations.length === 0) return null;
  const alone = operations.flatMap((operation) => (isAlone(operation, catalog) ? [operation.column] : []));
  return {
    ...followUp,
    operations,
    caution:
      alone.length === 0
        ? null
        : `no trigger keeps ${alone.join(', ')} equal to anything any more: look who uses it before you drop it`,
  };
}

const relation = (catalog: Catalog, schema: string, name: string): CatalogTable | undefined =>
  catalog.tables.find((known) => known.schema === schema && known.name === name);

function isDone(operation: Operation, catalog: Catalog): boolean {
  switch (operation.op) {
    case 'drop_column':
      return !columnNames(operation, catalog).includes(operation.column);
    case 'drop_view':
      // A table that took the name meanwhile is not what was to go.
      return !/view/.test(relation(catalog, operation.schema, operation.name)?.kind ?? '');
    case 'drop_constraint':
      return !(relation(catalog, operation.schema, operation.table)?.constraints ?? []).some(
        ({ name }) => name === operation.name,
      );
    default:
      return false;
  }
}

const columnNames = ({ schema, table }: { schema: string; table: string }, catalog: Catalog): string[] =>
  relation(catalog, schema, table)?.columns.map(({ name }) => name) ?? [];

type DropColumn = Extract<Operation, { op: 'drop_column' }>;

/** The rename or split was undone by hand, or another column took the name: then it may be the only one. */
const isAlone = (operation: Operation, catalog: Catalog): operation is DropColumn =>
  operation.op === 'drop_column' &&
  !(relation(catalog, operation.schema, operation.table)?.syncs ?? []).some(
    ({ columns, restores }) =>
      columns.includes(operation.column) || restores.some(({ column }) => column === operation.column),
  );
