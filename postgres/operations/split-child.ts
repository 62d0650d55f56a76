import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList, literal, qualified } from '../sql.ts';
import { batchBlock, inBatchOf } from './batch.ts';
import { grantSql, typeSql } from './column-sql.ts';
import { foreignKeyDefinition, indexStep, notValidThenValidate } from './constraints.ts';
import { newColumn, newConstraint, newIndex, newTable, uniqueIndex } from './evolve.ts';
import { fullName, relationNames, sqlName } from './lookup.ts';
import { notNullConstraints } from './not-null-name.ts';
import type { StepDraft } from './operation.ts';
import { parentPolicies } from './parent-policies.ts';
import { batched, nothingToUndo, transactional } from './plan.ts';
import { policySql } from './policy.ts';
import { onlyTheseGrants } from './privileges.ts';
import { splitGroup } from './split-trigger.ts';
import { createSyncs, dropSyncs, type PlacedSync, pauseSync } from './sync.ts';

/** The table that a split makes: a key of its own, the row it belongs to, and what moves. */
export interface Child {
  readonly schema: string;
  readonly into: string;
  readonly keyColumn: string;
  readonly foreignKey: string;
  readonly columns: readonly CatalogColumn[];
  /** Columns of which no two rows have the same. */
  readonly unique: readonly string[];
  readonly checks: readonly Check[];
}

export interface Check {
  readonly columns: readonly string[];
  readonly definition: string;
  /** What its name ends in. */
  readonly suffix?: string;
}

/** An application that does not know the new table changes keys, and deletes rows, as before. */
const follows = { onUpdate: 'cascade', onDelete: 'cascade' };

export function childTable(
  child: Child,
  source: CatalogTable,
  key: CatalogColumn,
  catalog: Catalog,
): CatalogTable {
  const { schema, into, keyColumn, foreignKey, unique: alone } = child;
  const taken = new Set(relationNames(catalog, schema));
  const named = (...parts: string[]): string => {
    const name = derivedName([into, ...parts], taken);
    taken.add(name);
    return name;
  };
  const [primary, unique, reference] = [named('pkey'), named(...alone, 'key'), named(foreignKey, 'fkey')];
  const columns = [
    newColumn(keyColumn, 'uuid', { notNull: true, default: 'gen_random_uuid()' }),
    newColumn(foreignKey, key.type, { notNull: true, collation: key.collation ?? null }),
    ...child.columns,
  ];
  const to = { schema: source.schema, table: source.name, column: key.name, ...follows };
  return {
    ...newTable(schema, into, columns, [keyColumn]),
    rlsEnabled: source.rlsEnabled,
    rlsForced: source.rlsForced ?? false,
    grants: source.grants ?? [],
    policies: source.rlsEnabled
      ? parentPolicies(source, key.name, `${qualified(schema, into)}.${ident(foreignKey)}`)
      : [],
    constraints: [
      newConstraint('primary key', primary, [keyColumn], `PRIMARY KEY (${ident(keyColumn)})`),
      newConstraint('unique', unique, alone, `UNIQUE (${identList(alone)})`),
      newConstraint('foreign key', reference, [foreignKey], foreignKeyDefinition([foreignKey], to), {
        schema: to.schema,
        table: to.table,
        columns: [to.column],
      }),
      ...child.checks.map(({ columns: on, definition, suffix = 'check' }) =>
        newConstraint('check', named(...on, suffix), on, definition),
      ),
    ],
    indexes: [
      newIndex(primary, [keyColumn], uniqueIndex([keyColumn]), true),
      newIndex(unique, alone, uniqueIndex(alone), true),
    ],
  };
}

export function createStep(
  source: CatalogTable,
  into: CatalogTable,
  syncs: readonly PlacedSync[],
): StepDraft {
  const at = sqlName(into);
  const lines = [
    ...into.columns.map(columnSql),
    ...into.constraints.map(({ name, definition }) => `CONSTRAINT ${ident(name)} ${definition}`),
  ];
  return transactional(
    [
      `CREATE TABLE ${at} (\n  ${lines.join(',\n  ')}\n)`,
      ...into.columns.flatMap(({ name, comment }) =>
        comment === null ? [] : [`COMMENT ON COLUMN ${at}.${ident(name)} IS ${literal(comment)}`],
      ),
      // Those of the source: what a database gives by default may be more, and would show what was hidden.
      ...onlyTheseGrants({ kind: 'TABLE', at }, source.grants ?? []),
      ...into.columns.flatMap(({ name, grants = [] }) => grants.map((grant) => grantSql(at, grant, name))),
      ...(into.rlsEnabled ? [`ALTER TABLE ${at} ENABLE ROW LEVEL SECURITY`] : []),
      ...(into.rlsForced ? [`ALTER TABLE ${at} FORCE ROW LEVEL SECURITY`] : []),
      ...into.policies.map((policy) => policySql(at, policy)),
      ...createSyncs(syncs),
    ],
    [...dropSyncs(syncs), `DROP TABLE ${at}`],
    [fullName(source)],
  );
}

const columnSql = (column: CatalogColumn): string =>
  [
    ident(column.name),
    typeSql(column),
    column.default === null ? '' : `DEFAULT ${column.default}`,
    column.notNull ? 'NOT NULL' : '',
  ]
    .filter(Boolean)
    .join(' ');

/** Copies the rows that are `todo` in batches; `insert` makes an INSERT for rows of the source that meet a condition. */
export const copyStep = (
  { source, into }: { readonly source: CatalogTable; readonly into: CatalogTable },
  todo: string,
  insert: (rows: string) => string,
): StepDraft =>
  batched(
    batchBlock({
      table: source,
      todo,
      // A row that somebody deletes must not be copied.
      locks: 'NO KEY UPDATE',
      each: [pauseSync(splitGroup({ source, into }))],
      work: [insert(`${inBatchOf(`${ident(source.name)}.`)} AND ${todo}`)],
    }),
    nothingToUndo(`${source.name} still holds everything, and what was written to ${into.name}, too.`),
  );

export const foreignKeySteps = (
  into: CatalogTable,
  keys: readonly CatalogConstraint[],
  catalog: Catalog,
): StepDraft[] =>
  keys.flatMap(({ name, columns, definition }) => [
    indexStep(into, indexName(into, columns, catalog), false, `(${identList(columns)})`),
    ...notValidThenValidate(into, name, definition),
  ]);

const indexName = ({ schema, name, indexes }: CatalogTable, columns: readonly string[], catalog: Catalog) =>
  derivedName(
    [name, ...columns, 'idx'],
    new Set([...relationNames(catalog, schema), name, ...indexes.map((index) => index.name)]),
  );

/** As it is when all is done, for the operations that follow in the same request. */
export function madeTable(
  into: CatalogTable,
  keys: readonly CatalogConstraint[],
  catalog: Catalog,
): CatalogTable {
  const required = into.columns.filter(({ notNull }) => notNull).map(({ name }) => name);
  const names = { schema: into.schema, table: into.name };
  return {
    ...into,
    constraints: [...into.constraints, ...keys, ...notNullConstraints(catalog, names, required)],
    indexes: [
      ...into.indexes,
      ...keys.map(({ columns }) =>
        newIndex(
          indexName(into, columns, catalog),
          columns,
          `CREATE INDEX ON _ USING btree (${identList(columns)})`,
          false,
        ),
      ),
    ],
  };
}
