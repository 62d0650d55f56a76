import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident } from '../sql.ts';
import { batchBlock, inBatch } from './batch.ts';
import { noRow, rowsOf } from './checks.ts';
import { columnExtras, typeSql } from './column-sql.ts';
import { notValidThenValidate } from './constraints.ts';
import { bare } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { addConstraint, changeTable, newConstraint } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import { dropColumnsLater } from './follow-up.ts';
import {
  assertNoColumn,
  columnOf,
  constraintNames,
  fullName,
  hasIndexOn,
  isVolatile,
  spoken,
  sqlName,
  wholeTableOf,
} from './lookup.ts';
import { fromPartner, fromSource, type Move, moveGroup, moveSyncs } from './move-sync.ts';
import { defineOperation } from './operation.ts';
import { batched, nothingToUndo, operationPlan, transactional } from './plan.ts';
import { subscribersNeed } from './published.ts';
import { relax, relaxed } from './relax.ts';
import { createSyncs, dropSyncs, pauseSync } from './sync.ts';
import { mentionsColumn, renameColumns } from './tokens.ts';
import { differs } from './types.ts';
import { beforeWriting } from './written-rows.ts';

export const MoveColumns = z.object({
  op: z.literal('move_columns'),
  table: tableName,
  schema: schemaName,
  into: z.object({ table: name, schema: name.default('public') }).describe('table that is there already'),
  columns: z
    .array(z.object({ from: name, to: name.optional().describe('default: the same name') }))
    .describe('columns that move'),
  key: z
    .object({
      from: name.describe('unique column of the table'),
      to: name.describe('unique column of the other table with the same value'),
    })
    .describe('by which rows belong together, one to one'),
});
export type MoveColumns = z.infer<typeof MoveColumns>;

/** Both tables have the columns, and triggers keep them equal, until a later migration drops the old ones. */
export const moveColumns = defineOperation<'move_columns', MoveColumns>({
  kind: 'move_columns',
  params: MoveColumns,
  describe: (params) =>
    `move ${params.columns.map(({ from }) => from).join(', ')} of ${spoken(params)} to ${spoken(params.into)}, keeping them for now`,
  plan(params, catalog) {
    const { move, checks, required } = subject(params, catalog);
    const { source, into, moved } = move;
    const at = sqlName(into);
    const syncs = moveSyncs(move, catalog);
    const unequal = moved
      .map(({ from, to }) =>
        differs(
          `${ident(into.name)}.${ident(to.name)}`,
          fromSource(move, `godwit_partner.${ident(from.name)}`),
          to.type,
        ),
      )
      .join(' OR ');
    const todo = `${fromSource(move, 'true')} AND (${unequal})`;
    const add = transactional(
      moved.flatMap(({ from, to }) => [
        `ALTER TABLE ${at} ADD COLUMN ${ident(to.name)} ${typeSql(to)}${to.default === null ? '' : ` DEFAULT ${to.default}`}`,
        ...columnExtras(into, from, to.name),
      ]),
      moved.map(({ to }) => `ALTER TABLE ${at} DROP COLUMN ${ident(to.name)}`),
      [fullName(into)],
    );
    // Not with the columns: that would lock two tables strongly at once.
    const follow = syncs
      .map(({ table }) => table)
      .filter((table, index, all) => all.indexOf(table) === index);
    const triggers = follow.map((table) => {
      const own = syncs.filter((one) => one.table === table);
      return transactional(createSyncs(own), dropSyncs(own));
    });
    const fill = batched(
      batchBlock({
        table: into,
        todo,
        locks: 'NO KEY UPDATE',
        each: [pauseSync(moveGroup(move))],
        work: [
          `UPDATE ${at} SET (${moved.map(({ to }) => ident(to.name)).join(', ')}) = ` +
            `${fromSource(move, moved.map(({ from }) => `godwit_partner.${ident(from.name)}`).join(', '))} WHERE ${inBatch} AND ${todo}`,
        ],
      }),
      nothingToUndo(`What was written to either table is in ${source.name}, too.`),
    );
    const [first, ...rest] = [
      ...(required.length === 0 ? [] : [relax(source, required, catalog)]),
      add,
      ...triggers,
      fill,
      ...checks.flatMap((check) => notValidThenValidate(into, check.name, check.definition)),
    ];
    const holdsSomething = moved
      .map(({ from }) => `${ident(source.name)}.${ident(from.name)} IS NOT NULL`)
      .join(' OR ');
    return operationPlan([first ?? add, ...rest], {
      preconditions: [
        ...[source, into].flatMap(beforeWriting),
        noRow(
          `every row of ${fullName(source)} with something to move has its row in ${fullName(into)}`,
          rowsOf(source),
          `(${holdsSomething}) AND ${fromPartner(move, 'true')} IS NULL`,
        ),
      ],
      breaking: subscribersNeed(
        into,
        moved.map(({ to }) => to.name),
      ),
      verifications: [
        {
          holds: `${fullName(into)} holds what ${fullName(source)} has`,
          sql: `SELECT count(*) FROM ${at} WHERE ${todo}`,
        },
      ],
      followUps: [
        dropColumnsLater(
          source,
          moved.map(({ from }) => from.name),
        ),
        ...required.map((column) => `until then ${fullName(source)}.${column.name} may be NULL`),
        ...moved
          .filter(({ from }) => hasIndexOn(source, [from.name]))
          .map(({ to }) => `add_index ${fullName(into)}.${to.name}, as the old column has one`),
      ],
    });
  },
  apply(params, catalog) {
    const { move, checks, required } = subject(params, catalog);
    const syncs = moveSyncs(move, catalog);
    const on = (table: CatalogTable): Pick<CatalogTable, 'syncs' | 'triggers'> => {
      const own = syncs.filter((one) => one.table === table).map(({ sync }) => sync);
      return {
        triggers: [...table.triggers, ...own.map(({ trigger }) => trigger)],
        syncs: [...(table.syncs ?? []), ...own],
      };
    };
    const old = changeTable(relaxed(catalog, move.source, required), params, () => on(move.source));
    const added = changeTable(old, params.into, (table) => ({
      ...on(move.into),
      columns: [...table.columns, ...move.moved.map(({ to }) => to)],
    }));
    return addConstraint(added, params.into, ...checks);
  },
});

