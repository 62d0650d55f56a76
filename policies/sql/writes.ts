import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import { type Selection, selectionOf } from './filter.ts';
import type { SqlNode } from './parser.ts';
import type { SqlScope } from './scope.ts';
import { asTag, isNode, listOf, textOf } from './walk.ts';

/** What a DELETE, UPDATE or MERGE leaves out, and whether that is enough. */
export function judgeSelection(kind: string, node: SqlNode, scope: SqlScope): Verdict | undefined {
  if (kind === 'InsertStmt') return undefined;
  const relation = isNode(node.relation) ? node.relation : {};
  const selection =
    kind === 'MergeStmt' ? mergeSelection(node, relation) : selectionOf(node.whereClause, relation);
  const verb = kind.replace('Stmt', '').toUpperCase();
  const table = quote(textOf(relation.relname) ?? '');
  if (scope.target === 'migration') {
    // A backfill may touch every row; the branch shows what it does, and the rollback whether it comes back.
    return kind === 'DeleteStmt' && selection === 'all'
      ? confirm(
          'sql/every-row',
          `DELETE would remove every row of ${table}`,
          'Add a WHERE that selects rows.',
        )
      : undefined;
  }
  if (selection === 'all') {
    return deny(
      'sql/every-row',
      `${verb} would hit every row of ${table}: it has no WHERE, or one that is the same for every row`,
      'Add a WHERE that selects rows.',
    );
  }
  return selection === 'weak'
    ? confirm('sql/nearly-every-row', `the WHERE of ${verb} probably holds for every row of ${table}`)
    : undefined;
}

const breadth: Record<Selection, number> = { none: 0, some: 1, weak: 2, all: 3 };

function mergeSelection(node: SqlNode, relation: SqlNode): Selection {
  let widest: Selection = 'none';
  const join = selectionOf(node.joinCondition, relation);
  for (const item of listOf(node.mergeWhenClauses)) {
    const when = asTag(item, 'MergeWhenClause');
    if (when === undefined || !['CMD_DELETE', 'CMD_UPDATE'].includes(String(when.commandType))) continue;
    // Rows without a partner are whatever the source does not name.
    const base: Selection = when.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE' ? 'all' : join;
    const extra = when.condition === undefined ? 'all' : selectionOf(when.condition, relation);
    const narrower = breadth[extra] < breadth[base] ? extra : base;
    if (breadth[narrower] > breadth[widest]) widest = narrower;
  }
  return widest;
}
