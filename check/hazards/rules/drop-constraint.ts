import type { StatementRule } from '../rule.ts';
import { blocksReads } from '../scene.ts';
import { alterations } from '../tree.ts';
import { listed } from '../words.ts';

export const dropConstraint: StatementRule = {
  id: 'drop-constraint',
  level: 'advice',
  rows: [25],
  statement: ({ node, existing, touched, scene: { before, after } }) =>
    alterations(node, 'AT_DropConstraint').flatMap(({ relation, command: { name = '' } }) => {
      const table = existing(relation);
      const constraint = table && before.named('constraints', [...table.parts, name]);
      // Dropped and added again: what it promises is kept.
      if (constraint === undefined || after.named('constraints', constraint.parts) !== undefined) return [];
      const locked = touched.filter(blocksReads).map((touch) => touch.relation);
      const both = locked.length > 1 ? `; it locks ${listed(locked)} against reads and writes` : '';
      return [
        {
          message: `${constraint.attributes.definition ?? constraint.name} is no longer kept${both}`,
          remedy: 'let no code rely on it; a lock_timeout before it keeps the wait for its locks short',
        },
      ];
    }),
};
