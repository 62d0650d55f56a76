import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';

export const dropColumn: StatementRule = {
  id: 'drop-column',
  level: 'warning',
  rows: [51, 52],
  statement: ({ node, existing, scene: { before } }) =>
    alterations(node, 'AT_DropColumn').flatMap(({ relation, command: { name = '' } }) => {
      const table = existing(relation);
      const column = table && before.named('columns', [...table.parts, name]);
      if (column === undefined) return [];
      return [
        {
          message: `${column.name} goes with all its values, and code that still names it fails`,
          remedy: 'take it out of the code first; keep a copy of its values until nobody needs them',
        },
      ];
    }),
};
