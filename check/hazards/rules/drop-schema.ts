import type { StatementRule } from '../rule.ts';
import { dropped } from '../tree.ts';

export const dropSchema: StatementRule = {
  id: 'drop-schema',
  level: 'warning',
  rows: [62],
  statement: ({ node, scene: { before } }) =>
    dropped(node, 'OBJECT_SCHEMA').flatMap(([name = '']) => {
      if (before.named('schemas', [name]) === undefined) return [];
      const tables = before
        .all('relations')
        .filter(({ kind, parts }) => parts[0] === name && kind.endsWith('table'));
      if (tables.length === 0) return [];
      return [
        {
          message: `schema "${name}" goes with ${tables.length === 1 ? 'a table' : `${tables.length} tables`} and all rows`,
          remedy: 'back it up, and drop its tables by name',
        },
      ];
    }),
};
