import type { Catalog } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { preparedFail } from './alter-in-place.ts';
import { block, raiseIf } from './block.ts';
import { crossesZones, holdsAll, isLost, widensWhole } from './cast-facts.ts';
import { duplicateKeys, noRow, rowsOf } from './checks.ts';
import { inverse, isAssignable, narrowed } from './conversion.ts';
import { bare } from './copies.ts';
import { isAlike } from './expression-type.ts';
import { silentTriggers } from './fill.ts';
import { dropColumnsLater, type FollowUp } from './follow-up.ts';
import { ownSequence } from './identity.ts';
import { type IncomingKey, incomingName, pointSteps, referringColumn } from './incoming-keys.ts';
import { columnOf, fullName, sqlName } from './lookup.ts';
import { isWhole } from './number-facts.ts';
import type { DataCheck, OperationPlan, StepDraft } from './operation.ts';
import { nothingToUndo, operationPlan, transactional } from './plan.ts';
import { subscribersFollow } from './published.ts';
import { roomSteps } from './room.ts';
import { dependentsOf, type SecondColumn, secondColumnSteps } from './second-column.ts';
import { keySteps, type Swap, swapStep } from './swap-columns.ts';
import { fromKeyword, renameColumns } from './tokens.ts';
import { type TypeName, typeNameOf } from './type-name.ts';
import { beforeWriting, conditionOf, enforcedChecks } from './written-rows.ts';

/** The new column beside the old one, up to where the two may change names. */
export function growSteps(swap: Swap): [StepDraft, ...StepDraft[]] {
  const { second, incoming } = swap;
  const [first, ...rest] = secondColumnSteps(second);
  // The foreign keys find the new column's index before there is a second one on the old column, for the way back.
  const [ownIndex = [], spareIndex = []] = keySteps(swap).map((step) => [step]);
  return [
    first,
    ...rest,
    ...ownIndex,
    ...incoming.flatMap((one) => pointSteps(one, second.to.name)),
    ...spareIndex,
    readyStep(second),
  ];
}

