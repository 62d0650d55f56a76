import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { waitText } from '../words.ts';

export const attachPartitionScans: StatementRule = {
  id: 'attach-partition-scans',
  level: 'warning',
  rows: [75],
  explainsLock: true,
  statement: ({ node, existing, touchOf }) =>
    alterations(node, 'AT_AttachPartition').flatMap(({ command: { def } }) => {
      const child = def !== undefined && 'PartitionCmd' in def ? existing(def.PartitionCmd.name) : undefined;
      const touch = touchOf(child);
      if (touch?.scan !== true) return [];
      return [
        {
          message: `ATTACH PARTITION takes ${waitText(touch)} to see that it belongs in it`,
          remedy:
            'a CHECK like the bounds first, NOT VALID, VALIDATE it in a later migration, attach, drop the CHECK',
        },
      ];
    }),
};
