import type { StatementRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { hasOption } from '../tree.ts';
import { waitText } from '../words.ts';

export const reindexBlocks: StatementRule = {
  id: 'reindex-blocks',
  level: 'warning',
  rows: [3],
  explainsLock: true,
  statement({ node, touched, watched, scene }) {
    if (!('ReindexStmt' in node) || hasOption(node.ReindexStmt.params, 'concurrently')) return null;
    const remedy = 'REINDEX … CONCURRENTLY, in a migration of its own without a transaction';
    const seen = touched.filter(blocksWrites).map((touch) => `REINDEX takes ${waitText(touch)}`);
    if (seen.length > 0) return seen.map((message) => ({ message, remedy }));
    // Of a schema or database: one table after the other, too quick here to be seen.
    return watched && scene.before.all('indexes').length > 0
      ? { message: 'REINDEX locks every table that it comes to against writes', remedy }
      : null;
  },
};
