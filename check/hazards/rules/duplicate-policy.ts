import type { StatementRule } from '../rule.ts';

export const duplicatePolicy: StatementRule = {
  id: 'duplicate-policy',
  level: 'advice',
  rows: [96],
  statement({ node, scene: { after } }) {
    if (!('CreatePolicyStmt' in node)) return null;
    const { table, policy_name = '' } = node.CreatePolicyStmt;
    const on = after.relation(table?.schemaname, table?.relname ?? '');
    const policy = on && after.named('policies', [...on.parts, policy_name]);
    if (on === undefined || policy?.attributes.as !== 'PERMISSIVE') return null;
    const { for: command, to } = policy.attributes;
    const twin = after
      .of('policies', on)
      .find(
        ({ name, attributes: one }) =>
          name !== policy.name && one.as === 'PERMISSIVE' && one.for === command && one.to === to,
      );
    if (twin === undefined) return null;
    return {
      message: `policies "${policy_name}" and "${twin.parts.at(-1)}" are both for ${command} to ${to}: a row passes by either, and both are asked for each`,
      remedy: 'one policy with both conditions, or AS RESTRICTIVE where both have to hold',
    };
  },
};
