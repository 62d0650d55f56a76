import type { Catalog, CatalogColumn, CatalogSync, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList, qualified } from '../sql.ts';
import { readyStep } from './alter-by-swap.ts';
import { block } from './block.ts';
import { constraintComment } from './constraints.ts';
import type { UniqueCopy } from './copies.ts';
import { indexTail } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { changeTable, newIndex } from './evolve.ts';
import { type Counter, counterOf, moveIdentity } from './identity.ts';
import {
  assertMovable,
  definitionTo,
  type IncomingKey,
  incomingKeys,
  incomingName,
  pointAtOnce,
  pointSteps,
} from './incoming-keys.ts';
import { restoreMarks } from './index-marks.ts';
import { constraintNames, fullName, relationNames, sqlName, type TableName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { concurrent, transactional } from './plan.ts';
import type { SecondColumn } from './second-column.ts';
import { columnSync, createSyncs, dropSyncs } from './sync.ts';

/*
 * A primary key goes from a column to a second one that is kept equal to it, with the foreign keys that refer to it and
 * what hands out its values. A unique index stays under the old name, for who finds rows by it and for the way back.
 */

export interface KeyMove {
  readonly second: SecondColumn;
  readonly copy: UniqueCopy;
  /** The index that stays on the old column. */
  readonly aside: string;
  readonly incoming: readonly IncomingKey[];
  readonly counter: Counter | null;
  /** Whichever of the two columns an insert names decides; what it leaves out comes from the new one. */
  readonly after: CatalogSync;
}

/** Null where the column is in no primary key. @throws OperationRefused where the key cannot go */
export function keyMoveOf(catalog: Catalog, second: SecondColumn): KeyMove | null {
  const [copy] = second.copies.primaryKeys;
  if (copy === undefined) return null;
  const { table, from, to, copies } = second;
  const incoming = incomingKeys(catalog, table, from.name);
  for (const one of incoming) assertMovable(one);
  assertFree(table, from, copy.source, incoming);
  const taken = new Set([
    ...constraintNames(table),
    ...relationNames(catalog, table.schema),
    ...[copies.checks, copies.foreignKeys, copies.uniques, copies.indexes, copies.primaryKeys]
      .flat()
      .map(({ name }) => name),
  ]);
  const named = { ...from, name: to.name };
  return {
    second,
    copy,
    incoming,
    counter: counterOf(catalog, table, from),
    aside: derivedName([copy.source, from.name], taken),
    after: columnSync(table, named, from.name, hasOneDefault(second) ? to.default : null),
  };
}

/** The same for every row, so that both columns have it. */
const hasOneDefault = ({ from, to }: SecondColumn): boolean => from.default !== null && to.default !== null;

function assertFree(
  table: CatalogTable,
  column: CatalogColumn,
  key: string,
  incoming: readonly IncomingKey[],
): void {
  const refuse = (reason: string, hint: string, blockers: readonly string[]): never => {
    throw new OperationRefused(`${fullName(table)}.${column.name}`, reason, hint, blockers);
  };
  const moved = incoming.map(incomingName);
  const constraint = table.constraints.find(({ name }) => name === key);
  const index = table.indexes.find(({ name }) => name === key);
  const resting = [...(constraint?.dependents ?? []), ...(index?.dependents ?? [])].filter(
    (name) => !moved.includes(name),
  );
  if (resting.length > 0) {
    refuse(
      `${resting.join(', ')} ${resting.length === 1 ? 'rests' : 'rest'} on primary key ${key}`,
      'drop what rests on it first, and create it again afterwards',
      resting,
    );
  }
  if (/ DEFERRABLE/.test(constraint?.definition ?? '')) {
    refuse(
      `primary key ${key} is checked when a transaction ends, which the index under the other name would not wait for`,
      'rename it by custom_sql, while no application is running',
      [key],
    );
  }
  const publications = index?.replicaIdentity === false || index === undefined ? [] : [index.name];
  const finds = [...publications, ...(table.publications ?? [])];
  if (finds.length > 0) {
    refuse(
      `${finds.join(', ')} finds rows by it on the other side of a replication, which knows it by its name`,
      'set another replica identity by custom_sql first, or rename the column by custom_sql on both sides, while no application is running',
      finds,
    );
  }
}

/** After the second column is there and filled. */
export function keyMoveSteps(move: KeyMove): StepDraft[] {
  const { second, copy, aside, incoming } = move;
  const { table, from, to } = second;
  const now = table.indexes.find(({ name }) => name === copy.source)?.definition ?? '';
  const unique = (index: string, tail: string): StepDraft =>
    concurrent(
      `CREATE UNIQUE INDEX CONCURRENTLY ${ident(index)} ON ${sqlName(table)} ${tail}`,
      `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(table.schema, index)}`,
    );
  return [
    unique(copy.name, copy.definition),
    // They find the new column's index before there is a second one on the old column.
    ...incoming.flatMap((one) => pointSteps(one, to.name)),
    unique(aside, indexTail(now)),
    readyStep(second),
    transactional(
      [
        ...dropSyncs([{ table, sync: second.sync }]),
        ...useIndex(move, copy.name),
        ...handOver(move, from, to),
        ...createSyncs([{ table, sync: move.after }]),
      ],
      [
        ...(incoming.length === 0 ? [] : [block(incoming.map((one) => pointAtOnce(one, from.name)))]),
        ...dropSyncs([{ table, sync: move.after }]),
        ...useIndex(move, aside),
        ...handOver(move, to, from),
        ...createSyncs([{ table, sync: second.sync }]),
      ],
      [fullName(table), ...new Set(incoming.map((one) => fullName(one.table)))].filter(
        (name, at, all) => all.indexOf(name) === at,
      ),
    ),
  ];
}

/** Nothing but the catalog changes: the index is there. */
function useIndex({ second: { table }, copy }: KeyMove, index: string): string[] {
  const key = ident(copy.source);
  const alter = `ALTER TABLE ${sqlName(table)}`;
  return [
    `${alter} DROP CONSTRAINT ${key}`,
    `${alter} ADD CONSTRAINT ${key} PRIMARY KEY USING INDEX ${ident(index)}${copy.suffix}`,
    ...table.constraints
      .filter(({ name }) => name === copy.source)
      .flatMap((one) => constraintComment(table, one)),
    ...table.indexes.filter(({ name }) => name === copy.source).flatMap((one) => restoreMarks(table, one)),
  ];
}

/** A default that differs from row to row, a sequence and an identity are the key's. */
function handOver({ second, counter }: KeyMove, was: CatalogColumn, is: CatalogColumn): string[] {
  const { table, from } = second;
  const at = sqlName(table);
  const alter = ({ name }: CatalogColumn): string => `ALTER TABLE ${at} ALTER COLUMN ${ident(name)}`;
  return [
    ...(from.default === null || hasOneDefault(second)
      ? []
      : [`${alter(is)} SET DEFAULT ${from.default}`, `${alter(was)} DROP DEFAULT`]),
    ...(from.sequence == null
      ? []
      : [`ALTER SEQUENCE ${from.sequence.name} OWNED BY ${at}.${ident(is.name)}`]),
    ...(counter === null
      ? []
      : moveIdentity(
          counter,
          { table, column: was.name, type: from.type },
          { table, column: is.name, type: from.type },
        )),
  ];
}

/** The schema afterwards, where the second column is there already. */
export function keyMoved(catalog: Catalog, at: TableName, move: KeyMove): Catalog {
  const { second, copy, aside, incoming, after } = move;
  const { table, from, to } = second;
  const own = table.indexes.find(({ name }) => name === copy.source);
  const renamed = (columns: readonly string[]): string[] =>
    columns.map((name) => (name === from.name ? to.name : name));
  const moved = changeTable(catalog, at, (one) => ({
    primaryKey: renamed(one.primaryKey),
    columns: one.columns.map((column) =>
      column.name === from.name
        ? {
            ...column,
            default: to.default,
            identity: null,
            identitySequence: null,
            sequence: null,
          }
        : column.name === to.name
          ? { ...column, default: to.default ?? from.default, identity: from.identity }
          : column,
    ),
    constraints: one.constraints.map((constraint) =>
      constraint.name === copy.source
        ? {
            ...constraint,
            columns: renamed(constraint.columns),
            definition: `PRIMARY KEY (${identList(renamed(constraint.columns))})${copy.suffix}`,
          }
        : constraint,
    ),
    indexes: [
      ...one.indexes.map((index) =>
        index.name === copy.source
          ? {
              ...index,
              columns: copy.columns,
              definition: `CREATE UNIQUE INDEX ON _ ${copy.definition}`,
            }
          : index,
      ),
      newIndex(aside, own?.columns ?? [from.name], own?.definition ?? '', true),
    ],
    dependents: (one.dependents ?? []).map((dependent) =>
      incoming.some((key) => incomingName(key) === dependent.name) && dependent.column === from.name
        ? { ...dependent, column: to.name }
        : dependent,
    ),
    syncs: [...(one.syncs ?? []).filter(({ trigger }) => trigger !== second.sync.trigger), after],
    triggers: [...one.triggers.filter((trigger) => trigger !== second.sync.trigger), after.trigger],
  }));
  return incoming.reduce(
    (now, key) =>
      changeTable(now, { schema: key.table.schema, table: key.table.name }, ({ constraints }) => ({
        constraints: constraints.map((one) =>
          one.name === key.key.name && one.references !== null
            ? {
                ...one,
                definition: definitionTo(key, to.name),
                references: { ...one.references, columns: renamed(one.references.columns) },
              }
            : one,
        ),
      })),
    moved,
  );
}