export function swapPlan(swap: Swap, from: TypeName, to: TypeName, catalog: Catalog): OperationPlan {
  const { second, old, incoming, room } = swap;
  const { table, from: column, conversion } = second;
  const unequal = room === null ? conversion.unequal : inverse(narrowed(to, from)).unequal;
  return operationPlan([...growSteps(swap), swapStep([swap]), ...roomSteps(swap, from, catalog)], {
    preconditions: [
      ...beforeWriting(table),
      ...(column.identity === null ? [] : [ownSequence(table, column.name)]),
      ...(holdsAll(from, to) ? [] : lossless(swap, from, to, catalog)),
      ...(conversion.exact.from ? [] : distinct(swap, from, to, catalog)),
      ...(isAlike(from, to) ? [] : stillMet(swap, from, to, catalog)),
    ],
    verifications: [
      {
        holds: `${column.name} and ${old} of ${fullName(table)} are equal in every row${room === null ? '' : ` that ${from.sql} can hold`}`,
        sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${unequal(ident(old), ident(column.name))}`,
      },
    ],
    breaking: noticed(swap, from, to, catalog),
    followUps: [
      dropColumnsLater(table, [old], `when no application counts on ${from.sql} any more`),
      ...dependentsOf(table, column.name)
        .filter((name) => !incoming.some((one) => incomingName(one) === name))
        .map((name) => `before that, let ${name} use ${column.name}: it reads ${old}`),
      ...incoming.flatMap((one) => widenLater(one, to, catalog)),
      ...silentTriggers(table, second.to.name),
    ],
  });
}

/** It may refer to whatever it can hold; what is larger needs room there, too. */
function widenLater(incoming: IncomingKey, to: TypeName, catalog: Catalog): FollowUp[] {
  const { table } = incoming;
  const column = columnOf(table, referringColumn(incoming));
  if (!isWhole(column.type) || !widensWhole(typeNameOf(column.type, catalog), to)) return [];
  return [
    {
      what: `alter_type ${fullName(table)}.${column.name} to ${to.sql} by a later migration, before it has to refer to a value that ${column.type} cannot hold`,
      operations: [
        { op: 'alter_type', schema: table.schema, table: table.name, column: column.name, type: to.sql },
      ],
    },
  ];
}

/** Before the names change: is every row copied, also those that policies hide? And what does the planner know? */
export function readyStep({ table, from, to, conversion }: SecondColumn): StepDraft {
  const unequal = conversion.unequal(ident(from.name), ident(to.name));
  return transactional(
    [
      'SET LOCAL row_security = off',
      block([
        raiseIf(
          `EXISTS (SELECT FROM ${sqlName(table)} WHERE ${unequal})`,
          `${fullName(table)}: ${to.name} is not equal to ${from.name} in every row`,
          'a trigger changes one of them after the other: see what it does',
        ),
      ]),
      `ANALYZE ${sqlName(table)} (${ident(to.name)})`,
    ],
    nothingToUndo('Statistics go with the column.'),
  );
}

/** `007` and `7` are two texts and one number. */
function distinct({ second }: Swap, from: TypeName, to: TypeName, catalog: Catalog): DataCheck[] {
  const { table, from: column, conversion } = second;
  const own = ident(column.name);
  const value =
    `CASE WHEN ${isLost(own, from, to, conversion, catalog)} THEN NULL ` +
    `ELSE ${conversion.forward(own)} END`;
  return table.indexes
    .filter(({ unique, columns }) => unique && columns.includes(column.name) && !columns.includes(null))
    .map(({ columns, definition }) => {
      const names = columns.map((name) => name ?? '');
      const where = / WHERE /.test(definition)
        ? fromKeyword(definition, 'WHERE').slice('WHERE'.length)
        : undefined;
      return duplicateKeys(
        table,
        names.map((name) => (name === column.name ? value : ident(name))),
        { said: `${names.join(', ')} as ${to.sql}`, where, nullsToo: false },
      );
    });
}

/** A check that writes the value as a text may meet another one: `007` and `7`. One that is said again asks the same. */
function stillMet({ second, says }: Swap, from: TypeName, to: TypeName, catalog: Catalog): DataCheck[] {
  const { table, from: column, conversion, copies } = second;
  const own = ident(column.name);
  const lost = isLost(own, from, to, conversion, catalog);
  const renames = new Map([[column.name, `(${conversion.forward(own)})`]]);
  return enforcedChecks(table)
    .filter(({ name }) => copies.checks.some(({ source }) => source === name))
    .filter(({ definition }) => says === undefined || says.grow.check(bare(definition)).fault !== undefined)
    .map((check) =>
      noRow(
        `every row of ${fullName(table)} meets ${check.name} with ${column.name} as ${to.sql}`,
        rowsOf(table),
        `CASE WHEN ${own} IS NULL OR ${lost} THEN false ELSE NOT (${renameColumns(conditionOf(check), renames)}) END`,
      ),
    );
}

/** No value may be lost on the way: rounded, cut, or none of the new type at all. */
function lossless({ second }: Swap, from: TypeName, to: TypeName, catalog: Catalog): DataCheck[] {
  const { table, from: column, conversion } = second;
  const isNone = (value: string): string =>
    `${value} IS NOT NULL AND (${isLost(value, from, to, conversion, catalog)})`;
  // OFFSET keeps PostgreSQL from working the default out before it is asked.
  const own = ident(column.name);
  return [
    noRow(
      `every ${column.name} of ${fullName(table)} is a value of ${to.sql}, too`,
      rowsOf(table),
      isNone(own),
    ),
    ...(second.to.default === null
      ? []
      : [
          {
            holds: `the default of ${fullName(table)}.${column.name} is a value of ${to.sql}, too`,
            sql: `SELECT count(*) FROM (SELECT (${column.default})::${from.sql} AS given OFFSET 0) AS one WHERE ${isNone('given')}`,
          },
        ]),
  ];
}

function noticed({ second, old, room }: Swap, from: TypeName, to: TypeName, catalog: Catalog): string[] {
  const { table, from: column } = second;
  const name = `${fullName(table)}.${column.name}`;
  return [
    `reads of ${name} give ${to.sql} instead of ${from.sql}`,
    preparedFail(table),
    `${column.name} becomes the last column of ${fullName(table)}: inserts and copies that name no columns put values in others`,
    ...(holdsAll(from, to)
      ? []
      : [`writes to ${name} of a value that ${to.sql} cannot hold exactly fail from the first step on`]),
    ...(holdsAll(to, from)
      ? []
      : [
          room === null
            ? `writes to ${name} of a value that ${from.sql} cannot hold exactly fail until ${old} is dropped`
            : `a rollback is refused while ${name} holds a value that ${from.sql} cannot hold`,
        ]),
    ...(isAssignable(from, to, catalog)
      ? []
      : [`writes to ${name} of an expression or a parameter of type ${from.sql} fail; literals go on`]),
    ...(crossesZones(from, to) ? [`a time without zone in ${name} is one of UTC`] : []),
    ...subscribersFollow(table, [{ name: column.name, next: second.to.name, old }]),
  ];
}