function subject(params: MoveColumns, catalog: Catalog) {
  const source = wholeTableOf(catalog, params, 'a move in which both tables work');
  const into = wholeTableOf(catalog, params.into, 'a move in which both tables work');
  if (source === into || params.columns.length === 0) {
    throw new OperationRefused(fullName(source), 'nothing moves', 'name columns and another table');
  }
  const key = { from: uniqueColumn(source, params.key.from), to: uniqueColumn(into, params.key.to) };
  if (key.from.type !== key.to.type) {
    throw new OperationRefused(
      `${fullName(into)}.${key.to.name}`,
      `it is ${key.to.type}, ${key.from.name} of ${fullName(source)} is ${key.from.type}`,
      'name columns of the same type',
    );
  }
  const moved = params.columns.map(({ from, to = from }) => {
    const column = columnOf(source, from);
    assertMovable(source, column, catalog);
    assertNoColumn(into, to);
    return { from: column, to: { ...column, name: to, notNull: false } };
  });
  const renames = new Map(moved.map(({ from, to }) => [from.name, ident(to.name)]));
  const taken = new Set(constraintNames(into));
  const checks = source.constraints
    .filter(
      ({ kind, definition }) =>
        kind === 'check' && moved.some(({ from }) => mentionsColumn(definition, from.name)),
    )
    .map(({ name: constraint, columns, definition }) => {
      const other = columns.find((column) => !renames.has(column));
      if (other !== undefined) {
        throw new OperationRefused(
          `${fullName(source)}.${other}`,
          `check ${constraint} is about it and a column that moves`,
          'drop the check first, or move both',
          [constraint],
        );
      }
      const on = moved.filter(({ from }) => columns.includes(from.name)).map(({ to }) => to.name);
      const named = derivedName([into.name, ...on, 'check'], taken);
      taken.add(named);
      return newConstraint('check', named, on, renameColumns(bare(definition), renames));
    });
  const required = moved.map(({ from }) => from).filter(({ notNull }) => notNull);
  const move: Move = { source, into, key, moved };
  return { move, checks, required };
}

/** @throws OperationRefused where two rows may have the same value */
function uniqueColumn(table: CatalogTable, column: string): CatalogColumn {
  const found = columnOf(table, column);
  const unique = table.indexes.some(
    ({ unique, valid, columns, definition }) =>
      unique && valid && columns.length === 1 && columns[0] === column && !/\) WHERE /.test(definition),
  );
  if (unique) return found;
  throw new OperationRefused(
    `${fullName(table)}.${column}`,
    'it is not unique, so that one row might belong to many',
    'add_unique it first',
  );
}

function assertMovable(table: CatalogTable, column: CatalogColumn, catalog: Catalog): void {
  assertPlainColumn(table, column);
  const at = `${fullName(table)}.${column.name}`;
  const bound = table.constraints.find(
    ({ kind, columns }) =>
      ['primary key', 'unique', 'foreign key', 'exclusion'].includes(kind) && columns.includes(column.name),
  );
  if (bound !== undefined) {
    throw new OperationRefused(at, `${bound.kind} ${bound.name} stands on it`, 'drop that first', [
      bound.name,
    ]);
  }
  if (column.default !== null && isVolatile(catalog, column.default)) {
    throw new OperationRefused(at, 'its default differs from row to row', 'drop_default it first');
  }
}
