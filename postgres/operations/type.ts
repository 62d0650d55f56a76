import type { Catalog, CatalogGrant, CatalogType } from '../catalog/catalog.ts';
import { ident, literal, qualified } from '../sql.ts';
import { restoreComment } from './comment-sql.ts';
import { OperationRefused } from './errors.ts';
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

/** @throws OperationRefused while something is made of the type, or where its grants could not be restored */
export function assertUnused(type: CatalogType, wayOut: string): void {
  const name = `${type.schema}.${type.name}`;
  if (type.usedBy.length > 0) {
    throw new OperationRefused(
      name,
      `${type.usedBy.join(', ')} ${type.usedBy.length === 1 ? 'uses' : 'use'} it`,
      wayOut,
      type.usedBy,
    );
  }
  assertGrantedByOwner(name, type.grants);
}

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
