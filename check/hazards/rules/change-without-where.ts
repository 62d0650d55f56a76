import type { RangeVar } from 'libpg-query';
import { selectionOf } from '../../../policies/sql/filter.ts';
import type { StatementRule } from '../rule.ts';

export const changeWithoutWhere: StatementRule = {
  id: 'change-without-where',
  level: 'warning',
  rows: [65, 70],
  statement({ node, existing }) {
    const change = changeOf(node);
    const table = existing(change?.relation);
    if (change === undefined || change.joined || table === undefined) return null;
    if (selectionOf(change.where, { ...change.relation }) !== 'all') return null;
    return {
      message: `${change.word} of every row of ${table.name} in one statement: each stays locked until its transaction ends`,
      remedy: 'a WHERE that says which rows; for all of them batches, each in a transaction of its own',
    };
  },
};

function changeOf(node: Parameters<StatementRule['statement']>[0]['node']):
  | {
      readonly word: string;
      readonly relation: RangeVar | undefined;
      readonly where: unknown;
      readonly joined: boolean;
    }
  | undefined {
  if ('UpdateStmt' in node) {
    const { relation, whereClause, fromClause = [] } = node.UpdateStmt;
    return { word: 'UPDATE', relation, where: whereClause, joined: fromClause.length > 0 };
  }
  if (!('DeleteStmt' in node)) return undefined;
  const { relation, whereClause, usingClause = [] } = node.DeleteStmt;
  return { word: 'DELETE', relation, where: whereClause, joined: usingClause.length > 0 };
}
