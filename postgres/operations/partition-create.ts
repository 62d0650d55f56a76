import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, literal } from '../sql.ts';
import { block, raiseIf } from './block.ts';
import { OperationRefused } from './errors.ts';
import { counterOf, moveIdentity, ownSequence } from './identity.ts';
import {
  assertComparable,
  assertNoTable,
  columnOf,
  fullName,
  ownIndexes,
  relationNames,
  sqlName,
  wholeTableOf,
} from './lookup.ts';
import type { OperationPlan, StepDraft } from './operation.ts';
import type { PartitionTable } from './partition_table.ts';
import { boundCondition, boundSql, givenBound } from './partition-bound.ts';
import { assertPartitionable, noRowType } from './partition-create-fit.ts';
import { dressLike, nameUnlike } from './partition-dress.ts';
import { type Guard, guarded, guardOf, outside } from './partition-guard.ts';
import {
  mayChangePublications,
  publish,
  publishedByRoot,
  publishedSays,
  unpublish,
} from './partition-publication.ts';
import { operationPlan, transactional } from './plan.ts';
import { dropTriggerSql, restoreTrigger } from './trigger.ts';

/*
 * A table in use becomes partitioned: it stays as it is, with all its rows, as the first partition of a new table
 * that takes its name. That the rows are within the bound is proven before, so that the one transaction is short.
 */

interface Partitioning {
  /** As it is today. */
  readonly table: CatalogTable;
  /** The same under its new name. */
  readonly part: CatalogTable;
  /** The partitioned one under the old name. */
  readonly parent: CatalogTable;
  /** Null where the first partition takes all rows. */
  readonly condition: string | null;
  /** `DEFAULT` or `FOR VALUES …`. */
  readonly bound: string;
  /** Old and new names of the table's indexes: the old ones go to the partitioned table. */
  readonly names: ReadonlyMap<string, string>;
}

export function partitioningPlan(params: PartitionTable, catalog: Catalog): OperationPlan {
  const partitioning = partitioningOf(params, catalog);
  const { table, part, parent, condition } = partitioning;
  const guard = condition === null ? null : guardOf(table, condition);
  const change = changeStep(partitioning, guard, catalog);
  return operationPlan(guard === null ? [change] : [...onceGuarded(guard), change], {
    preconditions: [
      noRowType(table),
      ...mayChangePublications(table),
      ...(condition === null ? [] : [outside(table, condition)]),
      ...table.columns
        .filter(({ identity }) => identity !== null)
        .map(({ name }) => ownSequence(table, name)),
    ],
    verifications: [
      {
        holds: `${fullName(parent)} is partitioned, and ${fullName(part)} has each of its indexes`,
        sql:
          `SELECT (SELECT count(*) FROM pg_index WHERE indrelid = ${literal(sqlName(parent))}::regclass AND NOT indisvalid) + ` +
          `(SELECT count(*) FROM pg_class WHERE oid = ${literal(sqlName(parent))}::regclass AND relkind <> 'p')`,
      },
      ...(table.rlsEnabled
        ? [
            {
              holds: `row level security of ${fullName(parent)} is on`,
              sql: `SELECT count(*) FROM pg_class WHERE oid = ${literal(sqlName(parent))}::regclass AND NOT relrowsecurity`,
            },
          ]
        : []),
    ],
    breaking: [
      `the rows of ${fullName(table)} are in ${fullName(part)}: tableoid, TG_TABLE_NAME in its triggers and errors of its constraints name that table`,
      `COPY ${fullName(table)} TO and INSERT RETURNING of a system column such as xmin fail: PostgreSQL has neither for partitioned tables`,
      ...publishedSays(table),
      ...(condition === null
        ? []
        : [
            `a row of ${fullName(table)} outside of ${partitioning.bound} is refused until a partition for it is attached`,
          ]),
    ],
    followUps: [
      condition === null
        ? `partition_table attaches further partitions to ${fullName(parent)}; rows of theirs must not be in ${fullName(part)} then`
        : `partition_table attaches further partitions to ${fullName(parent)}, before a row needs them`,
    ],
  });
}

/** @throws OperationRefused, UnknownTable, UnknownColumn, NameTaken */
function partitioningOf(params: PartitionTable, catalog: Catalog): Partitioning {
  const { by, schema, partition, partitionSchema } = params;
  const table = wholeTableOf(catalog, params, 'partitioning');
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(fullName(table), reason, hint);
  };
  if (by === undefined)
    return refuse('nothing says how its rows go to partitions', 'give by: a strategy and a column');
  if (partitionSchema !== schema) {
    refuse(
      `its partition would be in schema ${partitionSchema}`,
      `give partitionSchema ${schema}: it stays where it is`,
    );
  }
  assertNoTable(catalog, { schema, table: partition });
  columnOf(table, by.column);
  assertComparable(table, [by.column]);
  assertPartitionable(table, by.column, catalog);
  const part = { ...table, name: partition };
  const parent: CatalogTable = {
    ...table,
    kind: 'partitioned table',
    partitionKey: {
      strategy: by.strategy,
      columns: [by.column],
      definition: `${by.strategy.toUpperCase()} (${ident(by.column)})`,
    },
  };
  const isRest = params.from === undefined && params.to === undefined && params.values === undefined;
  const given = isRest ? null : givenBound(params, parent);
  return {
    table,
    part,
    parent,
    condition: given === null ? null : boundCondition(by.column, given),
    bound: given === null ? 'DEFAULT' : boundSql(given),
    names: indexNames(table, partition, catalog),
  };
}

