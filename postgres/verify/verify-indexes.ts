import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import type { IndexReport } from '../provider.ts';

interface ForeignKeyRow {
  readonly table: string;
  readonly schema: string;
  readonly name: string;
  readonly constraint: string;
  readonly columns: readonly string[];
}

interface IndexRow {
  readonly index: string;
  readonly schema: string;
  readonly name: string;
  readonly usable: boolean;
  readonly duplicate: string | null;
}

const foreignKeysSql = readFileSync(asset('postgres/verify/uncovered-foreign-keys.sql'), 'utf8');
const indexesSql = readFileSync(asset('postgres/verify/indexes.sql'), 'utf8');

/**
 * What the migration leaves to wish for in indexes. `before` is production's catalog, `after` and `session` are the
 * branch's; what production has already is not the migration's doing and is left out.
 */
export async function verifyIndexes(
  before: Catalog,
  after: Catalog,
  session: ClientBase,
  expected: readonly string[],
): Promise<IndexReport> {
  const foreignKeys = await session.query<ForeignKeyRow>(foreignKeysSql);
  const indexes = (await session.query<IndexRow>(indexesSql)).rows;
  const old = indexesOf(before);
  const isNew = ({ schema, name }: IndexRow): boolean => !old.has(JSON.stringify([schema, name]));
  return {
    indexes: indexes.length,
    invalid: indexes
      .filter((row) => !row.usable && old.get(JSON.stringify([row.schema, row.name])) !== false)
      .map(({ index }) => index),
    uncoveredForeignKeys: foreignKeys.rows
      .filter((row) => !hasForeignKey(before, row, twinsOf(after, row)))
      .map(({ table, constraint, columns }) => ({ table, constraint, columns })),
    missing: expected.filter((text) => !isIndexed(after, text)),
    duplicates: pairsOnce(indexes.filter((row) => row.duplicate !== null && isNew(row))),
  };
}

/** Validity by schema and name. */
const indexesOf = ({ tables }: Catalog): Map<string, boolean> =>
  new Map(
    tables.flatMap(({ schema, indexes }) =>
      indexes.map(({ name, valid }) => [JSON.stringify([schema, name]), valid]),
    ),
  );

/** By name, or for the column that a trigger keeps equal to one of these: it stood there without an index, too. */
const hasForeignKey = (
  { tables }: Catalog,
  row: ForeignKeyRow,
  twins: ReadonlyMap<string, string>,
): boolean => {
  const isTwin = row.columns.some((column) => twins.has(column));
  const columns = row.columns.map((column) => twins.get(column) ?? column).join('\0');
  return tables.some(
    ({ schema, name, constraints }) =>
      schema === row.schema &&
      name === row.name &&
      constraints.some(
        (constraint) =>
          constraint.kind === 'foreign key' &&
          (constraint.name === row.constraint || (isTwin && constraint.columns.join('\0') === columns)),
      ),
  );
};

/** The other column of each pair in the table. */
function twinsOf({ tables }: Catalog, { schema, name }: ForeignKeyRow): Map<string, string> {
  const table = tables.find((one) => one.schema === schema && one.name === name);
  return new Map(
    (table?.syncs ?? []).flatMap(({ columns: [one, other, ...more] }) =>
      one === undefined || other === undefined || more.length > 0
        ? []
        : [
            [one, other],
            [other, one],
          ],
    ),
  );
}

/** Two new indexes that are alike are each other's duplicate: one of them is enough to say so. */
function pairsOnce(rows: readonly IndexRow[]): IndexReport['duplicates'] {
  const told = new Set<string>();
  return rows.flatMap(({ index, duplicate }) => {
    if (duplicate === null || told.has(duplicate)) return [];
    told.add(index);
    return [{ index, of: duplicate }];
  });
}

/** `schema.table.column`, `table.column` or `schema.table(a, b)`: names as they are, found in the catalog. */
function isIndexed({ tables }: Catalog, expected: string): boolean {
  return tables.some((table) =>
    [`${table.schema}.${table.name}`, table.name].some((name) => {
      const columns = columnsBehind(expected, name);
      return columns !== undefined && beginsWith(table, columns);
    }),
  );
}

function columnsBehind(expected: string, table: string): string[] | undefined {
  if (!expected.startsWith(table)) return undefined;
  const rest = expected.slice(table.length);
  const list = /^\s*\((.+)\)$/.exec(rest)?.[1];
  if (list !== undefined) return list.split(',').map((column) => column.trim());
  return rest.startsWith('.') ? [rest.slice(1)] : undefined;
}

const beginsWith = ({ indexes }: CatalogTable, columns: readonly string[]): boolean =>
  indexes.some(
    ({ valid, columns: indexed }) => valid && columns.every((column, at) => indexed[at] === column),
  );
