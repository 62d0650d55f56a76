import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { identList, literal } from '../sql.ts';
import { grantSql } from './column-sql.ts';
import { commentOn } from './comment-sql.ts';
import { OperationRefused } from './errors.ts';
import { newColumn, newTable } from './evolve.ts';
import { dropViewLater } from './follow-up.ts';
import { fullName, sqlName, type TableName, tableOf } from './lookup.ts';
import { mentions } from './mentions.ts';
import type { DataCheck } from './operation.ts';
import type { PlanFacts } from './plan.ts';
import { onlyTheseGrants, restoreOwner } from './privileges.ts';
import { signature } from './routine.ts';
import { renameRelation } from './tokens.ts';

/*
 * A table that gets another name while applications of both ages run: in the transaction that renames it a view
 * takes the old name, through which rows are read and written as before, by the rights and policies of whoever asks.
 */

/** @throws UnknownTable, OperationRefused where the view would not do */
export function tableToRename(catalog: Catalog, at: TableName): CatalogTable {
  const table = tableOf(catalog, at);
  const [sync] = table.syncs ?? [];
  if (sync !== undefined) {
    throw new OperationRefused(
      fullName(table),
      `triggers keep "${sync.group}" equal, by its name`,
      'drop the old column or columns first',
    );
  }
  if (table.rlsEnabled && catalog.serverVersion < 150000) {
    throw new OperationRefused(
      fullName(table),
      'under its old name a view would show rows past row level security: only PostgreSQL 15 has security_invoker',
      'rename it by custom_sql, while no application is running',
    );
  }
  return table;
}

/** The view under the old name, when the table has its new one. */
export function viewUnderOldName(old: CatalogTable, now: CatalogTable, catalog: Catalog): string[] {
  const at = sqlName(old);
  const invoker = catalog.serverVersion >= 150000 ? ' WITH (security_invoker=true)' : '';
  const columns = identList(old.columns.map(({ name }) => name));
  return [
    `CREATE VIEW ${at}${invoker} AS SELECT ${columns} FROM ${sqlName(now)}`,
    ...restoreOwner(`VIEW ${at}`, old.owner, catalog.user),
    ...onlyTheseGrants({ kind: 'TABLE', at }, old.grants ?? []),
    ...old.columns.flatMap(({ name, grants = [] }) => grants.map((grant) => grantSql(at, grant, name))),
    commentOn(`VIEW ${at}`, `old name of ${fullName(now)}, for applications that still use it`),
  ];
}

/** What a reader of the plan has to know about both names. */
export function bothNames(
  old: CatalogTable,
  now: CatalogTable,
  catalog: Catalog,
): Required<Pick<PlanFacts, 'breaking' | 'followUps' | 'verifications'>> {
  const published = (old.dependents ?? []).filter(({ name }) => name.startsWith('publication '));
  return {
    breaking: [
      `${fullName(old)} is a view of ${fullName(now)}: ${unlikeTables(catalog)} fail on it`,
      ...(old.columns.some((column) => column.default !== null)
        ? [`UPDATE ${fullName(old)} SET … = DEFAULT writes NULL: a view has no defaults`]
        : []),
      ...published.map(({ name }) => `${name}: subscribers see ${fullName(now)}`),
    ],
    verifications: [isView(old)],
    followUps: [
      dropViewLater(old),
      ...(catalog.routines ?? [])
        .filter(({ definition }) => mentions(definition, old.name))
        .map((routine) => `before that, let ${signature(routine)} use ${fullName(now)}`),
    ],
  };
}

/** Tried on a server, one by one; everything else a view under the name of its table does as the table did. */
const unlikeTables = ({ serverVersion }: Catalog): string =>
  [
    'COPY',
    'TRUNCATE',
    'ON CONFLICT ON CONSTRAINT',
    ...(serverVersion < 170000 ? ['MERGE'] : []),
    'GROUP BY the key alone',
    'WHERE CURRENT OF',
    'TABLESAMPLE',
    'ctid, xmin and tableoid',
    'pg_get_serial_sequence',
    'and changes of the schema',
  ].join(', ');

const isView = (old: CatalogTable): DataCheck => ({
  holds: `the old name ${fullName(old)} is that of a view`,
  sql: `SELECT count(*) FROM pg_class WHERE oid = ${literal(sqlName(old))}::regclass AND relkind <> 'v'`,
});

/** The schema with the table under its new name, and the view: what refers to the table follows it. */
export function withBothNames(catalog: Catalog, old: CatalogTable, now: CatalogTable): Catalog {
  const follow = (sql: string): string => renameRelation(sql, old, sqlName(now));
  const view: CatalogTable = {
    ...newTable(old.schema, old.name, old.columns.map(shown), []),
    kind: 'view',
    definition: `SELECT ${identList(old.columns.map(({ name }) => name))} FROM ${sqlName(now)}`,
    options: catalog.serverVersion >= 150000 ? ['security_invoker=true'] : [],
    comment: `old name of ${fullName(now)}, for applications that still use it`,
    ...(old.owner === undefined ? {} : { owner: old.owner }),
    grants: old.grants ?? [],
  };
  const tables = catalog.tables.map((table) => {
    const followed = following(table, old, now, follow);
    return table.schema === old.schema && table.name === old.name
      ? {
          ...followed,
          schema: now.schema,
          name: now.name,
          dependents: [...(followed.dependents ?? []), ...viewOn(old)],
        }
      : followed;
  });
  return { ...catalog, tables: [...tables, view] };
}

/** A column as a view has it. */
const shown = ({ name, type, grants = [] }: CatalogColumn): CatalogColumn => ({
  ...newColumn(name, type),
  grants,
});

const viewOn = (old: CatalogTable): NonNullable<CatalogTable['dependents']> =>
  old.columns.map(({ name: column }) => ({ column, kind: 'view', name: `view ${fullName(old)}` }));

function following(
  table: CatalogTable,
  old: CatalogTable,
  now: CatalogTable,
  follow: (sql: string) => string,
): CatalogTable {
  const maybe = (sql: string | null): string | null => (sql === null ? null : follow(sql));
  const isOld = (to: TableName): boolean => to.schema === old.schema && to.table === old.name;
  const renamed = { schema: now.schema, table: now.name };
  return {
    ...table,
    ...(table.definition == null ? {} : { definition: follow(table.definition) }),
    ...(table.partitionOf != null && isOld(table.partitionOf)
      ? { partitionOf: { ...table.partitionOf, ...renamed } }
      : {}),
    ...(table.inherits === undefined
      ? {}
      : { inherits: table.inherits.map((parent) => (isOld(parent) ? renamed : parent)) }),
    constraints: table.constraints.map((constraint) => ({
      ...constraint,
      definition: follow(constraint.definition),
      references:
        constraint.references !== null && isOld(constraint.references)
          ? { ...constraint.references, ...renamed }
          : constraint.references,
    })),
    indexes: table.indexes.map((index) => ({ ...index, definition: follow(index.definition) })),
    policies: table.policies.map((policy) => ({
      ...policy,
      using: maybe(policy.using),
      check: maybe(policy.check),
    })),
    triggerDefinitions: (table.triggerDefinitions ?? []).map((trigger) => ({
      ...trigger,
      definition: follow(trigger.definition),
    })),
    dependents: (table.dependents ?? []).map((dependent) => ({
      ...dependent,
      name: dependent.name.replace(/ (on|of) (.*)$/, (whole, word, name) =>
        name === fullName(old) ? ` ${word} ${fullName(now)}` : whole,
      ),
    })),
  };
}
