import type { StatementRule } from '../rule.ts';
import { blocksReads } from '../scene.ts';
import { alterations } from '../tree.ts';
import { lockText } from '../words.ts';

export const detachPartitionBlocks: StatementRule = {
  id: 'detach-partition-blocks',
  level: 'warning',
  rows: [77],
  explainsLock: true,
  statement: ({ node, existing, touchOf }) =>
    alterations(node, 'AT_DetachPartition').flatMap(({ relation }) => {
      const touch = touchOf(existing(relation));
      if (touch === undefined || !blocksReads(touch)) return [];
      return [
        {
          message: `DETACH PARTITION takes ${lockText(touch)}, behind every query that it has to wait for`,
          remedy: 'DETACH PARTITION … CONCURRENTLY, in a migration of its own without a transaction',
        },
      ];
    }),
};
