import type { StatementRule } from '../rule.ts';

export const renameColumn: StatementRule = {
  id: 'rename-column',
  level: 'warning',
  rows: [48],
  statement({ node, existing, scene: { before } }) {
    if (!('RenameStmt' in node) || node.RenameStmt.renameType !== 'OBJECT_COLUMN') return null;
    const { relation, subname = '', newname } = node.RenameStmt;
    const table = existing(relation);
    if (table === undefined || before.named('columns', [...table.parts, subname]) === undefined) return null;
    return {
      message: `${table.name}.${subname} is called "${newname}" from one moment to the next: code that runs meanwhile fails`,
      remedy: 'add the new column, keep both alike by a trigger, move the code over, then drop the old one',
    };
  },
};
