import type { CatalogTable } from '../catalog/catalog.ts';
import { fullName } from './lookup.ts';
import type { Operation } from './operations.ts';

/** What a migration leaves to a later one. */
export interface FollowUp {
  /** For people. */
  readonly what: string;
  /** The later migration; empty where no operation does it and a person has to see to it. */
  readonly operations: readonly Operation[];
}

/** Most of what operations leave for later is words. */
export const followUp = (one: string | FollowUp): FollowUp =>
  typeof one === 'string' ? { what: one, operations: [] } : one;

/**
 * The old columns, which triggers keep equal until then. In one migration: the triggers end with the first of them,
 * for all.
 */
export const dropColumnsLater = (
  table: CatalogTable,
  columns: readonly string[],
  when = `when no application names ${columns.length === 1 ? 'it' : 'them'} any more`,
): FollowUp => ({
  what: `drop_column ${columns.map((column) => `${fullName(table)}.${column}`).join(', ')} by a later migration, ${when}`,
  operations: columns.map((column) => ({
    op: 'drop_column',
    schema: table.schema,
    table: table.name,
    column,
  })),
});

/** The view that shows a table under its old name. */
export const dropViewLater = (view: Pick<CatalogTable, 'schema' | 'name'>): FollowUp => ({
  what: `drop_view ${fullName(view)} by a later migration, when no application names it any more`,
  operations: [{ op: 'drop_view', schema: view.schema, name: view.name }],
});
