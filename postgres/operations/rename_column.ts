import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { assertSameInParts, ownTableOf, partsOf } from './column-parts.ts';
import { unchanged } from './conversion.ts';
import { copiesFor } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { changeTable } from './evolve.ts';
import { columnName, schemaName, tableName } from './fields.ts';
import { dropColumnsLater } from './follow-up.ts';
import { ownSequence } from './identity.ts';
import { incomingName } from './incoming-keys.ts';
import { type KeyMove, keyMoved, keyMoveOf, keyMoveSteps } from './key-move.ts';
import { assertNoColumn, columnOf, fullName, spoken, sqlName } from './lookup.ts';
import { assertNotMade } from './not-made.ts';
import { defineOperation } from './operation.ts';
import { ofUpdateToo, passedBy, triggersBefore, triggersOfUpdate } from './own-triggers.ts';
import { operationPlan } from './plan.ts';
import { subscribersNeed } from './published.ts';
import {
  assertCopyable,
  dependentsOf,
  type SecondColumn,
  secondColumnSteps,
  startOf,
  syncsOfPair,
  withCopies,
} from './second-column.ts';
import { columnSync, firstSync } from './sync.ts';
import { triggerNamed } from './trigger.ts';
import { differs } from './types.ts';
import { unnamedMark } from './unnamed-mark.ts';
import { beforeWriting } from './written-rows.ts';

export const RenameColumn = z.object({
  op: z.literal('rename_column'),
  table: tableName,
  schema: schemaName,
  column: columnName.describe('name of the column today'),
  to: columnName.describe('new name; both work until the old one is dropped by a later migration'),
});
export type RenameColumn = z.infer<typeof RenameColumn>;

/**
 * Both names work until a later migration drops the old one: a trigger keeps the columns equal, whichever is
 * written, so an application of either age is right, and so is the way back.
 */
export const renameColumn = defineOperation<'rename_column', RenameColumn>({
  kind: 'rename_column',
  params: RenameColumn,
  describe: (params) => `rename ${spoken(params)}.${params.column} to ${params.to}, keeping both for now`,
  plan(params, catalog) {
    const second = secondName(params, catalog);
    const { table, from, copies } = second;
    const key = keyMoveOf(catalog, second);
    const [first, ...rest] = secondColumnSteps(second);
    const moved = (key?.incoming ?? []).map(incomingName);
    return operationPlan([first, ...rest, ...(key === null ? [] : keyMoveSteps(key))], {
      preconditions: [
        ...beforeWriting(table),
        ...(from.identity === null ? [] : [ownSequence(table, from.name)]),
      ],
      breaking: [
        ...(key === null ? [] : [...keyNoticed(key), ...passedBy(catalog, table, [from.name], params.to)]),
        ...twiceUnique(second),
        ...(second.to.default === null ? defaultForNull(second) : []),
        ...subscribersNeed(table, [params.to]),
      ],
      verifications: [
        {
          holds: `${from.name} and ${params.to} of ${fullName(table)} are equal in every row`,
          sql:
            `SELECT count(*) FROM ${sqlName(table)} ` +
            `WHERE ${differs(ident(params.to), ident(from.name), from.type)}`,
        },
      ],
      indexes:
        [...copies.indexes, ...copies.uniques].length > 0 && key === null
          ? [`${fullName(table)}.${params.to}`]
          : [],
      followUps: [
        dropColumnsLater(table, [from.name]),
        ...dependentsOf(table, from.name)
          .filter((name) => !moved.includes(name))
          .map((name) => `before that, let ${name} use ${params.to}`),
      ],
    });
  },
  apply(params, catalog) {
    const second = secondName(params, catalog);
    const { to, copies, waiting = [] } = second;
    const key = keyMoveOf(catalog, second);
    const own = syncsOfPair(second);
    const widened = new Map(waiting.map(([now, then]) => [now.name, then]));
    const added = changeTable(
      catalog,
      params,
      ({ columns, triggers, syncs = [], triggerDefinitions = [], dependents = [] }) => ({
        columns: [...columns, to],
        triggers: [...triggers, ...own.map(({ trigger }) => trigger)],
        syncs: [...syncs, ...own],
        triggerDefinitions: triggerDefinitions.map((one) => widened.get(one.name) ?? one),
        dependents: [
          ...dependents,
          ...waiting.map(([{ name }]) => ({
            column: to.name,
            kind: 'trigger' as const,
            name: `trigger ${name}`,
          })),
        ],
      }),
    );
    const copied = withCopies(added, params, copies);
    return key === null ? copied : keyMoved(copied, params, key);
  },
});

