import type { Refill } from '../../postgres/derive/index.ts';
import { qualified } from '../../postgres/sql.ts';
import { isWider } from '../hazards/type-width.ts';
import type { Archives } from './archive.ts';
import type { TableFacts } from './facts.ts';
import type { Inventory } from './inventory.ts';
import type { Losses, Retyped } from './losses.ts';
import { CannotKeep, type Piece } from './piece.ts';
import { archiveRows, insertBack, type Kept, keepAll, nameOf } from './rows.ts';
import { keepSequence } from './sequence.ts';
import { keepValues } from './values.ts';

export interface Dropping {
  /** Of before the up. */
  readonly first: Inventory;
  readonly losses: Losses;
  /** As they are before the statement. */
  readonly tables: readonly TableFacts[];
  /** Of the columns that get another type, those whose values come from an expression. */
  readonly computed: ReadonlySet<string>;
  readonly inTransaction: boolean;
}

/** DROP of anything, and ALTER TABLE: whole tables, columns, values that another type does not hold. */
export function keepDropped(dropping: Dropping, archives: Archives): Piece {
  const { first, losses, inTransaction } = dropping;
  const pieces = [
    ...losses.tables.flatMap((oid) => {
      const kept = keptOf(dropping, oid);
      // Its rows are kept with its parent's.
      const { parent } = kept.table;
      return parent !== null && losses.tables.includes(parent)
        ? []
        : [keepTable(kept, archives, inTransaction)];
    }),
    ...valuesGoing(losses, dropping.computed).flatMap(([oid, columns]) => {
      const kept = keptOf(dropping, oid);
      return [keepColumns(kept, columns, archives, inTransaction)];
    }),
    ...losses.sequences.flatMap((oid) => {
      const sequence = first.sequences.get(oid);
      return sequence === undefined ? [] : [keepSequence(sequence, archives)];
    }),
  ];
  return {
    before: pieces.flatMap(({ before }) => before),
    back: pieces.flatMap(({ back }) => back),
    keeps: pieces.flatMap(({ keeps }) => keeps),
    tables: pieces.flatMap(({ tables }) => tables),
    refills: losses.retyped.filter((one) => losesValues(one, dropping.computed)).flatMap(refillOf(first)),
  };
}

/** Tables whose facts are needed. */
export const tablesOf = ({ tables, columns, retyped }: Losses): string[] => [
  ...new Set([...tables, ...columns.keys(), ...retyped.map(({ table }) => table)]),
];

function keptOf({ first, tables }: Dropping, oid: string): Kept {
  const table = tables.find((one) => one.oid === oid);
  const was = first.tables.get(oid);
  if (table === undefined || was === undefined) throw new Error(`table ${oid} was measured and is not there`);
  return { table, was };
}

function keepTable(kept: Kept, archives: Archives, inTransaction: boolean): Piece {
  const archive = archiveRows(kept, archives);
  return {
    before: keepAll(kept, archive, inTransaction),
    back: insertBack(kept, archive),
    keeps: [`the rows of ${nameOf(kept)}`],
    tables: [kept.table.oid],
  };
}

function keepColumns(
  kept: Kept,
  columns: ReadonlySet<number>,
  archives: Archives,
  inTransaction: boolean,
): Piece {
  const { table, was } = kept;
  if (table.heirs) {
    throw new CannotKeep(
      `tables inherit from ${qualified(table.schema, table.name)}, and their columns go with it`,
    );
  }
  const { keep, back } = keepValues({ kept, columns, inTransaction }, archives);
  const names = [...columns].map(
    (number) => `the values of ${nameOf(kept)}.${was.columns.get(number)?.name}`,
  );
  return { before: keep, back, keeps: names, tables: [table.oid] };
}

/** By table: columns that go, and those whose new type may not hold every value. */
function valuesGoing(
  { columns, retyped }: Losses,
  computed: ReadonlySet<string>,
): [oid: string, columns: ReadonlySet<number>][] {
  const going = new Map([...columns].map(([oid, numbers]) => [oid, new Set(numbers)]));
  for (const one of retyped) {
    if (!losesValues(one, computed)) continue;
    going.set(one.table, (going.get(one.table) ?? new Set()).add(one.number));
  }
  return [...going];
}

const refillOf =
  ({ tables }: Inventory) =>
  ({ table, number }: Retyped): Refill[] => {
    const was = tables.get(table);
    const column = was?.columns.get(number);
    return was === undefined || column === undefined
      ? []
      : [{ schema: was.schema, table: was.name, column: column.name, notNull: column.notNull }];
  };

const losesValues = ({ from, to }: Retyped, computed: ReadonlySet<string>): boolean =>
  computed.has(from.name) || !isWider(from.type, to.type);
