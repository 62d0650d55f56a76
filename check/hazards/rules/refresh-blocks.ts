import type { StatementRule } from '../rule.ts';
import { blocksReads } from '../scene.ts';
import { lockText } from '../words.ts';

export const refreshBlocks: StatementRule = {
  id: 'refresh-blocks',
  level: 'warning',
  rows: [74],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    if (!('RefreshMatViewStmt' in node)) return null;
    const touch = touchOf(existing(node.RefreshMatViewStmt.relation));
    if (touch === undefined || !blocksReads(touch)) return null;
    return {
      message: `REFRESH takes ${lockText(touch)} while its query runs`,
      remedy: 'REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on it',
    };
  },
};
