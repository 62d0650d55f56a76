import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeOwnBranch } from '../policies/project.ts';
import type { RlsReport } from '../postgres/provider.ts';
import { defineTool } from './define.ts';
import { findBranch } from './verification/branch.ts';
import { CheckOutput, counted, firstOf } from './verification/findings.ts';

/** Compares policies, and the rows that every role sees, with production. */
export const verifyRls = defineTool({
  name: 'verify_rls',
  description:
    'Compares row level security of a branch with production: policies still there, and every role sees as many rows as before. Reads only.',
  input: z.strictObject({ branch_id: z.string() }),
  output: CheckOutput.extend({ notCompared: z.array(z.string()) }),
  constraints: noConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  judge: ({ branch_id }, _, facts) => judgeOwnBranch(branch_id, facts),
  run: async ({ branch_id }, { provider }) => {
    const branch = await findBranch(provider, branch_id);
    const report = await provider.verifyRls(branch.id);
    const findings = firstOf(findingsOf(report));
    const notCompared = report.notCompared.map(
      ({ table, why }) => `rows of ${table} were not compared: ${why}`,
    );
    const ok = findings.length === 0;
    const summary = [ok ? asBefore(report) : findings.join('; '), ...firstOf(notCompared)].join('; ');
    return {
      output: { ok, findings, summary, notCompared: firstOf(notCompared) },
      observed: [
        {
          step: 'verify',
          fact: 'rls',
          subject: branch.id,
          ok,
          summary,
          observed: JSON.parse(JSON.stringify(report)),
        },
      ],
    };
  },
});

const asBefore = ({ tables, policies, identities }: RlsReport): string =>
  tables === 0
    ? 'no table has row level security'
    : `${counted(policies, 'policy', 'policies')} on ${counted(tables, 'table')}: ${
        identities.length === 0
          ? 'as before; there is no role anon or authenticated to look with'
          : `${identities.join('; ')} see what they saw before`
      }`;

function findingsOf(report: RlsReport): string[] {
  return [
    ...report.lostPolicies.map(({ table, policy }) => `policy "${policy}" of ${table} is gone`),
    ...report.changedPolicies.map(
      ({ table, policy, what, before, after }) =>
        `policy "${policy}" of ${table} changed its ${what}: ${before ?? 'none'} before, ${after ?? 'none'} after`,
    ),
    ...report.visibility.map(
      ({ table, identity, before, after }) =>
        `${identity} sees other rows of ${table}: ${before} before, ${after} after`,
    ),
    ...report.switchedOff.map((table) => `row level security of ${table} is switched off`),
    ...report.newTablesWithoutRls.map(
      (table) =>
        `the new table ${table} has no row level security, and roles of the API have privileges on it`,
    ),
  ];
}
