import type { StatementRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { waitText } from '../words.ts';

export const indexBlocksWrites: StatementRule = {
  id: 'index-blocks-writes',
  level: 'warning',
  rows: [1, 7],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    if (!('IndexStmt' in node) || node.IndexStmt.concurrent === true) return null;
    const relation = existing(node.IndexStmt.relation);
    const touch = touchOf(relation);
    if (touch === undefined || !blocksWrites(touch) || relation?.kind === 'materialized view') return null;
    const partitioned = relation?.kind === 'partitioned table';
    // ON ONLY the parent is an entry in the catalog; so is an index that was there already.
    if (partitioned ? node.IndexStmt.relation?.inh !== true : !touch.scan) return null;
    const remedy = partitioned
      ? 'CREATE INDEX … ON ONLY the parent, one CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION'
      : 'CREATE INDEX CONCURRENTLY, in a migration of its own without a transaction';
    return { message: `CREATE INDEX works under ${waitText(touch)}`, remedy };
  },
};
