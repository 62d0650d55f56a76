import type { StatementRule } from '../rule.ts';
import { listed } from '../words.ts';

export const truncate: StatementRule = {
  id: 'truncate',
  level: 'warning',
  rows: [64],
  explainsLock: true,
  statement({ node, existing, touched }) {
    if (!('TruncateStmt' in node)) return null;
    const { relations = [], behavior } = node.TruncateStmt;
    const named = relations.flatMap((one) => ('RangeVar' in one ? (existing(one.RangeVar)?.name ?? []) : []));
    if (named.length === 0) return null;
    const others =
      behavior === 'DROP_CASCADE'
        ? touched.filter(({ relation, mode }) => mode === 'AccessExclusiveLock' && !named.includes(relation))
        : [];
    const also =
      others.length === 0 ? '' : `, and by CASCADE of ${listed(others.map(({ relation }) => relation))}`;
    return {
      message: `TRUNCATE takes away all rows of ${listed(named)}${also}; no trigger of a row sees them go`,
      remedy: 'back the rows up, or delete those that nobody needs, in batches',
    };
  },
};
