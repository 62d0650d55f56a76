import type { StatementRule } from '../rule.ts';
import { asRelation, dropped } from '../tree.ts';

/** Silent where a policy of the same name is there again when the migration is done. */
export const policyDropped: StatementRule = {
  id: 'policy-dropped',
  level: 'warning',
  rows: [63, 99],
  statement: ({ node, existing, scene: { before, after } }) =>
    dropped(node, 'OBJECT_POLICY').flatMap((names) => {
      const table = existing(asRelation(names.slice(0, -1)));
      const policy = table && before.named('policies', [...table.parts, names.at(-1) ?? '']);
      if (table === undefined || policy === undefined) return [];
      const stays = after.named('relations', table.parts);
      const policies = stays === undefined ? [] : after.of('policies', stays);
      const { for: command = 'ALL' } = policy.attributes;
      const replaced = policies.some(
        (one) =>
          before.named('policies', one.parts) === undefined &&
          [command, 'ALL'].includes(one.attributes.for ?? ''),
      );
      if (stays === undefined || replaced || after.named('policies', policy.parts) !== undefined) return [];
      const restrictive = policy.attributes.as === 'RESTRICTIVE';
      return [
        {
          message: `policy ${policy.name} (${command}) goes and none takes its place: ${restrictive ? 'what it kept out is visible' : 'rows that it let through are out of reach'}`,
          remedy: 'create the policy that takes its place in the same migration, and test it as each role',
        },
      ];
    }),
};
