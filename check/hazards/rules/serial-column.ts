import type { StatementRule } from '../rule.ts';
import { newColumns, typeOf } from '../tree.ts';

export const serialColumn: StatementRule = {
  id: 'serial-column',
  level: 'advice',
  rows: [55],
  statement: ({ node }) =>
    newColumns(node)
      .filter(({ column }) => /^(?:small|big)?serial\d?$/.test(typeOf(column.typeName)))
      .map(({ column }) => ({
        message: `"${column.colname}" is a serial: whoever writes needs a grant on its sequence, and any value may be written past it`,
        remedy: 'bigint GENERATED ALWAYS AS IDENTITY',
      })),
};
