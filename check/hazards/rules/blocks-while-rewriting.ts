import type { StatementRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { waitText } from '../words.ts';

/** Whatever the statement is, a DO block or a CALL too: the server saw it. */
export const blocksWhileRewriting: StatementRule = {
  id: 'blocks-while-rewriting',
  level: 'warning',
  rows: [91],
  statement: ({ touched }) =>
    touched
      .filter((touch) => touch.rewrite && blocksWrites(touch))
      .map((touch) => ({
        message: `takes ${waitText(touch)}`,
        remedy: 'a maintenance window, or a new column or table that is filled in batches and swapped',
      })),
};