function secondName(params: RenameColumn, catalog: Catalog): SecondColumn {
  const { table, column } = subject(params, catalog);
  const start = startOf(column, catalog) ?? markFor(params, table, column);
  // What stands for a key is handed over in the end, and so is who decides.
  const isSeen =
    !table.primaryKey.includes(column.name) && triggersBefore(catalog, table, column.name).length > 0;
  return {
    table,
    from: column,
    to: {
      ...column,
      name: params.to,
      default: start,
      identity: null,
      identitySequence: null,
      sequence: null,
    },
    sync: columnSync(table, column, params.to, start, undefined, { afterFirst: isSeen }),
    ...(isSeen ? { first: firstSync(table, column, params.to, start) } : {}),
    waiting: triggersOfUpdate(table, column.name).map(({ name }) => {
      const trigger = triggerNamed(catalog, table, name);
      return [trigger, ofUpdateToo(trigger, column.name, params.to)] as const;
    }),
    conversion: unchanged(column.type),
    copies: copiesFor(catalog, table, column.name, params.to),
    ...partsOf(catalog, table),
  };
}

/** A default that differs from row to row stays on the old name alone; who writes NULL under the new one means it. */
const markFor = (
  { to }: RenameColumn,
  table: CatalogTable,
  { type, default: given, notNull, identity }: CatalogColumn,
): string | null => (given === null || notNull || identity !== null ? null : unnamedMark(table, to, type));

const defaultForNull = ({ table, from, to }: SecondColumn): string[] =>
  from.default === null || from.notNull
    ? []
    : [
        `until ${from.name} is dropped, an INSERT that gives NULL for ${to.name} of ${fullName(table)} stores ${from.default}: let it give NULL for ${from.name}, or write NULL by an UPDATE`,
      ];

/** Tried: the one index settles a conflict, the other one meets it first. One insert in ten thousand of four sessions. */
function twiceUnique({ table, from, to, copies }: SecondColumn): string[] {
  const isUnique = copies.primaryKeys.length + copies.uniques.length > 0;
  return isUnique || copies.indexes.some(({ unique }) => unique)
    ? [
        `until ${from.name} is dropped, INSERT … ON CONFLICT by ${from.name} or ${to.name} of ${fullName(table)} may end in a duplicate key error where two sessions insert the same value at the same moment: try it again`,
      ]
    : [];
}

const keyNoticed = ({ second: { table, from, to }, copy, incoming }: KeyMove): string[] => [
  `primary key ${copy.source} of ${fullName(table)} is on ${to.name}: GROUP BY ${from.name} alone stands for the other columns no more`,
  ...incoming.map((one) => `${incomingName(one)} refers to ${to.name}`),
];

function subject(params: RenameColumn, catalog: Catalog): { table: CatalogTable; column: CatalogColumn } {
  const table = ownTableOf(catalog, params, 'a rename in which both names work');
  const column = columnOf(table, params.column);
  assertSameInParts(catalog, table, column);
  // What hands out the values of a key goes with it.
  if (column.identity === null || !table.primaryKey.includes(column.name)) assertPlainColumn(table, column);
  assertNotMade(table, column.name);
  assertNoColumn(table, params.to);
  assertCopyable(table, column, {
    hint: 'rename it by custom_sql, while no application is running',
    keyMoves: true,
  });
  return { table, column };
}
