import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';

export const unloggedTable: StatementRule = {
  id: 'unlogged-table',
  level: 'warning',
  rows: [73],
  statement: ({ node, existing }) =>
    alterations(node, 'AT_SetUnLogged').flatMap(({ relation }) => {
      const table = existing(relation);
      if (table === undefined || table.attributes.unlogged !== undefined) return [];
      return [
        {
          message: `${table.name} is empty after a crash, and replicas do not have it`,
          remedy: 'leave it logged',
        },
      ];
    }),
};
