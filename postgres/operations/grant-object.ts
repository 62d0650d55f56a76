import type { Catalog, CatalogGrant, Owned } from '../catalog/catalog.ts';
import { ident, qualified } from '../sql.ts';
import { UnknownSchema, UnknownSequence, UnknownType } from './errors.ts';
import { changeTable } from './evolve.ts';
import { columnOf, fullName, relationOf, sqlName } from './lookup.ts';
import type { Grantable } from './privileges.ts';
import { routineSql, routineTaking, signature } from './routine.ts';

/** What rights are about. */
export interface GrantObject {
  readonly kind: Grantable;
  readonly at: string;
  /** As messages call it. */
  readonly name: string;
  readonly owner: string | undefined;
  readonly grants: readonly CatalogGrant[];
  readonly columns: readonly { readonly name: string; readonly grants: readonly CatalogGrant[] }[];
  /** Of a table: whether its rows are guarded by row level security. */
  readonly guarded: boolean | null;
  /** The schema with other rights on it. */
  readonly put: (
    grants: readonly CatalogGrant[],
    ofColumn: (name: string) => readonly CatalogGrant[],
  ) => Catalog;
}

export interface Named {
  readonly on: 'table' | 'sequence' | 'schema' | 'function' | 'type';
  readonly name: string;
  readonly schema: string;
  readonly arguments?: readonly string[] | undefined;
  readonly columns?: readonly string[] | undefined;
}

/** @throws UnknownTable, UnknownColumn, UnknownSequence, UnknownSchema, UnknownRoutine, UnknownType */
export function grantObject(catalog: Catalog, named: Named): GrantObject {
  switch (named.on) {
    case 'table':
      return tableObject(catalog, named);
    case 'function': {
      const found = routineTaking(catalog, named.schema, named.name, named.arguments ?? []);
      return {
        ...plain(
          found.kind === 'procedure' ? 'PROCEDURE' : 'FUNCTION',
          routineSql(found),
          signature(found),
          found,
        ),
        put: (grants) => ({ ...catalog, routines: withGrants(catalog.routines, found, grants) }),
      };
    }
    case 'type': {
      const found = inSchema(catalog.types, named);
      if (found === undefined) throw new UnknownType(full(named), (catalog.types ?? []).map(full));
      return {
        ...plain('TYPE', qualified(found.schema, found.name), full(found), found),
        put: (grants) => ({ ...catalog, types: withGrants(catalog.types, found, grants) }),
      };
    }
    case 'sequence': {
      const found = inSchema(catalog.sequences, named);
      if (found === undefined) throw new UnknownSequence(full(named), (catalog.sequences ?? []).map(full));
      return {
        ...plain('SEQUENCE', qualified(found.schema, found.name), full(found), found),
        put: (grants) => ({ ...catalog, sequences: withGrants(catalog.sequences, found, grants) }),
      };
    }
    case 'schema': {
      const found = schemaNamed(catalog, named.name);
      return {
        ...plain('SCHEMA', ident(found.name), `schema ${found.name}`, found),
        put: (grants) => ({ ...catalog, schemas: withGrants(catalog.schemas, found, grants) }),
      };
    }
  }
}

/** @throws UnknownSchema */
export function schemaNamed({ schemas = [] }: Catalog, name: string): Owned {
  const found = schemas.find((known) => known.name === name);
  if (found !== undefined) return found;
  throw new UnknownSchema(
    name,
    schemas.map((known) => known.name),
  );
}

function tableObject(catalog: Catalog, { schema, name, columns = [] }: Named): GrantObject {
  const table = relationOf(catalog, { schema, table: name });
  for (const column of columns) columnOf(table, column);
  return {
    kind: 'TABLE',
    at: sqlName(table),
    name: fullName(table),
    owner: table.owner,
    grants: table.grants ?? [],
    columns: table.columns.map((column) => ({ name: column.name, grants: column.grants ?? [] })),
    guarded: table.rlsEnabled,
    put: (grants, ofColumn) =>
      changeTable(catalog, { schema, table: name }, (now) => ({
        grants,
        columns: now.columns.map((column) => ({ ...column, grants: ofColumn(column.name) })),
      })),
  };
}

const plain = (
  kind: Grantable,
  at: string,
  name: string,
  { owner, grants }: Owned,
): Omit<GrantObject, 'put'> => ({
  kind,
  at,
  name,
  owner,
  grants,
  columns: [],
  guarded: null,
});

const full = ({ schema, name }: { readonly schema: string; readonly name: string }): string =>
  `${schema}.${name}`;

const inSchema = <T extends { readonly schema: string; readonly name: string }>(
  list: readonly T[] | undefined,
  { schema, name }: Named,
): T | undefined => (list ?? []).find((known) => known.schema === schema && known.name === name);

const withGrants = <T extends Owned>(
  list: readonly T[] | undefined,
  changed: T,
  grants: readonly CatalogGrant[],
): T[] => (list ?? []).map((known) => (known === changed ? { ...known, grants } : known));
