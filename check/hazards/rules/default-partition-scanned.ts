import { keyOf, partsOf } from '../names.ts';
import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { waitText } from '../words.ts';

/** By a new partition, attached or created. */
export const defaultPartitionScanned: StatementRule = {
  id: 'default-partition-scanned',
  level: 'warning',
  rows: [76],
  explainsLock: true,
  statement({ node, touched, scene: { before } }) {
    const creates = 'CreateStmt' in node && node.CreateStmt.partbound !== undefined;
    if (!creates && alterations(node, 'AT_AttachPartition').length === 0) return null;
    const defaults = before
      .all('relations')
      .filter(({ attributes }) => attributes['partition bound'] === 'DEFAULT');
    const keys = new Set(defaults.map(({ parts }) => keyOf(parts)));
    return touched
      .filter(({ relation, scan }) => scan && keys.has(keyOf(partsOf(relation))))
      .map((touch) => ({
        message: `a new partition takes ${waitText(touch)}: none may belong in the new one`,
        remedy:
          'a validated CHECK on the default partition that keeps the new bounds out, dropped afterwards',
      }));
  },
};
