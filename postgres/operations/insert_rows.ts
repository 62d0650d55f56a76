import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { dollarQuoted, ident, identList, literal } from '../sql.ts';
import { noRow, rowsOf } from './checks.ts';
import { isReferenced, type Referencing, referencing } from './deletion.ts';
import { OperationRefused } from './errors.ts';
import { name, schemaName, tableName } from './fields.ts';
import { columnOf, fullName, isVolatile, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { splitGroup } from './split-trigger.ts';
import { equalColumns } from './sync.ts';
import { allowedRows, identified } from './written-rows.ts';

export const InsertRows = z.object({
  op: z.literal('insert_rows'),
  table: tableName,
  schema: schemaName,
  columns: z.array(name).describe('columns that get a value'),
  rows: z
    .array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])))
    .describe(
      'a list of values for each row, in the order of the columns; other types as text, e.g. "{1,2}", "2026-01-31"',
    ),
  key: z.array(name).optional().describe('unique columns by which a row is known; default: the primary key'),
});
export type InsertRows = z.infer<typeof InsertRows>;

/** More rows are data to be imported, not part of a schema. */
const mostRows = 1000;

/** The way back deletes them by their key, but for those to which somebody refers since. */
export const insertRows = defineOperation<'insert_rows', InsertRows>({
  kind: 'insert_rows',
  params: InsertRows,
  describe: (params) =>
    `insert ${params.rows.length === 1 ? 'a row' : `${params.rows.length} rows`} into ${spoken(params)}`,
  plan(params, catalog) {
    const { table, columns, key } = subject(params, catalog);
    const at = sqlName(table);
    const own = ident(table.name);
    const among =
      `(${key.map((column) => `${own}.${ident(column.name)}`).join(', ')}) IN ` +
      `(${params.rows.map((row) => `(${key.map((column) => value(row[columns.indexOf(column)], column)).join(', ')})`).join(', ')})`;
    const values = params.rows.map(
      (row) => `  (${columns.map((column, index) => value(row[index], column)).join(', ')})`,
    );
    // Else the database would keep its own number, and the next row might get the one that was given.
    const given = columns.filter(hasSequence);
    const keys = referencing(catalog, table);
    const others = keys.filter((one) => !isSplitOff(one, table));
    // A table that inherits may have rows of the same key, which are not ours.
    const remove = `DELETE FROM ${table.inheritance ? 'ONLY ' : ''}${at} WHERE ${among}`;
    return operationPlan(
      [
        transactional(
          [
            `INSERT INTO ${at} (${identList(params.columns)})${given.length === 0 ? '' : ' OVERRIDING SYSTEM VALUE'} VALUES\n${values.join(',\n')}`,
            ...given.map((column) => advance(table, column)),
          ],
          others.length === 0
            ? remove
            : [`${remove} AND NOT ${isReferenced(others, own)}`, warning(table, among)],
        ),
      ],
      {
        preconditions: [
          noRow(`${fullName(table)} has none of the rows yet`, rowsOf(table), among),
          ...allowedRows(
            table,
            columns,
            params.rows.map((row) => columns.map((column, index) => typed(row[index], column))),
            key.map((column) => column.name),
            catalog,
          ),
          ...deletedAlong(keys).map(identified),
        ],
        verifications: [
          {
            holds: `${fullName(table)} has each of the rows`,
            sql: `SELECT ${params.rows.length} - count(*) FROM ${at} WHERE ${among}`,
          },
        ],
      },
    );
  },
  apply: (_, catalog) => catalog,
});

/** Its rows are made of those of the table, by triggers, and go along. */
const isSplitOff = ({ child }: Referencing, table: CatalogTable): boolean =>
  (child.syncs ?? []).some(({ group }) => group === splitGroup({ source: table, into: child }));

/** Published tables of which PostgreSQL would change rows when one of ours goes: asked even where there is none. */
const deletedAlong = (keys: readonly Referencing[]): CatalogTable[] =>
  keys
    .filter(({ child, name }) =>
      child.constraints.some(
        (one) => one.name === name && / ON DELETE (?:CASCADE|SET )/.test(one.definition),
      ),
    )
    .map(({ child }) => child)
    .filter((child, at, all) => (child.publications ?? []).length > 0 && all.indexOf(child) === at);

