import type { StatementRule } from '../rule.ts';
import { newColumns, typeOf } from '../tree.ts';

export const timestampColumn: StatementRule = {
  id: 'timestamp-column',
  level: 'advice',
  rows: [56],
  statement: ({ node }) =>
    newColumns(node)
      .filter(({ column }) => typeOf(column.typeName) === 'timestamp')
      .map(({ column }) => ({
        message: `"${column.colname}" is timestamp without time zone: which moment it means depends on who reads it`,
        remedy: 'timestamptz',
      })),
};
