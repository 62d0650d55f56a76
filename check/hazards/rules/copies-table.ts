import type { StatementRule } from '../rule.ts';
import { listed } from '../words.ts';

export const copiesTable: StatementRule = {
  id: 'copies-table',
  level: 'advice',
  rows: [79],
  statement({ node, touched }) {
    if (!('CreateTableAsStmt' in node)) return null;
    const { into, objtype } = node.CreateTableAsStmt;
    if (objtype !== 'OBJECT_TABLE' || into?.skipData === true) return null;
    const read = touched.filter(({ scan }) => scan).map(({ relation }) => relation);
    if (read.length === 0) return null;
    return {
      message: `copies what a query over ${listed(read)} gives in one statement; it may fill the disk, and holds back VACUUM until it is done`,
      remedy: 'create it empty (WITH NO DATA) and fill it in batches',
    };
  },
};
