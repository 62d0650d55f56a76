import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { waitText } from '../words.ts';

/** Silent where a validated CHECK spares the scan: the server knows. */
export const setNotNullScans: StatementRule = {
  id: 'set-not-null-scans',
  level: 'warning',
  rows: [22, 23],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const [set] = alterations(node, 'AT_SetNotNull');
    const touch = touchOf(existing(set?.relation));
    if (touch === undefined || !touch.scan || touch.rewrite) return null;
    return {
      message: `SET NOT NULL takes ${waitText(touch)} to find nulls`,
      remedy:
        'CHECK (… IS NOT NULL) NOT VALID, VALIDATE it in a later migration, then SET NOT NULL without a scan, then drop the CHECK',
    };
  },
};
