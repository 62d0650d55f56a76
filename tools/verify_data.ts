import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeOwnBranch } from '../policies/project.ts';
import type { DataReport } from '../postgres/provider.ts';
import { defineTool } from './define.ts';
import type { AppliedObservation } from './recorded-migration.ts';
import { findBranch } from './verification/branch.ts';
import { CheckOutput, counted, firstOf } from './verification/findings.ts';
import { appliedOn, intendedChanges } from './verification/intended-changes.ts';

/** Compares the branch's rows with those before the migration. */
export const verifyData = defineTool({
  name: 'verify_data',
  description:
    'Compares every table of a branch with its rows before the migration: no row lost, nothing changed in tables that the migration does not write to.',
  input: z.strictObject({ branch_id: z.string() }),
  output: CheckOutput,
  constraints: noConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  judge: ({ branch_id }, _, facts) => judgeOwnBranch(branch_id, facts),
  run: async ({ branch_id }, { provider, ledger }) => {
    const branch = await findBranch(provider, branch_id);
    const applied = appliedOn(ledger, branch);
    const [before, after] = await Promise.all([
      provider.readCatalog(provider.productionRef),
      provider.readCatalog(branch.project_ref),
    ]);
    const report = await provider.verifyData(branch.id, intendedChanges(applied, before, after));
    const { lost, archived } = lostRows(report, applied);
    const changed = report.changedUntouched.map(
      (table) => `the rows of ${table} are not as before, though the migration does not write to it`,
    );
    const findings = firstOf([...lost, ...changed]);
    const ok = findings.length === 0;
    const compared = `${counted(report.rows, 'row')} in ${counted(report.tables, 'table')}`;
    const summary = ok
      ? [`${compared}: none lost, none changed by accident`, ...archived].join('; ')
      : findings.join('; ');
    return {
      output: { ok, findings, summary },
      observed: [
        {
          step: 'verify',
          fact: 'data',
          subject: branch.id,
          ok,
          summary,
          observed: {
            ...report,
            lostRows: report.lostRows.map((row) => ({ ...row })),
            changedUntouched: [...report.changedUntouched],
            archived,
          },
        },
      ],
    };
  },
});

/** Rows that are gone from a table are not lost where an archive of the migration holds as many. */
function lostRows({ lostRows: rows }: DataReport, applied: AppliedObservation | undefined) {
  const lost: string[] = [];
  const archived: string[] = [];
  const archives = [...(applied?.archives ?? [])];
  for (const { table, before, after } of rows) {
    const gone = before - (after ?? 0);
    const at = archives.findIndex((archive) => archive.rows >= gone);
    const [archive] = at === -1 ? [] : archives.splice(at, 1);
    if (archive !== undefined)
      archived.push(`${counted(gone, 'row')} of ${table} are kept in ${archive.table}`);
    else if (after === null) lost.push(`${table} is gone with its ${counted(before, 'row')}`);
    else lost.push(`${table} lost ${counted(gone, 'row')}: ${before} before, ${after} after`);
  }
  return { lost, archived };
}
