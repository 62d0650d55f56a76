import type {
  Catalog,
  CatalogColumn,
  CatalogSync,
  CatalogTable,
  CatalogTrigger,
} from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { batchBlock, inBatch, needsQuiet, quiet } from './batch.ts';
import { columnExtras, typeSql } from './column-sql.ts';
import {
  indexStep,
  notNullCheck,
  notNullSteps,
  notValidThenValidate,
  uniqueSteps,
  validate,
} from './constraints.ts';
import type { Conversion } from './conversion.ts';
import type { Copies } from './copies.ts';
import { defaultValue } from './default.ts';
import { OperationRefused } from './errors.ts';
import { addConstraint, addIndexes, newConstraint, newIndex } from './evolve.ts';
import { fullName, isVolatile, sqlName, type TableName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { batched, nothingToUndo, transactional } from './plan.ts';
import { createSyncs, dropSyncs } from './sync.ts';
import { dropTriggerSql, restoreTrigger } from './trigger.ts';

/** A column beside another one, kept equal to it, with all that stands on it. */
export interface SecondColumn {
  readonly table: CatalogTable;
  readonly from: CatalogColumn;
  /** Its default is what it holds in an insert that does not name it. */
  readonly to: CatalogColumn;
  readonly sync: CatalogSync;
  /** Fires before the table's own triggers. */
  readonly first?: CatalogSync | undefined;
  /** Triggers of the table that wait for its column to be named: as they are, and for both. */
  readonly waiting?: readonly (readonly [now: CatalogTrigger, then: CatalogTrigger])[];
  readonly conversion: Conversion;
  readonly copies: Copies;
  /** Name of its NOT NULL, where PostgreSQL is not to choose one. */
  readonly notNullName?: string | undefined;
  /** Of a partitioned table: the tables that hold its rows, and how an index is built on them. */
  readonly parts?: {
    readonly heaps: readonly CatalogTable[];
    readonly indexed: (index: Copies['indexes'][number]) => readonly StepDraft[];
  };
}

export const syncsOfPair = ({ first, sync }: SecondColumn): CatalogSync[] =>
  first === undefined ? [sync] : [first, sync];

/** Each step leaves both columns right for whoever reads or writes one of them. */
export function secondColumnSteps(second: SecondColumn): [StepDraft, ...StepDraft[]] {
  const { table, from, to, copies, conversion, parts, waiting = [] } = second;
  const syncs = syncsOfPair(second).map((sync) => ({ table, sync }));
  const at = sqlName(table);
  const [was, is] = [ident(from.name), ident(to.name)];
  const check = notNullCheck(table, to.name);
  const notNull = to.notNull ? notNullSteps(table, to.name, check, second.notNullName) : [];
  const [forbidNull, ...forbidden] = notNull;
  const expand = transactional(
    [
      `ALTER TABLE ${at} ADD COLUMN ${is} ${typeSql(to)}`,
      ...(to.default === null ? [] : [`ALTER TABLE ${at} ALTER COLUMN ${is} SET DEFAULT ${to.default}`]),
      ...columnExtras(table, to),
      ...createSyncs(syncs),
      ...copies.checks.map(
        ({ name, definition }) => `ALTER TABLE ${at} ADD CONSTRAINT ${ident(name)} ${definition} NOT VALID`,
      ),
      ...(forbidNull === undefined ? [] : [forbidNull.up.replace(/;$/, '')]),
    ],
    [...dropSyncs(syncs), `ALTER TABLE ${at} DROP COLUMN ${is}`],
    [fullName(table)],
  );
  const unequal = conversion.unequal(was, is);
  const copyValues = (parts?.heaps ?? [table]).map((heap) =>
    batched(
      batchBlock({
        table: heap,
        todo: unequal,
        each: needsQuiet(heap, to.name) ? quiet : [],
        work: [
          `UPDATE ${sqlName(heap)} SET ${is} = ${conversion.forward(was)} WHERE ${inBatch} AND (${unequal})`,
        ],
      }),
      nothingToUndo(`What was written to either column is in ${from.name}, too.`),
    ),
  );
  return [
    expand,
    ...copyValues,
    ...copies.checks.map(({ name }) => validate(table, name)),
    ...forbidden,
    ...copies.indexes.flatMap(
      (index) => parts?.indexed(index) ?? [indexStep(table, index.name, index.unique, index.definition)],
    ),
    ...copies.uniques.flatMap(({ name, definition, suffix }) =>
      uniqueSteps(table, name, definition, { suffix }),
    ),
    ...copies.foreignKeys.flatMap(({ name, definition }) => notValidThenValidate(table, name, definition)),
    // Last: copying values is no write of an application.
    ...(waiting.length === 0 ? [] : [waitForBoth(table, waiting)]),
  ];
}

const waitForBoth = (table: CatalogTable, waiting: NonNullable<SecondColumn['waiting']>): StepDraft =>
  transactional(
    waiting.flatMap(([now, then]) => [dropTriggerSql(table, now), ...restoreTrigger(table, then)]),
    waiting.flatMap(([now, then]) => [dropTriggerSql(table, then), ...restoreTrigger(table, now)]),
    [fullName(table)],
  );

/** The constraints and indexes that stand on the second column, for the operations that follow. */
export function withCopies(catalog: Catalog, at: TableName, copies: Copies): Catalog {
  const constrained = addConstraint(
    catalog,
    at,
    ...copies.checks.map((one) => newConstraint('check', one.name, one.columns, one.definition)),
    ...copies.uniques.map((one) => newConstraint('unique', one.name, one.columns, one.definition)),
    ...copies.foreignKeys.map((one) =>
      newConstraint('foreign key', one.name, one.columns, one.definition, one.references),
    ),
  );
  return addIndexes(
    constrained,
    at,
    ...copies.uniques.map((one) => newIndex(one.name, one.columns, one.definition, true)),
    ...copies.indexes.map((one) => newIndex(one.name, one.columns, one.definition, one.unique)),
  );
}

/**
 * @throws OperationRefused for what cannot be built while the table is in use, and for a key, of which there can be
 * only one, unless it `moves`
 */
export function assertCopyable(
  table: CatalogTable,
  column: CatalogColumn,
  { hint, keyMoves = false }: { readonly hint: string; readonly keyMoves?: boolean },
): void {
  const unable = table.constraints
    .filter(({ columns }) => columns.includes(column.name))
    .find(
      ({ kind, definition }) =>
        (kind === 'primary key' && !keyMoves) || kind === 'exclusion' || / WITHOUT OVERLAPS/.test(definition),
    );
  if (unable === undefined) return;
  throw new OperationRefused(
    `${fullName(table)}.${column.name}`,
    `${unable.kind} ${unable.name} cannot stand on both names at once`,
    hint,
    [unable.name],
  );
}

/**
 * What the new column holds in an insert that does not name it. A default that differs from row to row would make
 * the two columns differ: then the old column's is the only one, and the trigger hands it on.
 */
export const startOf = (column: CatalogColumn, catalog: Catalog): string | null =>
  column.default === null || isVolatile(catalog, column.default) ? null : defaultValue(column);

/** Of a column, in words. */
export const dependentsOf = (table: CatalogTable, column: string): string[] =>
  (table.dependents ?? []).filter((dependent) => dependent.column === column).map(({ name }) => name);
