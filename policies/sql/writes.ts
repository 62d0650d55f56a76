import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import { type Selection, selectionOf } from './filter.ts';
import type { SqlNode } from './parser.ts';
import type { SqlScope } from './scope.ts';
import { type Subject, subjectOf } from './subject.ts';
import { asTag, isNode, listOf, textOf } from './walk.ts';

/** What a DELETE, UPDATE or MERGE leaves out, and whether that is enough; `statement` holds the WITH. */
export function judgeSelection(
  kind: string,
  node: SqlNode,
  scope: SqlScope,
  statement: SqlNode,
): Verdict | undefined {
  const relation = isNode(node.relation) ? node.relation : {};
  const subject = subjectOf(relation, statement);
  const selection = selectionIn(kind, node, subject);
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

function selectionIn(kind: string, node: SqlNode, subject: Subject): Selection {
  switch (kind) {
    case 'InsertStmt':
      return upsertSelection(node, subject);
    case 'MergeStmt':
      return mergeSelection(node, subject);
    default:
      return selectionOf(node.whereClause, subject, listOf(node.usingClause ?? node.fromClause));
  }
}

/** `INSERT INTO tasks SELECT * FROM tasks ON CONFLICT DO UPDATE` is an UPDATE of every row. */
function upsertSelection({ onConflictClause, selectStmt }: SqlNode, subject: Subject): Selection {
  if (!isNode(onConflictClause) || onConflictClause.action !== 'ONCONFLICT_UPDATE') return 'some';
  const select = asTag(selectStmt, 'SelectStmt');
  const [from, ...others] = listOf(select?.fromClause);
  if (others.length > 0 || asTag(from, 'RangeVar')?.relname !== subject.relation.relname) return 'some';
  return selectionOf(select?.whereClause, subject);
}

const breadth: Record<Selection, number> = { none: 0, some: 1, weak: 2, all: 3 };

function mergeSelection(node: SqlNode, subject: Subject): Selection {
  let widest: Selection = 'none';
  const join = selectionOf(node.joinCondition, subject, [node.sourceRelation]);
  for (const item of listOf(node.mergeWhenClauses)) {
    const when = asTag(item, 'MergeWhenClause');
    if (when === undefined || !['CMD_DELETE', 'CMD_UPDATE'].includes(String(when.commandType))) continue;
    // Rows without a partner are whatever the source does not name.
    const base: Selection = when.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE' ? 'all' : join;
    const extra =
      when.condition === undefined ? 'all' : selectionOf(when.condition, subject, [node.sourceRelation]);
    const narrower = breadth[extra] < breadth[base] ? extra : base;
    if (breadth[narrower] > breadth[widest]) widest = narrower;
  }
  return widest;
}
