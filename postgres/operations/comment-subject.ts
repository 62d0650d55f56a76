import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident, qualified } from '../sql.ts';
import type { Comment } from './comment.ts';
import { OperationRefused, UnknownPart, UnknownSequence, UnknownType } from './errors.ts';
import { changeColumn, changeTable } from './evolve.ts';
import { schemaNamed } from './grant-object.ts';
import { columnOf, fullName, relationOf, sqlName } from './lookup.ts';
import { policyNamed } from './policy.ts';
import { routineSql, routineTaking } from './routine.ts';
import { triggerNamed } from './trigger.ts';

/** What a comment is on. */
export interface CommentSubject {
  /** As COMMENT ON names it. */
  readonly sql: string;
  readonly before: string | null;
  /** The schema with another comment. */
  readonly put: (text: string) => Catalog;
}

export function commentSubject(params: Comment, catalog: Catalog): CommentSubject {
  switch (params.on) {
    case 'schema': {
      const found = schemaNamed(catalog, named(params));
      return {
        sql: `SCHEMA ${ident(found.name)}`,
        before: found.comment,
        put: (comment) => ({ ...catalog, schemas: replaced(catalog.schemas, found, { comment }) }),
      };
    }
    case 'function': {
      const found = routineTaking(catalog, params.schema, named(params), params.arguments ?? []);
      return {
        sql: `${found.kind.toUpperCase()} ${routineSql(found)}`,
        before: found.comment,
        put: (comment) => ({ ...catalog, routines: replaced(catalog.routines, found, { comment }) }),
      };
    }
    case 'type': {
      const found = inSchema(catalog.types, params);
      if (found === undefined)
        throw new UnknownType(`${params.schema}.${named(params)}`, (catalog.types ?? []).map(fullName));
      return {
        sql: `${found.kind === 'domain' ? 'DOMAIN' : 'TYPE'} ${sqlName(found)}`,
        before: found.comment,
        put: (comment) => ({ ...catalog, types: replaced(catalog.types, found, { comment }) }),
      };
    }
    case 'sequence': {
      const found = inSchema(catalog.sequences, params);
      if (found === undefined)
        throw new UnknownSequence(
          `${params.schema}.${named(params)}`,
          (catalog.sequences ?? []).map(fullName),
        );
      return {
        sql: `SEQUENCE ${sqlName(found)}`,
        before: found.comment,
        put: (comment) => ({ ...catalog, sequences: replaced(catalog.sequences, found, { comment }) }),
      };
    }
    default:
      return onTable(params, catalog);
  }
}

const kinds: Readonly<Record<CatalogTable['kind'], string>> = {
  table: 'TABLE',
  'partitioned table': 'TABLE',
  view: 'VIEW',
  'materialized view': 'MATERIALIZED VIEW',
  'foreign table': 'FOREIGN TABLE',
};

/** A table, or what belongs to one. */
function onTable(params: Comment, catalog: Catalog): CommentSubject {
  const { table: name } = params;
  if (name === undefined)
    throw new OperationRefused('comment', 'it does not say on which table', 'give table');
  const at = { schema: params.schema, table: name };
  const table = relationOf(catalog, at);
  const change =
    (put: (comment: string) => (table: CatalogTable) => Partial<CatalogTable>) => (comment: string) =>
      changeTable(catalog, at, put(comment));
  switch (params.on) {
    case 'constraint': {
      const found = partNamed('constraint', params, table, table.constraints);
      return {
        sql: `CONSTRAINT ${ident(found.name)} ON ${sqlName(table)}`,
        before: found.comment ?? null,
        put: change((comment) => ({ constraints }) => ({
          constraints: replaced(constraints, found, { comment }),
        })),
      };
    }
    case 'index': {
      const found = partNamed('index', params, table, table.indexes);
      return {
        sql: `INDEX ${qualified(table.schema, found.name)}`,
        before: found.comment ?? null,
        put: change((comment) => ({ indexes }) => ({ indexes: replaced(indexes, found, { comment }) })),
      };
    }
    case 'policy': {
      const found = policyNamed(table, named(params));
      return {
        sql: `POLICY ${ident(found.name)} ON ${sqlName(table)}`,
        before: found.comment ?? null,
        put: change((comment) => ({ policies }) => ({ policies: replaced(policies, found, { comment }) })),
      };
    }
    case 'trigger': {
      const found = triggerNamed(catalog, table, named(params));
      return {
        sql: `TRIGGER ${ident(found.name)} ON ${sqlName(table)}`,
        before: found.comment,
        put: change((comment) => ({ triggerDefinitions }) => ({
          triggerDefinitions: replaced(triggerDefinitions, found, { comment }),
        })),
      };
    }
    default: {
      const column = params.column === undefined ? null : columnOf(table, params.column);
      return {
        sql:
          column === null
            ? `${kinds[table.kind]} ${sqlName(table)}`
            : `COLUMN ${sqlName(table)}.${ident(column.name)}`,
        before: (column ?? table).comment,
        put: (comment) =>
          column === null
            ? changeTable(catalog, at, () => ({ comment }))
            : changeColumn(catalog, at, column.name, { comment }),
      };
    }
  }
}

/** @throws OperationRefused */
function named({ on, name }: Comment): string {
  if (name !== undefined) return name;
  throw new OperationRefused('comment', `it does not say on which ${on}`, 'give name');
}

function partNamed<Part extends { readonly name: string }>(
  what: string,
  params: Comment,
  table: CatalogTable,
  parts: readonly Part[],
): Part {
  const name = named(params);
  const found = parts.find((part) => part.name === name);
  if (found !== undefined) return found;
  throw new UnknownPart(
    `${what} on ${fullName(table)}`,
    name,
    parts.map((part) => part.name),
  );
}

const inSchema = <T extends { readonly schema: string; readonly name: string }>(
  list: readonly T[] | undefined,
  params: Comment,
): T | undefined =>
  (list ?? []).find(({ schema, name }) => schema === params.schema && name === named(params));

const replaced = <T>(list: readonly T[] | undefined, old: T, change: Partial<T>): T[] =>
  (list ?? []).map((one) => (one === old ? { ...one, ...change } : one));
