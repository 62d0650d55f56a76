import type { StatementRule } from '../rule.ts';
import { addedConstraints } from '../tree.ts';

/** With the rows of a database in use it would have failed here. */
export const uniqueNeedsUniqueRows: StatementRule = {
  id: 'unique-needs-unique-rows',
  level: 'advice',
  rows: [8],
  statement({ node, existing, scene }) {
    if (scene.realRows) return null;
    const unique =
      'IndexStmt' in node && node.IndexStmt.unique === true ? node.IndexStmt.relation : undefined;
    const [constraint] = addedConstraints(node, 'CONSTR_UNIQUE', 'CONSTR_PRIMARY', 'CONSTR_EXCLUSION');
    if (constraint?.constraint.indexname !== undefined) return null;
    const table = existing(unique ?? constraint?.relation);
    if (table === undefined) return null;
    return {
      message: `fails where rows of ${table.name} are alike in these columns, which an empty table cannot show`,
      remedy: 'count such rows first, or prove the migration on a branch with --database',
    };
  },
};
