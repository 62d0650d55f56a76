import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import type { Reference } from './constraints.ts';
import { OperationRefused } from './errors.ts';
import { columnOf, fullName, tableOf } from './lookup.ts';

/**
 * The table that a foreign key shall point to. @throws UnknownTable, UnknownColumn, OperationRefused where the
 * columns are not unique or have other types, or where the rows of the table are lost in a crash and those of the
 * referencing one are not
 */
export function referencedKey(
  catalog: Catalog,
  to: { readonly schema: string; readonly table: string; readonly columns: readonly string[] },
  types: readonly string[],
  from: Pick<CatalogTable, 'unlogged'>,
): CatalogTable {
  const table = tableOf(catalog, to);
  if (table.unlogged === true && from.unlogged !== true) {
    throw new OperationRefused(
      fullName(table),
      'it is unlogged, and only an unlogged table may refer to it',
      'leave out the reference, or make it a logged table by custom_sql first',
    );
  }
  const columns = to.columns.map((name) => columnOf(table, name));
  const nameOf = (names: readonly string[]): string =>
    `${fullName(table)}.${names.length === 1 ? names[0] : `(${names.join(', ')})`}`;
  const same = (names: readonly (string | null)[]): boolean =>
    names.length === to.columns.length && to.columns.every((name) => names.includes(name));
  const unique =
    same(table.primaryKey) ||
    table.indexes.some(
      (index) => index.unique && index.valid && same(index.columns) && !/\) WHERE /.test(index.definition),
    );
  if (!unique) {
    throw new OperationRefused(
      nameOf(to.columns),
      `a foreign key needs ${columns.length === 1 ? 'a unique column' : 'unique columns'} to point to`,
      'add_unique it first',
    );
  }
  for (const [at, column] of columns.entries()) {
    const type = types[at] ?? '';
    if (baseType(type) !== baseType(column.type)) {
      throw new OperationRefused(
        nameOf([column.name]),
        `it is ${column.type}, the referencing column ${type}`,
        `give the referencing column the type ${column.type}`,
      );
    }
  }
  return table;
}

/** The same, for a key of one column. */
export const referenced = (
  catalog: Catalog,
  to: Reference,
  type: string,
  from: Pick<CatalogTable, 'unlogged'>,
): CatalogTable => referencedKey(catalog, { ...to, columns: [to.column] }, [type], from);

/** Whether values of a type may refer to a key of another: PostgreSQL has to find them by the index of the key. */
export function canRefer(type: string, key: string): boolean {
  const [from, to] = [baseType(type), baseType(key)];
  const integers = ['smallint', 'integer', 'bigint'];
  return from === to || (integers.includes(from) && [...integers, 'numeric'].includes(to));
}

const aliases: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bigserial: 'bigint',
  serial: 'integer',
  varchar: 'character varying',
  char: 'character',
  bool: 'boolean',
  float8: 'double precision',
  float4: 'real',
  decimal: 'numeric',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
};

/** A type without its length, in the words of `format_type`: text and varchar(20) may still reference each other. */
export function baseType(type: string): string {
  const plain = type
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?\([^)]*\)/, '');
  const known = aliases[plain] ?? plain;
  return known === 'character varying' || known === 'character' ? 'text' : known;
}
