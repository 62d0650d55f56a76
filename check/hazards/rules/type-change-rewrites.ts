import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { listed, waitText } from '../words.ts';

/** Silent for a varchar that gets longer and the like: nothing is written. */
export const typeChangeRewrites: StatementRule = {
  id: 'type-change-rewrites',
  level: 'warning',
  rows: [41, 42],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const changed = alterations(node, 'AT_AlterColumnType');
    const touch = touchOf(existing(changed[0]?.relation));
    if (touch?.rewrite !== true) return null;
    const columns = listed(changed.map(({ command }) => `"${command.name}"`));
    return {
      message: `another type for ${columns} takes ${waitText(touch)}; its indexes too`,
      remedy: 'a new column, a trigger that keeps both alike, old rows in batches, then swap',
    };
  },
};
