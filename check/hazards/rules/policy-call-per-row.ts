import { namesOf, walk } from '../../../policies/sql/walk.ts';
import type { StatementRule } from '../rule.ts';

const calls = new Set(['auth.uid', 'auth.jwt', 'auth.role', 'auth.email', 'current_setting']);

/** Inside a subquery the planner asks once. */
export const policyCallPerRow: StatementRule = {
  id: 'policy-call-per-row',
  level: 'advice',
  rows: [96],
  statement({ node }) {
    if (!('CreatePolicyStmt' in node)) return null;
    const { policy_name, qual, with_check } = node.CreatePolicyStmt;
    const called = new Set([...outsideSubqueries(qual), ...outsideSubqueries(with_check)]);
    return [...called].map((name) => ({
      message: `policy "${policy_name}" calls ${name}() for every row that it looks at`,
      remedy: `(select ${name}(…)), which is asked once for a query`,
    }));
  },
};

function outsideSubqueries(expression: unknown): string[] {
  const found: string[] = [];
  const wrapped = new Set<unknown>();
  walk(expression, (tag, fields) => {
    if (tag === 'SubLink') walk(fields.subselect, (_, inner) => void wrapped.add(inner));
  });
  walk(expression, (tag, fields) => {
    const name = namesOf(fields.funcname).join('.');
    if (tag === 'FuncCall' && calls.has(name) && !wrapped.has(fields)) found.push(name);
  });
  return found;
}
