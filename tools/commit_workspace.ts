import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { hiddenCharacter } from '../policies/text.ts';
import { judgeTypesWriter } from '../policies/types-file.ts';
import { type MigrationFile, workspaceFiles } from '../postgres/script/index.ts';
import { defineTool } from './define.ts';
import { ProvenFileChanged } from './errors.ts';
import type { Evidence } from './evidence.ts';
import { recordedMigration } from './recorded-migration.ts';
import { commitPaths, type Workspace } from './workspace/index.ts';

const Subject = z
  .string()
  .trim()
  .min(1)
  .max(72, 'at most 72 characters')
  .refine(
    (text) => hiddenCharacter(text, { multiline: false }) === undefined,
    'one line of visible characters',
  );

/** Commits what the run wrote on the run's git branch, and nothing else. */
export const commitWorkspace = defineTool({
  name: 'commit_workspace',
  description:
    "Commits the run's migrations, rollbacks, documents and types on the run's git branch; nothing else.",
  input: z.strictObject({ subject: Subject.describe('one line, at most 72 characters') }),
  output: z.object({
    commit: z.string().nullable(),
    branch: z.string().nullable(),
    paths: z.array(z.string()),
    ignored: z.array(z.string()),
  }),
  constraints: noConstraints,
  annotations: { readOnly: false, destructive: false, idempotent: true },
  judge: (_input, _constraints, facts) => judgeTypesWriter(facts),
  run: async ({ subject }, { workspace, ledger, runId, auditHead }) => {
    const hashes = mergedMigrations(ledger);
    const proven = provenFiles(ledger, hashes, workspace);
    for (const { path, content } of proven) {
      const found = await readFile(join(workspace.root, path), 'utf8').catch(() => undefined);
      if (found !== content) throw new ProvenFileChanged(path);
    }
    const paths = writtenFiles(ledger, proven, workspace);
    const head = await auditHead();
    const trailers = [
      ['Godwit-Run', runId] as const,
      ...hashes.map((hash) => ['Godwit-Migration', hash] as const),
      ...(head === null ? [] : [['Godwit-Audit', head] as const]),
    ];
    const committed = await commitPaths(workspace, paths, subject, trailers);
    const done = { commit: committed?.commit ?? null, branch: workspace.gitBranch };
    const files = { paths: [...(committed?.paths ?? [])], ignored: [...(committed?.ignored ?? [])] };
    return {
      output: { ...done, ...files },
      observed: [
        {
          step: 'types',
          fact: 'committed',
          subject: committed?.commit ?? 'not a git repository',
          ok: true,
          summary: inWords(done, files),
          observed: { ...done, ...files, migrations: [...hashes] },
        },
      ],
    };
  },
});

function inWords(
  { commit, branch }: { readonly commit: string | null; readonly branch: string | null },
  { paths, ignored }: { readonly paths: readonly string[]; readonly ignored: readonly string[] },
): string {
  if (commit === null) return 'not committed: the workspace is not a git repository';
  const at = `${commit.slice(0, 12)} on ${branch}`;
  const left = ignored.length === 0 ? '' : `; git ignores ${ignored.join(', ')}`;
  return paths.length === 0
    ? `nothing to commit after ${at}${left}`
    : `committed ${paths.length} files as ${at}${left}`;
}

/** Hashes in the order of their merge; before a merge, of the migration that was applied last. */
function mergedMigrations(ledger: readonly Evidence[]): string[] {
  const merged = ledger.filter(({ fact }) => fact === 'merged').map(({ subject }) => subject);
  if (merged.length > 0) return [...new Set(merged)];
  const applied = ledger.findLast(({ fact }) => fact === 'applied');
  return applied === undefined ? [] : [applied.subject];
}

/** By the ledger: an earlier draft of the migration that lies about is not among them. */
const provenFiles = (
  ledger: readonly Evidence[],
  hashes: readonly string[],
  workspace: Workspace,
): MigrationFile[] =>
  hashes.flatMap((hash) => {
    const migration = recordedMigration(ledger, hash);
    return migration === undefined ? [] : [...workspaceFiles(migration, workspace)];
  });

function writtenFiles(
  ledger: readonly Evidence[],
  proven: readonly MigrationFile[],
  workspace: Workspace,
): string[] {
  const written = ledger.filter(({ fact, ok }) => fact === 'written' && ok).map(({ subject }) => subject);
  return [...new Set([...proven.map(({ path }) => path), ...written, workspace.types])];
}
