import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import type { Reference } from './constraints.ts';
import { OperationRefused } from './errors.ts';
import { columnOf, fullName, tableOf } from './lookup.ts';

/**
 * The table that a foreign key shall point to. @throws UnknownTable, UnknownColumn, OperationRefused where the
 * column is not unique or has another type
 */
export function referenced(catalog: Catalog, to: Reference, type: string): CatalogTable {
  const table = tableOf(catalog, to);
  const column = columnOf(table, to.column);
  const name = `${fullName(table)}.${column.name}`;
  const unique =
    (table.primaryKey.length === 1 && table.primaryKey[0] === column.name) ||
    table.indexes.some(
      ({ unique, valid, columns, definition }) =>
        unique &&
        valid &&
        columns.length === 1 &&
        columns[0] === column.name &&
        !/\) WHERE /.test(definition),
    );
  if (!unique) {
    throw new OperationRefused(
      name,
      'a foreign key needs a unique column to point to',
      'add_unique it first',
    );
  }
  if (baseType(type) !== baseType(column.type)) {
    throw new OperationRefused(
      name,
      `it is ${column.type}, the referencing column ${type}`,
      `give the referencing column the type ${column.type}`,
    );
  }
  return table;
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
