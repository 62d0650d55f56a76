import type { StatementRule } from '../rule.ts';
import { newColumns, typeOf } from '../tree.ts';

export const charColumn: StatementRule = {
  id: 'char-column',
  level: 'advice',
  rows: [56],
  statement: ({ node }) =>
    newColumns(node)
      .filter(({ column }) => typeOf(column.typeName) === 'bpchar')
      .map(({ column }) => ({
        message: `"${column.colname}" is char(n): values are filled up with blanks, which comparisons then pass over`,
        remedy: 'text, with a CHECK on its length where there is a limit',
      })),
};
