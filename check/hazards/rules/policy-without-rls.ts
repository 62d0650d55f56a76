import type { StatementRule } from '../rule.ts';

export const policyWithoutRls: StatementRule = {
  id: 'policy-without-rls',
  level: 'warning',
  rows: [96],
  statement({ node, scene: { after } }) {
    if (!('CreatePolicyStmt' in node)) return null;
    const { table, policy_name } = node.CreatePolicyStmt;
    const on = after.relation(table?.schemaname, table?.relname ?? '');
    if (on === undefined || on.attributes['row level security'] !== undefined) return null;
    return {
      message: `policy "${policy_name}" guards nothing: row level security of ${on.name} is off`,
      remedy: `ALTER TABLE ${on.name} ENABLE ROW LEVEL SECURITY`,
    };
  },
};
