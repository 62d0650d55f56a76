import type { Node } from 'libpg-query';
import { splitStatements } from '../script/statements.ts';

/** Every name in a text of SQL, those inside function bodies and DO blocks, too. */
export function namesOf(sql: string): string[] {
  try {
    return splitStatements(sql).flatMap(({ node }) =>
      textsIn(node).flatMap((text) => [text, ...words(text)]),
    );
  } catch {
    // Recorded by a tool that takes more than SQL.
    return words(sql);
  }
}

/** Keywords are no texts in a parse tree: `row level security` names no column `level`. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

const words = (text: string): string[] => text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];

/** What the statements of a text take away or rename: where one of them fails, it is in the way of that. */
export function takenAway(sql: string): string[] {
  return splitStatements(sql).flatMap(({ node }) => namesIn(node));
}

function namesIn(node: Node): string[] {
  if ('DropStmt' in node) return (node.DropStmt.objects ?? []).flatMap((object) => lastName(object) ?? []);
  if ('RenameStmt' in node)
    return [node.RenameStmt.subname ?? node.RenameStmt.relation?.relname ?? ''].filter(Boolean);
  if ('AlterTableStmt' in node) {
    const { cmds = [], relation } = node.AlterTableStmt;
    const names = cmds.flatMap((cmd) =>
      'AlterTableCmd' in cmd && cmd.AlterTableCmd.name !== undefined ? [cmd.AlterTableCmd.name] : [],
    );
    return names.length > 0 ? names : [relation?.relname ?? ''].filter(Boolean);
  }
  return [];
}

/** The last part of a name, whatever it is wrapped in. */
function lastName(node: Node): string | undefined {
  if ('String' in node) return node.String.sval;
  if ('List' in node) return lastOf(node.List.items);
  if ('TypeName' in node) return lastOf(node.TypeName.names);
  if ('ObjectWithArgs' in node) return lastOf(node.ObjectWithArgs.objname);
  return undefined;
}

function lastOf(nodes: readonly Node[] | undefined): string | undefined {
  const last = nodes?.at(-1);
  return last === undefined ? undefined : lastName(last);
}
