import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';

export const dropNotNull: StatementRule = {
  id: 'drop-not-null',
  level: 'advice',
  rows: [24],
  statement: ({ node, existing, scene: { before } }) =>
    alterations(node, 'AT_DropNotNull').flatMap(({ relation, command: { name = '' } }) => {
      const table = existing(relation);
      const column = table && before.named('columns', [...table.parts, name]);
      if (column?.attributes['not null'] === undefined) return [];
      return [
        {
          message: `${column.name} may be null from now on: code and generated types rely on a value`,
          remedy: 'let every reader take a null first',
        },
      ];
    }),
};
