import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { waitText } from '../words.ts';

export const typeChangeScans: StatementRule = {
  id: 'type-change-scans',
  level: 'warning',
  rows: [43],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const [changed] = alterations(node, 'AT_AlterColumnType');
    const touch = touchOf(existing(changed?.relation));
    if (touch === undefined || touch.rewrite || !touch.scan) return null;
    return {
      message: `another type for "${changed?.command.name}" takes ${waitText(touch)}: a CHECK, an index or the new type itself asks for each value`,
      remedy: 'drop the CHECK before and add it again NOT VALID, then VALIDATE it in a later migration',
    };
  },
};
