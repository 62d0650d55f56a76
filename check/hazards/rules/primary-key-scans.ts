import type { StatementRule } from '../rule.ts';
import { addedConstraints } from '../tree.ts';
import { waitText } from '../words.ts';

export const primaryKeyScans: StatementRule = {
  id: 'primary-key-scans',
  level: 'warning',
  rows: [20],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const [key] = addedConstraints(node, 'CONSTR_PRIMARY');
    const touch = touchOf(existing(key?.relation));
    if (key?.constraint.indexname === undefined || touch?.scan !== true) return null;
    return {
      message: `PRIMARY KEY USING INDEX over columns that may be null takes ${waitText(touch)} to find nulls`,
      remedy:
        'first CHECK (… IS NOT NULL) NOT VALID, VALIDATE it in a later migration, then SET NOT NULL, then the key',
    };
  },
};
