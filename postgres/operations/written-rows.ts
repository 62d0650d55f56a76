import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { ident, identList, literal } from '../sql.ts';
import { changedRows, duplicateKeys, noRow, orphans, type Rows, rowsOf } from './checks.ts';
import { bare } from './copies.ts';
import { defaultValue } from './default.ts';
import { foreignKeys, fullName, isVolatile, sqlName } from './lookup.ts';
import type { DataCheck } from './operation.ts';
import { fromKeyword, mentionsColumn } from './tokens.ts';
import { cast } from './types.ts';

/* What could stop a batch half-way, asked before the first one: PostgreSQL looks at every check of a row it writes. */

/** Of any write: rows break a check that is NOT VALID unnoticed until then, and published ones may not change at all. */
export const beforeWriting = (table: CatalogTable): DataCheck[] => [
  ...enforcedChecks(table)
    .filter(({ validated }) => !validated)
    .map((check) =>
      noRow(
        `every row of ${fullName(table)} meets ${check.name}, which is NOT VALID`,
        rowsOf(table),
        `NOT (${conditionOf(check)})`,
      ),
    ),
  ...((table.publications ?? []).length === 0 ? [] : [identified(table)]),
];

/** PostgreSQL refuses to change or delete a published row that a subscriber could not find. */
export function identified(table: CatalogTable): DataCheck {
  const index = (which: string): string =>
    `EXISTS (SELECT FROM pg_index WHERE indrelid = t.oid AND ${which})`;
  return {
    holds: `rows of ${fullName(table)}, which is published, have a REPLICA IDENTITY`,
    sql:
      `SELECT count(*) FROM pg_class AS t WHERE t.oid = ${literal(sqlName(table))}::regclass AND t.relkind = 'r' AND NOT CASE t.relreplident ` +
      `WHEN 'f' THEN true WHEN 'd' THEN ${index('indisprimary')} WHEN 'i' THEN ${index('indisreplident')} ELSE false END ` +
      `AND EXISTS (SELECT FROM pg_publication_tables AS p JOIN pg_publication USING (pubname) ` +
      `WHERE format('%I.%I', p.schemaname, p.tablename)::regclass = t.oid AND (pubupdate OR pubdelete))`,
  };
}

interface Written {
  readonly column: CatalogColumn;
  /** SQL over the row: the value it gets. */
  readonly expression: string;
  readonly where: string | undefined;
}

/** Whether the rows may have the values that they are about to get. */
export function allowedValues(table: CatalogTable, { column, expression, where }: Written): DataCheck[] {
  const own = ident(column.name);
  const value = cast(expression, column.type);
  const values = table.columns.map(({ name }) =>
    name !== column.name
      ? ident(name)
      : `${where === undefined ? value : `CASE WHEN ${where} THEN ${value} ELSE ${own} END`} AS ${own}`,
  );
  const rows = changedRows(table, values);
  const name = fullName(table);
  return [
    ...beforeWriting(table),
    ...(column.notNull
      ? [noRow(`no row of ${name} gets NULL in ${column.name}`, rows, `${own} IS NULL`)]
      : []),
    ...enforcedChecks(table)
      .filter(({ definition }) => mentionsColumn(definition, column.name))
      .map((check) =>
        noRow(`every row of ${name} still meets ${check.name}`, rows, `NOT (${conditionOf(check)})`),
      ),
    ...table.indexes
      .filter(({ unique, columns }) => unique && columns.includes(column.name) && !columns.includes(null))
      .map(({ columns, definition }) => {
        const where = fromKeyword(definition, 'WHERE').slice('WHERE'.length);
        return duplicateKeys(
          table,
          columns.flatMap((key) => (key === null ? [] : [ident(key)])),
          {
            said: columns.join(', '),
            where: where === '' ? undefined : where,
            nullsToo: / NULLS NOT DISTINCT/.test(definition),
            rows,
          },
        );
      }),
    ...foreignKeys(table)
      .filter(({ columns }) => columns.includes(column.name))
      .map(({ columns, references }) => orphans(table, columns, references, rows)),
  ];
}

/**
 * Whether rows made of these values, as SQL, may be there: their checks, keys and references. `asked`: columns of the
 * key of which that is asked already.
 */
export function allowedRows(
  table: CatalogTable,
  columns: readonly CatalogColumn[],
  values: readonly (readonly string[])[],
  asked: readonly string[],
  catalog: Catalog,
): DataCheck[] {
  const name = fullName(table);
  const given = columns.map((column) => column.name);
  const others = table.columns
    .filter((column) => !given.includes(column.name))
    .map((column) => `${defaultValue(column) ?? `NULL::${column.type}`} AS ${ident(column.name)}`);
  const lists = values.map((row) => `(${row.join(', ')})`).join(', ');
  // They are in the request: their keys say nothing that is not known.
  const rows: Rows = {
    sql:
      `(SELECT ${['godwit_row.*', ...others].join(', ')} ` +
      `FROM (VALUES ${lists}) AS godwit_row (${identList(given)})) AS ${ident(table.name)}`,
    key: null,
  };
  const isKnown = (name: string | null): boolean =>
    name !== null && (given.includes(name) || hasFixedDefault(table, name, catalog));
  const isGiven = (names: readonly (string | null)[]): names is readonly string[] =>
    names.every((column) => column !== null && given.includes(column));
  return [
    ...enforcedChecks(table)
      .filter((check) => check.columns.every((column) => isStored(table, column)))
      .map((check) => noRow(`the rows for ${name} meet ${check.name}`, rows, `NOT (${conditionOf(check)})`)),
    ...table.indexes
      .filter(
        ({ unique, columns: keys, definition }) =>
          unique &&
          keys.every(isKnown) &&
          keys.join('\0') !== asked.join('\0') &&
          !/ WHERE /.test(definition),
      )
      .map(({ columns: keys, definition }) => {
        const own = keys.map((key) => ident(key ?? ''));
        const keyed = `SELECT ${own.join(', ')} FROM ${rows.sql}`;
        const known = `SELECT ${own.join(', ')} FROM ${sqlName(table)} WHERE (${own.join(', ')}) IN (${keyed})`;
        return duplicateKeys(table, own, {
          said: keys.join(', '),
          nullsToo: / NULLS NOT DISTINCT/.test(definition),
          rows: { sql: `(${keyed} UNION ALL ${known}) AS godwit_rows`, key: null },
        });
      }),
    ...foreignKeys(table)
      .filter(({ columns: keys }) => isGiven(keys))
      .map(({ columns: keys, references }) => orphans(table, keys, references, rows)),
  ];
}

/** The same in every row that says nothing about the column. */
function hasFixedDefault({ columns }: CatalogTable, name: string, catalog: Catalog): boolean {
  const column = columns.find((one) => one.name === name);
  return column?.identity === null && column.default !== null && !isVolatile(catalog, column.default);
}

const isStored = ({ columns }: CatalogTable, column: string): boolean =>
  columns.find(({ name }) => name === column)?.generated === null;

/** Since PostgreSQL 18 a check may be there that nobody asks. */
export const enforcedChecks = ({ constraints }: CatalogTable): CatalogConstraint[] =>
  constraints.filter(({ kind, definition }) => kind === 'check' && !/ NOT ENFORCED$/.test(definition));

/** What a check asks, without the rest of its definition. */
export const conditionOf = ({ definition }: CatalogConstraint): string =>
  bare(definition)
    .replace(/^CHECK /, '')
    .replace(/ NO INHERIT$/, '');
