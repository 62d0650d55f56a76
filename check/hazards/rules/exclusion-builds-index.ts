import type { StatementRule } from '../rule.ts';
import { blocksReads } from '../scene.ts';
import { addedConstraints } from '../tree.ts';
import { waitText } from '../words.ts';

export const exclusionBuildsIndex: StatementRule = {
  id: 'exclusion-builds-index',
  level: 'warning',
  rows: [21],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const [added] = addedConstraints(node, 'CONSTR_EXCLUSION');
    const touch = touchOf(existing(added?.relation));
    if (touch === undefined || !blocksReads(touch)) return null;
    return {
      message: `EXCLUDE builds an index under ${waitText(touch)}`,
      remedy: 'there is no form that lets others work: use a maintenance window, or a new table and a swap',
    };
  },
};
