import type { StatementRule } from '../rule.ts';
import { asRelation } from '../tree.ts';

/** Measured when the migration was done. */
export const invalidIndex: StatementRule = {
  id: 'invalid-index',
  level: 'error',
  rows: [5],
  statement({ node, existing, scene: { after } }) {
    if (!('IndexStmt' in node) || node.IndexStmt.idxname === undefined) return null;
    const { idxname, relation } = node.IndexStmt;
    // Of a partitioned table it becomes valid with the last partition's.
    const table = existing(relation) ?? after.relation(relation?.schemaname, relation?.relname ?? '');
    if (table === undefined || table.kind === 'partitioned table') return null;
    const { schemaname, relname } = asRelation([table.parts[0] ?? 'public', idxname]);
    const index = after.find('indexes', schemaname, relname);
    if (index?.attributes.valid !== 'no') return null;
    return {
      message: `index ${index.name} is invalid after the migration: no query uses it, and every write keeps it up`,
      remedy: `DROP INDEX CONCURRENTLY ${index.name}, then create it again`,
    };
  },
};
