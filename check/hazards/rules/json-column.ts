import type { StatementRule } from '../rule.ts';
import { newColumns, typeOf } from '../tree.ts';

export const jsonColumn: StatementRule = {
  id: 'json-column',
  level: 'advice',
  rows: [40],
  statement: ({ node }) =>
    newColumns(node)
      .filter(({ column }) => typeOf(column.typeName) === 'json')
      .map(({ column }) => ({
        message: `"${column.colname}" is json, which has no equality: SELECT DISTINCT, GROUP BY and UNION over it fail`,
        remedy: 'jsonb',
      })),
};
