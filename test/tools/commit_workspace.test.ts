import { describe, expect, it } from 'vitest';
import { commitWorkspace } from '../../tools/commit_workspace.ts';
import { applyMigration } from '../../tools/mcp__supabase__apply_migration.ts';
import { beginGitWork } from '../../tools/workspace/index.ts';
import { testRepository } from '../support/folder.ts';
import { migrationsFolder, type TestRun, testRun } from './support/run.ts';

const written = (path: string) =>
  ({ step: 'document', fact: 'written', subject: path, ok: true, summary: path, observed: {} }) as const;

async function begin(run: TestRun): Promise<void> {
  const work = await beginGitWork(run.workspace, 'difficulty', 'run-1');
  run.workspace = { ...run.workspace, gitBranch: work?.branch ?? null };
}

describe('commit_workspace', () => {
  it("commits the run's files and nothing else", async () => {
    using folder = testRepository({ ...migrationsFolder, 'notes.md': 'one\n' });
    await using run = await testRun({ folder, sql: 'CREATE TABLE tasks (id int)' });
    await begin(run);
    run.auditHead = `12:${'ab'.repeat(32)}`;
    folder.write({ 'notes.md': 'two\n' });
    const branch = await run.branchWith(
      'ALTER TABLE tasks ADD d int',
      'ALTER TABLE tasks DROP COLUMN d',
      'add_d',
    );
    const hash = run.last('applied')?.subject ?? '';
    const { files } = await run.call(applyMigration, {
      project_id: branch.project_ref,
      name: 'add_d',
      query: 'ALTER TABLE tasks ADD d int',
      rollback_sql: 'ALTER TABLE tasks DROP COLUMN d',
    });
    folder.write(Object.fromEntries(files.map(({ path, content }) => [path, content])));
    // A draft that was given up, and a document that was written by the run.
    folder.write({
      'supabase/migrations/20260101000099_draft.sql': 'x',
      'docs/migrations/ü d.md': '# d\n',
      'src/database.types.ts': 'x\n',
    });
    run.note(written('docs/migrations/ü d.md'));
    run.note({ step: 'merge', fact: 'merged', subject: hash, ok: true, summary: '', observed: {} });

    const output = await run.call(commitWorkspace, { subject: 'Add d to tasks' });
    const paths = [
      'docs/migrations/ü d.md',
      'src/database.types.ts',
      'supabase/migrations/20260101000000_add_d.sql',
      'supabase/rollbacks/20260101000000_add_d.sql',
    ];
    expect(output).toEqual({
      commit: folder.git('rev-parse', 'HEAD'),
      branch: 'godwit/difficulty',
      paths,
      ignored: [],
    });
    expect(folder.git('log', '-1', '--format=%B')).toBe(
      `Add d to tasks\n\nGodwit-Run: run-1\nGodwit-Migration: ${hash}\nGodwit-Audit: ${run.auditHead}`,
    );
    expect(folder.git('status', '--porcelain')).toBe(
      ' M notes.md\n?? supabase/migrations/20260101000099_draft.sql',
    );
    expect(run.last('committed')).toMatchObject({ step: 'types', subject: output.commit, ok: true });

    const again = await run.call(commitWorkspace, { subject: 'Add d to tasks' });
    expect(again).toEqual({ ...output, paths: [] });
    expect(run.last('committed')?.summary).toContain('nothing to commit');

    folder.write({ 'supabase/rollbacks/20260101000000_add_d.sql': 'DROP TABLE tasks;\n' });
    await expect(run.call(commitWorkspace, { subject: 'Add d to tasks' })).rejects.toThrow(
      'supabase/rollbacks/20260101000000_add_d.sql is not what was proven',
    );
  });

  it('says so where there is no repository', async () => {
    await using run = await testRun();
    await begin(run);
    expect(await run.call(commitWorkspace, { subject: 'Add d' })).toMatchObject({
      commit: null,
      branch: null,
    });
    expect(run.last('committed')).toMatchObject({ subject: 'not a git repository', ok: true });
  });

  it.each(['', ' ', 'two\nlines', 'x'.repeat(73), 'hidden \u202e text', 'nul \0'])(
    'refuses the subject %j',
    (subject) => {
      expect(commitWorkspace.input.safeParse({ subject }).success).toBe(false);
    },
  );
});
