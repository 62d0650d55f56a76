import type { StatementRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { lockText } from '../words.ts';

/** The lock is one that the transaction took before: the change itself blocks nobody who reads. */
export const changeUnderLock: StatementRule = {
  id: 'change-under-lock',
  level: 'warning',
  rows: [70, 71],
  explainsLock: true,
  statement({ node, touched }) {
    const word =
      'UpdateStmt' in node
        ? 'UPDATE'
        : 'DeleteStmt' in node
          ? 'DELETE'
          : 'InsertStmt' in node
            ? 'INSERT'
            : undefined;
    if (word === undefined) return null;
    const held = touched.filter((touch) => blocksWrites(touch) && (touch.scan || touch.rows > 0));
    return held.map((touch) => ({
      message: `${word} works while its transaction holds ${lockText(touch)} until it is through`,
      remedy: 'change the rows in a migration of its own, after the one that changes the table',
    }));
  },
};
