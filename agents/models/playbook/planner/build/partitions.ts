import type { Operation } from '../../../../../postgres/operations/index.ts';
import { literal } from '../../../../../postgres/sql.ts';
import type { Literal } from '../attributes/spec.ts';
import { at } from './outcome.ts';
import { partsIn } from './partition-periods.ts';
import { partitionSeries } from './partition-series.ts';
import type { Target } from './resolver.ts';
import type { Builders } from './rule.ts';
import { sqlOf } from './values.ts';

type Partition = Extract<Operation, { op: 'partition_table' }>;

/** Requests about partitions. */
export const partitionBuilders: Builders<'attachPartition' | 'detachPartition' | 'partitionTable'> = {
  detachPartition({ table, partition }, { names, operations }) {
    const [parent, child] = [names.table(table, [], true), names.table(partition, [], true)];
    if (parent && child)
      operations.push({ op: 'partition_table', action: 'detach', ...at(parent), ...ofPartition(child) });
  },
  attachPartition({ table, partition, bound }, { names, operations }) {
    const [parent, child] = [names.table(table), names.table(partition)];
    if (!parent || !child) return;
    const column = parent.is?.partitionKey?.columns[0];
    const type = typeof column === 'string' ? names.catalogColumn(parent, column)?.type : undefined;
    if (type === undefined) {
      names.ask(`${parent.name} is no table with partitions of one column. Shall it become one first?`);
      return;
    }
    const constants = 'values' in bound ? bound.values.map((value) => literal(value)) : limits(bound, type);
    if (constants.some((one) => one === undefined)) {
      names.ask(`Which rows of ${parent.name} go to ${child.name}? Its column ${column} is ${type}.`);
      return;
    }
    const [from, to] = constants as string[];
    operations.push({
      op: 'partition_table',
      action: 'attach',
      ...at(parent),
      ...ofPartition(child),
      ...('values' in bound
        ? { values: constants as string[] }
        : { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
    });
  },
  partitionTable({ table, column, strategy, series, period, wanted }, build) {
    const { names, operations } = build;
    const target = names.table(table, column ? [column.text] : []);
    if (!target) return;
    if (target.is?.partitionKey) {
      names.ask(
        `${target.name} is partitioned by ${target.is.partitionKey.definition} already. Which partition shall be attached, with which bounds?`,
      );
      return;
    }
    if (!column) {
      names.ask(
        `By which column shall ${target.name} be partitioned${period === undefined ? '' : ` by ${period}`}?${momentsOf(target)}`,
      );
      return;
    }
    const known = names.column(target, column, true);
    if (known === undefined) return;
    if (strategy === 'hash') {
      names.ask(
        `${target.name} cannot be partitioned by hash while it is in use: each of its rows would have to move. By range or by list of a column no row moves. Shall it be one of these, or be written by hand, for a window?`,
      );
      return;
    }
    const parts = strategy === 'range' && wanted !== undefined ? partsIn(wanted, period) : undefined;
    if (parts && partitionSeries(target, known, parts, build)) return;
    if (series) {
      const each = period === undefined ? '' : ` of a ${period} each`;
      const which =
        wanted === undefined
          ? `Which partitions${each} of ${target.name}, with which first and last ${known}?`
          : `"${wanted}" of ${target.name}: up to which ${known} do the rows go that are there?`;
      names.ask(
        `${which} What is there becomes one partition, without moving a row; the others are tables that are attached by name and bound, and nothing adds the next ones by itself.${keysWithout(target, known)}`,
      );
      return;
    }
    const partition = `${target.name}_default`;
    names.assume(`the rows that are there become the partition ${partition}, which takes all others, too`);
    operations.push({
      op: 'partition_table',
      action: 'create',
      ...at(target),
      partition,
      partitionSchema: target.schema,
      by: { strategy, column: known },
    });
  },
};

/** The columns that a period can be told by. */
function momentsOf({ is }: Target): string {
  const moments = (is?.columns ?? []).filter(({ type }) => /^(?:date|timestamp)/.test(type));
  return moments.length === 0 ? '' : ` It has ${moments.map(({ name }) => name).join(', ')}.`;
}

/** What is unique must hold the column; better said with the question than found when that is answered. */
function keysWithout({ is }: Target, column: string): string {
  const key = is?.primaryKey ?? [];
  return key.length === 0 || key.includes(column)
    ? ''
    : ` The primary key (${key.join(', ')}) would have to hold ${column}, too: may it?`;
}

const ofPartition = ({ name, schema }: Target): Pick<Partition, 'partition' | 'partitionSchema'> => ({
  partition: name,
  partitionSchema: schema,
});

const limits = ({ from, to }: { from: Literal; to: Literal }, type: string): (string | undefined)[] =>
  [from, to].map((value) =>
    /^(?:minvalue|maxvalue)$/i.test(value.text) ? value.text.toUpperCase() : sqlOf(value, type),
  );
