import type { StatementRule } from '../rule.ts';

export const restrictivePolicy: StatementRule = {
  id: 'restrictive-policy',
  level: 'advice',
  rows: [97],
  statement({ node, existing, scene: { after } }) {
    if (!('CreatePolicyStmt' in node)) return null;
    const { table, policy_name = '' } = node.CreatePolicyStmt;
    const on = existing(table);
    const policy = on && after.named('policies', [...on.parts, policy_name]);
    if (policy?.attributes.as !== 'RESTRICTIVE') return null;
    return {
      message: `policy ${policy.name} takes rows away from everybody it is for, whatever other policies let through`,
      remedy: 'test what each role sees before and after',
    };
  },
};
