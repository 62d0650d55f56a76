import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeOwnBranch } from '../policies/project.ts';
import type { IndexReport } from '../postgres/provider.ts';
import { defineTool } from './define.ts';
import { findBranch } from './verification/branch.ts';
import { expectedIndexes } from './verification/expected-indexes.ts';
import { CheckOutput, counted, firstOf } from './verification/findings.ts';

/** Looks at the indexes that the migration leaves on the branch. */
export const verifyIndexes = defineTool({
  name: 'verify_indexes',
  description:
    'Checks the indexes of a branch: none invalid, every new foreign key covered, columns to look up by indexed, no new index twice.',
  input: z.strictObject({ branch_id: z.string() }),
  output: CheckOutput,
  constraints: noConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  judge: ({ branch_id }, _, facts) => judgeOwnBranch(branch_id, facts),
  run: async ({ branch_id }, { provider, ledger }) => {
    const branch = await findBranch(provider, branch_id);
    const expected = expectedIndexes(ledger);
    const report = await provider.verifyIndexes(branch.id, expected);
    const findings = firstOf(findingsOf(report));
    const ok = findings.length === 0;
    const covered = expected.length === 0 ? '' : `; indexed: ${expected.join(', ')}`;
    const summary = ok
      ? `${counted(report.indexes, 'index', 'indexes')}: all valid, every new foreign key covered${covered}`
      : findings.join('; ');
    return {
      output: { ok, findings, summary },
      observed: [
        {
          step: 'verify',
          fact: 'indexes',
          subject: branch.id,
          ok,
          summary,
          observed: { ...JSON.parse(JSON.stringify(report)), expected },
        },
      ],
    };
  },
});

function findingsOf({ invalid, uncoveredForeignKeys, missing, duplicates }: IndexReport): string[] {
  return [
    ...invalid.map((index) => `index ${index} is invalid`),
    ...uncoveredForeignKeys.map(
      ({ table, constraint, columns }) =>
        `foreign key "${constraint}" of ${table} has no index on (${columns.join(', ')}): deletes of referenced rows read the whole table`,
    ),
    ...missing.map((columns) => `no index begins with ${columns}`),
    ...duplicates.map(({ index, of }) => `the new index ${index} does what ${of} does already`),
  ];
}
