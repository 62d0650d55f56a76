import type { Node } from 'libpg-query';
import { walk } from '../../policies/sql/walk.ts';
import { excerpt } from '../../postgres/script/index.ts';
import type { CheckedStatement } from '../migration.ts';

/** Words of statements that take data away; in a trigger's or a foreign key's `ON UPDATE` they do not. */
const destroys =
  /(?<!\bon\s+|\bfor\s+|\bafter\s+|\bbefore\s+|\bor\s+)\b(?:update|delete)\b|\btruncate\b|\bmerge\s+into\b|\bdrop\s+(?:table|column|schema|type|domain|sequence|extension|owned)\b|\balter\s+column\b[^;]*\btype\b/i;

/** Why nobody can say what a statement takes away; null where that is known. */
export function whyOpaque({ node, sql }: Pick<CheckedStatement, 'node' | 'sql'>): string | null {
  const quoted = `"${excerpt(sql)}"`;
  if ('DoStmt' in node) {
    return destroys.test(sql) ? 'what the DO block takes away is not known' : null;
  }
  if ('CallStmt' in node) return `what ${quoted} does to rows is not known`;
  if ('MergeStmt' in node) return `${quoted} updates and deletes by cases`;
  if ('InsertStmt' in node && node.InsertStmt.onConflictClause?.action === 'ONCONFLICT_UPDATE') {
    return `${quoted} overwrites the rows that it meets`;
  }
  if ('DropOwnedStmt' in node || 'DropdbStmt' in node) return `${quoted} takes away more than one can follow`;
  if ('AlterTableStmt' in node && node.AlterTableStmt.objtype === 'OBJECT_TYPE' && destroysParts(node)) {
    return `${quoted} takes a part away from every value of the type`;
  }
  return hidesChanges(node) ? `${quoted} changes rows inside of a WITH` : null;
}

/** DELETE and UPDATE in a WITH of another statement. */
function hidesChanges(node: Node): boolean {
  let found = false;
  walk(node, (name, fields) => {
    const query = name === 'CommonTableExpr' ? fields.ctequery : undefined;
    if (typeof query === 'object' && query !== null && ('DeleteStmt' in query || 'UpdateStmt' in query))
      found = true;
  });
  return found;
}

const destroysParts = (node: Node): boolean =>
  'AlterTableStmt' in node &&
  (node.AlterTableStmt.cmds ?? []).some(
    (item) =>
      'AlterTableCmd' in item &&
      ['AT_DropColumn', 'AT_AlterColumnType'].includes(item.AlterTableCmd.subtype ?? ''),
  );
