import type { StatementRule } from '../rule.ts';

const kinds: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_FOREIGN_TABLE: 'foreign table',
};

/** Cleared where something of the old name stands in its place when the migration is done. */
export const renameRelation: StatementRule = {
  id: 'rename-relation',
  level: 'warning',
  rows: [49],
  statement({ node, existing, scene: { after } }) {
    if (!('RenameStmt' in node)) return null;
    const { renameType = '', relation, newname } = node.RenameStmt;
    const was = existing(relation);
    const kind = kinds[renameType];
    if (kind === undefined || was === undefined || after.named('relations', was.parts)) return null;
    return {
      message: `${kind} ${was.name} is called "${newname}" from one moment to the next: code that runs meanwhile fails`,
      remedy: 'leave a view of the old name in its place, in the same migration, until no code uses it',
    };
  },
};
