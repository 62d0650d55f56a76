import type { StatementRule } from '../rule.ts';
import { blocksReads } from '../scene.ts';
import { lockText } from '../words.ts';

export const dropIndexBlocks: StatementRule = {
  id: 'drop-index-blocks',
  level: 'warning',
  rows: [2],
  explainsLock: true,
  statement({ node, touched }) {
    if (!('DropStmt' in node) || node.DropStmt.removeType !== 'OBJECT_INDEX') return null;
    if (node.DropStmt.concurrent === true) return null;
    return touched.filter(blocksReads).map((touch) => ({
      message: `DROP INDEX takes ${lockText(touch)}, also behind every query that it has to wait for`,
      remedy: 'DROP INDEX CONCURRENTLY, in a migration of its own without a transaction',
    }));
  },
};
