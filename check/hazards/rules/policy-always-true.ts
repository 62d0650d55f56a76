import { constantOf } from '../../../policies/sql/constant.ts';
import type { StatementRule } from '../rule.ts';

const open = /^(?:PUBLIC|public|anon|authenticated)$/;

/** Reading may be open to all on purpose; writing hardly ever. */
export const policyAlwaysTrue: StatementRule = {
  id: 'policy-always-true',
  level: 'warning',
  rows: [96],
  statement({ node, scene: { after } }) {
    if (!('CreatePolicyStmt' in node)) return null;
    const { table, policy_name = '', qual, with_check } = node.CreatePolicyStmt;
    const on = after.relation(table?.schemaname, table?.relname ?? '');
    const policy = on && after.named('policies', [...on.parts, policy_name]);
    if (policy === undefined || policy.attributes.as !== 'PERMISSIVE') return null;
    const { for: command, to = 'PUBLIC' } = policy.attributes;
    const everybody = to.split(', ').filter((role) => open.test(role));
    const isTrue = [qual, with_check].some((one) => constantOf(one) === true);
    if (command === 'SELECT' || everybody.length === 0 || !isTrue) return null;
    return {
      message: `policy "${policy_name}" lets ${everybody.join(', ')} ${command === 'ALL' ? 'read and write' : command} every row of ${on?.name}`,
      remedy: 'a condition that says whose row it is',
    };
  },
};
