import type { StatementRule } from '../rule.ts';
import { blocksReads } from '../scene.ts';
import { asRelation, dropped } from '../tree.ts';
import { listed } from '../words.ts';

export const dropTableLocksOthers: StatementRule = {
  id: 'drop-table-locks-others',
  level: 'advice',
  rows: [26],
  statement({ node, existing, touched }) {
    const names = dropped(node, 'OBJECT_TABLE').map((one) => existing(asRelation(one))?.name);
    if (names.length === 0) return null;
    const others = touched.filter(blocksReads).filter(({ relation }) => !names.includes(relation));
    if (others.length === 0) return null;
    const relations = listed(others.map(({ relation }) => relation));
    return {
      message: `DROP TABLE also locks ${relations} against reads and writes, which its foreign keys reach`,
      remedy: 'drop the foreign keys before, one in each migration',
    };
  },
};
