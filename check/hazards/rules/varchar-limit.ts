import type { StatementRule } from '../rule.ts';
import { newColumns, typeOf } from '../tree.ts';

export const varcharLimit: StatementRule = {
  id: 'varchar-limit',
  level: 'advice',
  rows: [56],
  statement: ({ node }) =>
    newColumns(node)
      .filter(
        ({ column }) => typeOf(column.typeName) === 'varchar' && (column.typeName?.typmods ?? []).length > 0,
      )
      .map(({ column }) => ({
        message: `"${column.colname}" is varchar(n): a smaller limit later reads every row under a lock against reads and writes`,
        remedy: 'text, with a CHECK on its length, which can be replaced NOT VALID',
      })),
};
