import { selectionOf } from '../../../policies/sql/filter.ts';
import { subjectOf } from '../../../policies/sql/subject.ts';
import type { StatementRule } from '../rule.ts';

export const changeWithoutWhere: StatementRule = {
  id: 'change-without-where',
  level: 'warning',
  rows: [65, 70],
  statement({ node, existing }) {
    const [word, change] =
      'UpdateStmt' in node
        ? ['UPDATE', { ...node.UpdateStmt, beside: node.UpdateStmt.fromClause ?? [] }]
        : 'DeleteStmt' in node
          ? ['DELETE', { ...node.DeleteStmt, beside: node.DeleteStmt.usingClause ?? [] }]
          : [];
    const table = existing(change?.relation);
    if (change?.relation === undefined || table === undefined) return null;
    const { whereClause, relation, beside } = change;
    // A join alone selects rows.
    if (whereClause === undefined && beside.length > 0) return null;
    if (selectionOf(whereClause, subjectOf({ ...relation }, change), beside) !== 'all') return null;
    return {
      message: `${word} of every row of ${table.name} in one statement: each stays locked until its transaction ends`,
      remedy: 'a WHERE that says which rows; for all of them batches, each in a transaction of its own',
    };
  },
};
