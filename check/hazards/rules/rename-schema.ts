import type { StatementRule } from '../rule.ts';

export const renameSchema: StatementRule = {
  id: 'rename-schema',
  level: 'warning',
  rows: [50],
  statement({ node, scene: { before } }) {
    if (!('RenameStmt' in node) || node.RenameStmt.renameType !== 'OBJECT_SCHEMA') return null;
    const { subname = '', newname } = node.RenameStmt;
    if (before.named('schemas', [subname]) === undefined) return null;
    return {
      message: `schema "${subname}" is called "${newname}" from one moment to the next: every name with it fails meanwhile`,
      remedy:
        'let the code find its tables by search_path, with both names in it, before the schema is renamed',
    };
  },
};
