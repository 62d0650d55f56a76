import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';

export const rlsDisabled: StatementRule = {
  id: 'rls-disabled',
  level: 'warning',
  rows: [96],
  statement: ({ node, existing, scene: { after } }) =>
    alterations(node, 'AT_DisableRowSecurity').flatMap(({ relation }) => {
      const table = existing(relation);
      if (table?.attributes['row level security'] === undefined) return [];
      const now = after.named('relations', table.parts);
      if (now === undefined || now.attributes['row level security'] !== undefined) return [];
      return [
        {
          message: `row level security of ${table.name} is off: every role with a grant sees all rows`,
          remedy: 'leave it on, and change the policies',
        },
      ];
    }),
};
