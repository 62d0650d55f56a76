import type { Node } from 'libpg-query';
import type { MigrationRule } from '../rule.ts';

/** What is not one transaction may stop half-way; where it does, it starts again from its first statement. */
export const notRerunnable: MigrationRule = {
  id: 'not-rerunnable',
  level: 'advice',
  rows: [89],
  migration({ sights, migration }) {
    if (migration.up.transaction !== 'none' || sights.length < 2) return [];
    const [once] = sights.slice(0, -1).filter(({ node }) => isOnce(node));
    return once === undefined
      ? []
      : [
          {
            at: once.statement,
            message:
              'a later statement that fails leaves this one done, and the migration then fails here when it runs again',
            remedy:
              'one statement in one migration, or IF EXISTS and IF NOT EXISTS where they tell the truth',
          },
        ];
  },
};

function isOnce(node: Node): boolean {
  if ('IndexStmt' in node) return node.IndexStmt.if_not_exists !== true;
  if ('CreateStmt' in node) return node.CreateStmt.if_not_exists !== true;
  if ('DropStmt' in node) return node.DropStmt.missing_ok !== true;
  if ('AlterEnumStmt' in node) return node.AlterEnumStmt.skipIfNewValExists !== true;
  return 'AlterTableStmt' in node || 'RenameStmt' in node;
}
