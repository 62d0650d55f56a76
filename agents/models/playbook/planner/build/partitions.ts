import type { Operation } from '../../../../../postgres/operations/index.ts';
import { literal } from '../../../../../postgres/sql.ts';
import type { Literal } from '../attributes/spec.ts';
import { at } from './outcome.ts';
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
  partitionTable({ table, column, strategy, series }, build) {
    const { names, operations } = build;
    const target = names.table(table, [column.text]);
    const known = target && names.column(target, column, true);
    if (!target || known === undefined) return;
    if (series) {
      names.ask(
        `Which partitions of ${target.name}, with which first and last ${known}? What is there becomes the first one; others are attached by name and bound.`,
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

const ofPartition = ({ name, schema }: Target): Pick<Partition, 'partition' | 'partitionSchema'> => ({
  partition: name,
  partitionSchema: schema,
});

const limits = ({ from, to }: { from: Literal; to: Literal }, type: string): (string | undefined)[] =>
  [from, to].map((value) =>
    /^(?:minvalue|maxvalue)$/i.test(value.text) ? value.text.toUpperCase() : sqlOf(value, type),
  );
