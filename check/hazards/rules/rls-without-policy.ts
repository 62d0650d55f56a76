import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';

export const rlsWithoutPolicy: StatementRule = {
  id: 'rls-without-policy',
  level: 'advice',
  rows: [96],
  statement: ({ node, scene: { after } }) =>
    alterations(node, 'AT_EnableRowSecurity').flatMap(({ relation }) => {
      const on = after.relation(relation?.schemaname, relation?.relname ?? '');
      if (on?.attributes['row level security'] === undefined || after.of('policies', on).length > 0)
        return [];
      return [
        {
          message: `${on.name} has row level security and no policy: but for its owner and roles that bypass it nobody sees a row`,
          remedy: 'a policy for each role that needs rows; none, with a comment, where that is meant',
        },
      ];
    }),
};
