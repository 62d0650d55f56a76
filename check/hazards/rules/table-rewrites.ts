import type { StatementRule } from '../rule.ts';
import { hasOption } from '../tree.ts';
import { lockText, waitText } from '../words.ts';

/** VACUUM FULL and CLUSTER. */
export const tableRewrites: StatementRule = {
  id: 'table-rewrites',
  level: 'warning',
  rows: [72],
  explainsLock: true,
  statement({ node, existing, touched, watched }) {
    const full = 'VacuumStmt' in node && hasOption(node.VacuumStmt.options, 'full');
    if (!full && !('ClusterStmt' in node)) return null;
    const what = full ? 'VACUUM FULL' : 'CLUSTER';
    const remedy = 'a maintenance window, or a tool that rewrites beside the table, such as pg_repack';
    const seen = touched.filter(({ rewrite }) => rewrite);
    if (seen.length > 0)
      return seen.map((touch) => ({ message: `${what} takes ${waitText(touch)}`, remedy }));
    if (!watched) return null;
    // Over before anybody could see its lock.
    const rels = 'VacuumStmt' in node ? (node.VacuumStmt.rels ?? []) : [];
    const [first] = rels.flatMap((one) =>
      'VacuumRelation' in one ? (existing(one.VacuumRelation.relation)?.name ?? []) : [],
    );
    if (rels.length > 0 && first === undefined) return null;
    const touch = {
      relation: first ?? 'every table',
      mode: 'AccessExclusiveLock',
      rewrite: true,
      scan: true,
      rows: 0,
    };
    return { message: `${what} takes ${lockText(touch)} while all its rows are written anew`, remedy };
  },
};
