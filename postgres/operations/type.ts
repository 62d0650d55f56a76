import type { Catalog, CatalogArchive, CatalogGrant, CatalogTable, CatalogType } from '../catalog/catalog.ts';
import { ident, literal, qualified } from '../sql.ts';
import { archiveSchema } from './archive.ts';
import { restoreComment } from './comment-sql.ts';
import { TypeInUse } from './errors.ts';
import { fullName } from './lookup.ts';
import { assertGrantedByOwner, onlyTheseGrants, restoreOwner } from './privileges.ts';

export const everybodyUses: CatalogGrant = { role: 'public', privileges: ['USAGE'], grantable: false };

/** A type as it is right after CREATE TYPE. */
export const newType = (
  kind: CatalogType['kind'],
  schema: string,
  name: string,
  catalog: Catalog,
): CatalogType => ({
  schema,
  name,
  kind,
  owner: catalog.user ?? '',
  comment: null,
  grants: [everybodyUses],
  usedBy: [],
});

export const findType = (catalog: Catalog, schema: string, name: string): CatalogType | undefined =>
  (catalog.types ?? []).find((known) => known.schema === schema && known.name === name);

/** PostgreSQL puts a name in quotes where it needs them. */
export const unquoted = (text: string): string => text.replaceAll('"', '');

/** A column as `usedBy` names it, without quotes. */
export const useOf = (table: Pick<CatalogTable, 'schema' | 'name'>, column: string): string =>
  unquoted(`column ${column} of table ${fullName(table)}`);

/** The types when a column is there no more, or when it is another table's. */
export const usesAfter = (
  catalog: Catalog,
  table: CatalogTable,
  columns: readonly string[],
  now: Pick<CatalogTable, 'schema' | 'name'> | null,
): Pick<Catalog, 'types'> => ({
  types: (catalog.types ?? []).map((type) => ({
    ...type,
    usedBy: type.usedBy.flatMap((use) => {
      const column = columns.find((one) =>
        [useOf(table, one), `default value for ${useOf(table, one)}`].includes(unquoted(use)),
      );
      if (column === undefined) return [use];
      return now === null ? [] : [unquoted(use).replace(useOf(table, column), () => useOf(now, column))];
    }),
  })),
});

/** @throws TypeInUse while something is made of the type; OperationRefused where its grants could not be restored */
export function assertUnused(type: CatalogType, wayOut: string): void {
  const name = `${type.schema}.${type.name}`;
  if (type.usedBy.length > 0) {
    const isKept = type.usedBy.every((use) => unquoted(use).includes(` of table ${archiveSchema}.`));
    throw new TypeInUse(
      name,
      `${type.usedBy.join(', ')} ${type.usedBy.length === 1 ? 'uses' : 'use'} it`,
      isKept
        ? `a dropped table is kept in ${archiveSchema} with its rows: drop the type by a later migration, when that table is gone`
        : wayOut,
      type.usedBy,
    );
  }
  assertGrantedByOwner(name, type.grants);
}

/** Archives of columns that were of the type, or of an array of it. */
export const keptOf = (type: CatalogType, { archived = [], archives = [] }: Catalog): CatalogArchive[] =>
  archived.filter(
    ({ name, object }) =>
      archives.includes(name) && object?.kind === 'column' && isOfType(element(object.column.type), type),
  );

/** Of an array, the type of its elements. */
export const element = (type: string): string => type.replace(/(\[\])+$/, '');

export const createEnumSql = (schema: string, name: string, labels: readonly string[]): string =>
  `CREATE TYPE ${qualified(schema, name)} AS ENUM (${labels.map(literal).join(', ')})`;

/** Owner, grants and comment of a type that has just been made again. */
export function restoreTypeRights(type: CatalogType, user: string | undefined): string[] {
  const at = qualified(type.schema, type.name);
  return [
    ...restoreOwner(`TYPE ${at}`, type.owner, user),
    ...onlyTheseGrants({ kind: 'TYPE', at }, type.grants),
    ...restoreComment(`TYPE ${at}`, type.comment),
  ];
}

/** Whether a column's type, as `format_type` writes it, is the type itself; brackets make it another. */
export const isOfType = (
  written: string,
  { schema, name }: { readonly schema: string; readonly name: string },
): boolean =>
  [schema, ident(schema)].some((one) => [name, ident(name)].some((other) => written === `${one}.${other}`));
