import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { isNarrower } from '../type-width.ts';

export const typeNarrowing: StatementRule = {
  id: 'type-narrowing',
  level: 'warning',
  rows: [47],
  statement: ({ node, existing, scene: { before, after } }) =>
    alterations(node, 'AT_AlterColumnType').flatMap(({ relation, command: { name = '' } }) => {
      const table = existing(relation);
      const was = table && before.named('columns', [...table.parts, name])?.attributes.type;
      const is = table && after.named('columns', [...table.parts, name])?.attributes.type;
      if (was === undefined || is === undefined || !isNarrower(was, is)) return [];
      return [
        {
          message: `"${name}" from ${was} to ${is}: a value that does not fit makes it fail, or is rounded or cut for good`,
          remedy: 'count the values that do not fit first, and keep the old column until nobody needs them',
        },
      ];
    }),
};