function indexNames(table: CatalogTable, partition: string, catalog: Catalog): Map<string, string> {
  const taken = new Set([
    ...relationNames(catalog, table.schema),
    ...table.constraints.map(({ name }) => name),
    partition,
  ]);
  return new Map(
    table.indexes.map(({ name }) => {
      const derived = derivedName([partition, name], taken);
      taken.add(derived);
      return [name, derived];
    }),
  );
}

/** The check goes with the step that counts on it, and on the way down there is none any more. */
function onceGuarded(guard: Guard): [StepDraft, StepDraft] {
  const [add, validated] = guarded(guard);
  const drop = `ALTER TABLE ${sqlName(guard.table)} DROP CONSTRAINT IF EXISTS ${ident(guard.name)}`;
  return [transactional(add.up, drop), validated];
}

function changeStep(partitioning: Partitioning, guard: Guard | null, catalog: Catalog): StepDraft {
  const { table, part, parent, bound, names } = partitioning;
  const [at, partAt] = [sqlName(parent), sqlName(part)];
  const triggers = table.triggerDefinitions ?? [];
  const key = parent.partitionKey;
  const unguard = (name: string): string[] =>
    guard === null ? [] : [`ALTER TABLE ${name} DROP CONSTRAINT ${ident(guard.name)}`];
  const counters = table.columns.flatMap((column) => {
    const counter = counterOf(catalog, table, column);
    return counter === null ? [] : [{ counter, column }];
  });
  const serials = table.columns.filter(({ sequence }) => sequence != null);
  const ownedBy = (owner: string): string[] =>
    serials.map(({ name, sequence }) => `ALTER SEQUENCE ${sequence?.name} OWNED BY ${owner}.${ident(name)}`);
  const numbersTo = (from: CatalogTable, to: CatalogTable): string[] =>
    counters.flatMap(({ counter, column: { name: column, type } }) =>
      moveIdentity(counter, { table: from, column, type }, { table: to, column, type }),
    );
  return transactional(
    [
      ...triggers.map((trigger) => dropTriggerSql(table, trigger)),
      ...unpublish(table),
      `ALTER TABLE ${at} RENAME TO ${ident(part.name)}`,
      ...nameUnlike(part, names),
      `CREATE TABLE ${at} (LIKE ${partAt} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION INCLUDING COMMENTS) PARTITION BY ${key?.definition}`,
      ...unguard(at),
      ...dressLike(parent, catalog),
      ...numbersTo(part, parent),
      ...ownedBy(at),
      `ALTER TABLE ${at} ATTACH PARTITION ${partAt} ${bound}`,
      ...unguard(partAt),
      ...publish(table, 'partitioned table'),
    ],
    [
      block([
        raiseIf(
          `EXISTS (SELECT FROM pg_inherits WHERE inhparent = ${literal(at)}::regclass AND inhrelid <> ${literal(partAt)}::regclass)`,
          `${fullName(parent)} has other partitions than ${fullName(part)}, whose rows would be lost`,
          'move their rows and detach them first',
        ),
      ]),
      ...unpublish(table),
      `ALTER TABLE ${at} DETACH PARTITION ${partAt}`,
      ...numbersTo(parent, part),
      ...ownedBy(partAt),
      `DROP TABLE ${at}`,
      ...nameUnlike(part, names, 'back'),
      `ALTER TABLE ${partAt} RENAME TO ${ident(table.name)}`,
      ...publish(table, 'table'),
      ...triggers.flatMap((trigger) => restoreTrigger(table, trigger)),
    ],
  );
}

/** The schema with both tables. */
export function withPartitions(params: PartitionTable, catalog: Catalog): Catalog {
  const { table, part, parent, bound, names } = partitioningOf(params, catalog);
  const renamed = (name: string): string => names.get(name) ?? name;
  const isBacked = (name: string): boolean => !ownIndexes(table).some((index) => index.name === name);
  const first: CatalogTable = {
    ...part,
    partitionOf: { schema: parent.schema, table: parent.name, bound },
    publications: [],
    published: [],
    columns: table.columns.map((column) => ({
      ...column,
      // Since PostgreSQL 17 a partition has the identity of its parent.
      identity: catalog.serverVersion < 170000 ? null : column.identity,
      identitySequence: null,
      sequence: null,
    })),
    indexes: table.indexes.map((index) => ({ ...index, name: renamed(index.name), attached: true })),
    constraints: table.constraints.map((constraint) => ({
      ...constraint,
      name: isBacked(constraint.name) ? renamed(constraint.name) : constraint.name,
      inherited: true,
    })),
    triggerDefinitions: (table.triggerDefinitions ?? []).map((trigger) => ({ ...trigger, inherited: true })),
  };
  return {
    ...catalog,
    tables: publishedByRoot(
      [
        ...catalog.tables.filter((known) => known !== table),
        first,
        {
          ...parent,
          indexes: table.indexes.map((index) => ({ ...index, clustered: false, replicaIdentity: false })),
        },
      ],
      table,
    ),
  };
}