function subject(
  params: InsertRows,
  catalog: Catalog,
): { table: CatalogTable; columns: CatalogColumn[]; key: CatalogColumn[] } {
  const table = tableOf(catalog, params);
  const refuse = (reason: string, hint: string): OperationRefused =>
    new OperationRefused(fullName(table), reason, hint);
  const columns = params.columns.map((column) => columnOf(table, column));
  const key = (params.key ?? table.primaryKey).map((column) => columnOf(table, column));
  const generated = columns.find((column) => column.generated !== null);
  if (generated !== undefined) throw refuse(`${generated.name} is a generated column`, 'leave it out');
  if (params.rows.length === 0 || params.rows.length > mostRows) {
    throw refuse(
      `${params.rows.length} rows are to be inserted`,
      `give 1 to ${mostRows}; import more in another way`,
    );
  }
  const uneven = params.rows.findIndex((row) => row.length !== columns.length);
  if (uneven !== -1) {
    throw refuse(
      `row ${uneven + 1} has ${params.rows[uneven]?.length} values for ${columns.length} columns`,
      'give each column its value',
    );
  }
  if (table.partitionOf != null) {
    const { schema, table: parent } = table.partitionOf;
    throw refuse(`it is a partition of ${schema}.${parent}`, 'insert into the partitioned table');
  }
  const pairs = equalColumns(table);
  const twice = pairs.find((pair) => pair.every((name) => params.columns.includes(name)));
  if (twice !== undefined) {
    throw refuse(
      `${twice.join(' and ')} are kept equal, so a row has one value for both`,
      `leave ${twice[1]} or ${twice[0]} out: a trigger fills it`,
    );
  }
  const isFilled = ({ name }: CatalogColumn): boolean =>
    pairs.some(
      (pair) => pair.includes(name) && pair.some((other) => other !== name && params.columns.includes(other)),
    );
  const missing = table.columns.find(
    (column) =>
      isRequired(column) &&
      !isFilled(column) &&
      params.rows.some((row) => (row[columns.indexOf(column)] ?? null) === null) &&
      (columns.includes(column) || column.default === null),
  );
  if (missing !== undefined) throw refuse(`${missing.name} must not be NULL`, 'give it a value in each row');
  const names = key.map((column) => column.name);
  const unique = table.indexes.some(
    (index) =>
      index.unique &&
      !/\) WHERE /.test(index.definition) &&
      index.columns.length > 0 &&
      index.columns.every((column) => column !== null && names.includes(column)),
  );
  if (!unique) {
    throw refuse(
      names.length === 0 ? 'it has no primary key' : `(${names.join(', ')}) is not unique`,
      'name the unique columns by which a row is known as key',
    );
  }
  const unknown = key.find((column) => !columns.includes(column));
  if (unknown !== undefined) {
    throw refuse(
      `the rows give no ${unknown.name}, by which they would be found again`,
      'give it, or name other unique columns as key',
    );
  }
  const seen = new Set<string>();
  for (const row of params.rows) {
    const known = JSON.stringify(key.map((column) => row[columns.indexOf(column)] ?? null));
    if (known.includes('null') && key.some((column) => (row[columns.indexOf(column)] ?? null) === null)) {
      throw refuse('a row has no value in its key', 'give each row its key');
    }
    if (seen.has(known)) throw refuse(`two rows have the key ${known.slice(1, -1)}`, 'leave one of them out');
    seen.add(known);
  }
  const repeated = sameDefaults(table, columns, catalog);
  if (repeated !== undefined && params.rows.length > 1)
    throw refuse(`each row would get the default of ${repeated}, which is unique`, 'give each row its value');
  return { table, columns, key };
}

/** Columns of a unique index of which every row gets the same value, as nobody gives another. */
function sameDefaults(
  table: CatalogTable,
  given: readonly CatalogColumn[],
  catalog: Catalog,
): string | undefined {
  const isConstant = ({ default: sql, identity }: CatalogColumn): boolean =>
    identity === null && sql !== null && !/^NULL\b/i.test(sql) && !isVolatile(catalog, sql);
  return table.indexes
    .filter(({ unique, definition }) => unique && !/\) WHERE /.test(definition))
    .map(({ columns }) => columns.map((name) => table.columns.find((column) => column.name === name)))
    .find((columns) =>
      columns.every((column) => column !== undefined && !given.includes(column) && isConstant(column)),
    )
    ?.map((column) => column?.name)
    .join(', ');
}

/** As the column's type reads it; characters without their length, so that nothing is cut silently. */
function value(given: string | number | boolean | null | undefined, { type }: CatalogColumn): string {
  if (given === null || given === undefined) return 'NULL';
  const text = typeof given === 'string' ? literal(given) : `'${given}'`;
  return `${text}::${/^character\b/.test(type) ? 'text' : type}`;
}

/** A NULL that nobody takes for a text. */
const typed = (given: Parameters<typeof value>[0], column: CatalogColumn): string =>
  given === null || given === undefined ? `NULL::${column.type}` : value(given, column);

const isRequired = ({ notNull, identity, generated }: CatalogColumn): boolean =>
  notNull && identity === null && generated === null;

const hasSequence = (column: CatalogColumn): boolean =>
  column.identity !== null || /^nextval\(/.test(column.default ?? '');

/** Moves the sequence behind the greatest number; it never goes back. */
function advance(table: CatalogTable, { name: column }: CatalogColumn): string {
  const sequence = `pg_get_serial_sequence(${literal(sqlName(table))}, ${literal(column)})`;
  return `SELECT setval(${sequence}, greatest(max(${ident(column)}), nextval(${sequence}))) FROM ${sqlName(table)}`;
}

const warning = (table: CatalogTable, among: string): string =>
  `DO ${dollarQuoted(`BEGIN
  IF EXISTS (SELECT FROM ${sqlName(table)} WHERE ${among}) THEN
    RAISE WARNING '% of the inserted rows of % stay: other rows refer to them',
      (SELECT count(*) FROM ${sqlName(table)} WHERE ${among}), ${literal(fullName(table))};
  END IF;
END`)}`;
