import type { CheckedStatement } from '../../migration.ts';
import type { MigrationRule } from '../rule.ts';

export const severalPasses: MigrationRule = {
  id: 'several-passes',
  level: 'advice',
  rows: [81],
  migration({ sights }) {
    const passes = new Map<string, CheckedStatement[]>();
    for (const { statement, node, touched } of sights) {
      if (!('AlterTableStmt' in node)) continue;
      for (const { relation, rewrite, scan } of touched) {
        if (rewrite || scan) passes.set(relation, [...(passes.get(relation) ?? []), statement]);
      }
    }
    return [...passes].flatMap(([relation, [, second, ...more]]) =>
      second === undefined
        ? []
        : [
            {
              at: second,
              message: `${more.length + 2} ALTER TABLE each go through all rows of ${relation}`,
              remedy: 'one ALTER TABLE with all of it goes through them once',
            },
          ],
    );
  },
};
