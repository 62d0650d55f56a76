import type { Node } from 'libpg-query';
import { archiveSchema } from '../../postgres/operations/archive.ts';
import { alterations } from '../hazards/tree.ts';
import type { CheckedScript, CheckedStatement } from '../migration.ts';
import { whyOpaque } from './opaque.ts';

/** Kinds of objects with which data goes; an index or a view holds none of its own. */
const holders = new Set([
  'OBJECT_TABLE',
  'OBJECT_SCHEMA',
  'OBJECT_SEQUENCE',
  'OBJECT_TYPE',
  'OBJECT_DOMAIN',
  'OBJECT_EXTENSION',
]);

/** What it takes away shows in the catalog. */
export const changesCatalog = (node: Node): boolean =>
  'DropStmt' in node
    ? holders.has(node.DropStmt.removeType ?? '')
    : alterations(node, 'AT_DropColumn', 'AT_AlterColumnType').length > 0;

/** It may take away rows or values, or nobody can say. */
const mayDestroy = (statement: CheckedStatement): boolean => {
  const { node } = statement;
  const onRows = 'UpdateStmt' in node || 'DeleteStmt' in node || 'TruncateStmt' in node;
  return onRows || changesCatalog(node) || whyOpaque(statement) !== null;
};

/** It speaks of the archive: what it drops it keeps already. */
export const keepsItself = ({ sql }: CheckedScript): boolean => sql.includes(archiveSchema);

/** By its words alone: the proof of a script that cannot destroy anything costs nothing more. */
export const scriptMayDestroy = (script: CheckedScript): boolean =>
  !keepsItself(script) && script.statements.some(mayDestroy);

/** With its line, the first reason for which nothing can be kept; null where none shows in the text. */
export function whyNotKept({ statements }: CheckedScript): string | null {
  for (const statement of statements) {
    const why = whyOpaque(statement);
    if (why !== null) return `line ${statement.line}: ${why}`;
  }
  return null;
}
