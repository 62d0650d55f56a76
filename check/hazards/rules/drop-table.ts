import type { StatementRule } from '../rule.ts';
import { asRelation, dropped } from '../tree.ts';

export const dropTable: StatementRule = {
  id: 'drop-table',
  level: 'warning',
  rows: [61, 66],
  statement: ({ node, existing, scene: { after } }) =>
    dropped(node, 'OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE').flatMap((names) => {
      const table = existing(asRelation(names));
      if (table === undefined) return [];
      const anew =
        after.named('relations', table.parts) === undefined ? '' : ', and the one made in its place is empty';
      return [
        {
          message: `${table.kind} ${table.name} goes with all its rows${anew}; code that still names it fails`,
          remedy:
            'take it out of the code, rename it, keep it until nobody misses it, back it up, then drop it',
        },
      ];
    }),
};
