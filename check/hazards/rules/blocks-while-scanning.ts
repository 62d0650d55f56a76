import { partsOf } from '../names.ts';
import type { StatementRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { waitText } from '../words.ts';

/** Whatever the statement is, a DO block or a CALL too: the server saw it. */
export const blocksWhileScanning: StatementRule = {
  id: 'blocks-while-scanning',
  level: 'warning',
  rows: [91],
  statement: ({ touched, scene: { before } }) =>
    touched
      .filter((touch) => touch.scan && !touch.rewrite && blocksWrites(touch))
      // Nobody writes to it but REFRESH.
      .filter(({ relation }) => before.named('relations', partsOf(relation))?.kind !== 'materialized view')
      .map((touch) => ({
        message: `takes ${waitText(touch)}`,
        remedy: 'read the rows in a migration before, without the lock',
      })),
};
