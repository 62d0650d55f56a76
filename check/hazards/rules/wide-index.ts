import type { StatementRule } from '../rule.ts';

const widest = 3;

export const wideIndex: StatementRule = {
  id: 'wide-index',
  level: 'advice',
  rows: [9],
  statement({ node }) {
    if (!('IndexStmt' in node) || node.IndexStmt.unique === true) return null;
    const { indexParams = [] } = node.IndexStmt;
    if (indexParams.length <= widest) return null;
    return {
      message: `an index over ${indexParams.length} columns: every write pays for all of them, and columns behind the ${widest}rd seldom narrow a search`,
      remedy:
        'index the columns that queries filter by; give others to INCLUDE where an index-only scan needs them',
    };
  },
};
