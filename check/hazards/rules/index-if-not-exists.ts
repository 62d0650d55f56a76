import type { StatementRule } from '../rule.ts';

export const indexIfNotExists: StatementRule = {
  id: 'index-if-not-exists',
  level: 'advice',
  rows: [5, 89],
  statement({ node, existing }) {
    if (!('IndexStmt' in node)) return null;
    const { concurrent, if_not_exists, relation, idxname } = node.IndexStmt;
    if (concurrent !== true || if_not_exists !== true || existing(relation) === undefined) return null;
    return {
      message: `IF NOT EXISTS also passes over an invalid index "${idxname}", which a build that failed leaves behind: it would count as applied and never be used`,
      remedy: 'DROP INDEX CONCURRENTLY IF EXISTS before it, and leave IF NOT EXISTS out',
    };
  },
};
