import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  beginGitWork,
  commitPaths,
  endGitWork,
  openWorkspace,
  type Workspace,
} from '../../../tools/workspace/index.ts';
import { testFolder, testRepository } from '../../support/folder.ts';

const files = {
  'supabase/migrations/1_start.sql': 'select 1;\n',
  'src/database.types.ts': 'export {};\n',
  'notes.md': 'one\n',
};
const run = '0190-run';

afterEach(() => vi.unstubAllEnvs());

async function begin(root: string, slug = 'Add difficulty', runId = run): Promise<Workspace> {
  const workspace = await openWorkspace(root);
  return { ...workspace, gitBranch: (await beginGitWork(workspace, slug, runId))?.branch ?? null };
}

describe('beginGitWork', () => {
  it('makes a branch of HEAD and keeps uncommitted work', async () => {
    using folder = testRepository(files);
    folder.write({ 'notes.md': 'two\n', 'new file.txt': '' });
    folder.write({ 'staged.txt': 'staged' });
    folder.git('add', 'staged.txt');
    const before = folder.git('status', '--porcelain');
    expect(await beginGitWork(await openWorkspace(folder.path), 'Add difficulty!', run)).toEqual({
      branch: 'godwit/add-difficulty',
      from: 'main',
      base: folder.git('rev-parse', 'main'),
    });
    expect(folder.git('branch', '--show-current')).toBe('godwit/add-difficulty');
    expect(folder.git('status', '--porcelain')).toBe(before);
  });

  it('numbers the branch of another run, and finds its own again', async () => {
    using folder = testRepository(files);
    await begin(folder.path);
    folder.git('switch', '--quiet', 'main');
    expect((await begin(folder.path, 'add difficulty', 'other')).gitBranch).toBe('godwit/add-difficulty-2');
    folder.git('switch', '--quiet', 'main');
    // Its own files are uncommitted by now: no reason to refuse.
    folder.write({ 'supabase/migrations/2_more.sql': '' });
    expect((await begin(folder.path)).gitBranch).toBe('godwit/add-difficulty');
    expect(folder.git('branch', '--show-current')).toBe('godwit/add-difficulty');
    const work = await beginGitWork(await openWorkspace(folder.path), 'x', run);
    expect(work?.from).toBe('main');
  });

  it('makes the branch that a crashed call had only marked', async () => {
    using folder = testRepository(files);
    folder.git('config', '--local', 'branch.godwit/half.godwit-run', run);
    expect((await begin(folder.path)).gitBranch).toBe('godwit/half');
  });

  it.each([
    ['', 'godwit/change'],
    ['Zählung – ünïcode', 'godwit/zahlung-unicode'],
    ['../../evil.lock', 'godwit/evil-lock'],
    ['--force', 'godwit/force'],
    ['x'.repeat(200), `godwit/${'x'.repeat(60)}`],
  ])('makes a name of %j', async (slug, branch) => {
    using folder = testRepository(files);
    expect((await begin(folder.path, slug)).gitBranch).toBe(branch);
  });

  it('works in a folder of a repository', async () => {
    using folder = testRepository({
      'apps/wéb app/supabase/migrations/1_start.sql': '',
      'supabase/migrations/1_other.sql': '',
    });
    const root = join(folder.path, 'apps/wéb app');
    // Another app's migrations are not this workspace's.
    folder.write({ 'supabase/migrations/2_other.sql': '' });
    expect((await begin(root)).gitBranch).toBe('godwit/add-difficulty');
    folder.git('switch', '--quiet', 'main');
    folder.write({ 'apps/wéb app/supabase/migrations/2_x.sql': '' });
    await expect(begin(root, 'x', 'other')).rejects.toMatchObject({ files: ['supabase/migrations/2_x.sql'] });
  });

  it('works in a linked work tree', async () => {
    using folder = testRepository(files);
    using parent = testFolder();
    const tree = join(parent.path, 'tree');
    folder.git('worktree', 'add', '--quiet', '-b', 'side', tree);
    const workspace = await begin(tree);
    expect(workspace.gitBranch).toBe('godwit/add-difficulty');
    expect(folder.git('branch', '--show-current')).toBe('main');
    folder.git('worktree', 'remove', '--force', tree);
  });

  it('is nothing outside of a repository and in a folder that the repository ignores', async () => {
    using plain = testFolder(files);
    expect((await begin(plain.path)).gitBranch).toBeNull();
    using folder = testRepository({ ...files, '.gitignore': 'scratch/\n' });
    folder.write({ 'scratch/app/supabase/migrations/1.sql': '' });
    expect((await begin(join(folder.path, 'scratch/app'))).gitBranch).toBeNull();
    expect(folder.git('branch', '--show-current')).toBe('main');
  });

  it('runs no hook and no program of the repository, and no GIT_ variable', async () => {
    using folder = testRepository(files);
    const ran = join(folder.path, 'ran');
    const script = `#!/bin/sh\ntouch '${ran}'\n`;
    for (const hook of ['post-checkout', 'pre-commit', 'reference-transaction', 'post-index-change']) {
      folder.write({ [`.git/hooks/${hook}`]: script });
      chmodSync(join(folder.path, '.git/hooks', hook), 0o755);
    }
    folder.git('switch', '--quiet', '--create', 'as-a-person-does');
    expect(existsSync(ran)).toBe(true);
    rmSync(ran);
    folder.git('config', 'core.fsmonitor', `touch '${ran}'`);
    folder.git('config', 'diff.external', `touch '${ran}'`);
    vi.stubEnv('GIT_DIR', '/nowhere');
    vi.stubEnv('GIT_EXTERNAL_DIFF', `touch '${ran}'`);
    const workspace = await begin(folder.path);
    folder.write({ 'src/database.types.ts': 'export type A = 1;\n' });
    expect(await commitPaths(workspace, ['src/database.types.ts'], 'Types', [])).toMatchObject({
      paths: ['src/database.types.ts'],
    });
    expect(existsSync(ran)).toBe(false);
  });
});

describe('beginGitWork refuses', () => {
  it('uncommitted changes in what it will write, by name', async () => {
    using folder = testRepository(files);
    folder.write({
      'supabase/migrations/1_start.sql': 'x',
      'supabase/rollbacks/ä "b".sql': '',
      'src/database.types.ts': 'x',
    });
    const refusal = await begin(folder.path).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'dirty-workspace' });
    expect((refusal as { files: string[] }).files.sort()).toEqual([
      'src/database.types.ts',
      'supabase/migrations/1_start.sql',
      'supabase/rollbacks/ä "b".sql',
    ]);
    expect(folder.git('branch', '--show-current')).toBe('main');
  });

  it('a repository without a commit', async () => {
    using folder = testFolder(files);
    folder.git('init', '--quiet');
    await expect(begin(folder.path)).rejects.toMatchObject({ code: 'no-commit-yet' });
  });

  it('a detached HEAD', async () => {
    using folder = testRepository(files);
    folder.git('switch', '--quiet', '--detach');
    await expect(begin(folder.path)).rejects.toMatchObject({ code: 'detached-head' });
  });

  it('a bare repository', async () => {
    using folder = testFolder(files);
    folder.git('init', '--quiet', '--bare');
    await expect(begin(folder.path)).rejects.toMatchObject({ code: 'bare-repository' });
  });

  it.each(['merge', 'rebase', 'cherry-pick'])('a %s in progress', async (operation) => {
    using folder = testRepository(files);
    folder.git('switch', '--quiet', '--create', 'side');
    folder.write({ 'notes.md': 'side\n' });
    folder.git('commit', '--quiet', '--all', '--message=Side');
    folder.git('switch', '--quiet', 'main');
    folder.write({ 'notes.md': 'main\n' });
    folder.git('commit', '--quiet', '--all', '--message=Main');
    expect(() => folder.git(operation, 'side')).toThrow();
    await expect(begin(folder.path)).rejects.toMatchObject({ code: 'git-operation-in-progress', operation });
  });
});

describe('commitPaths', () => {
  it('commits exactly the paths and leaves index and other changes alone', async () => {
    using folder = testRepository(files);
    const workspace = await begin(folder.path);
    folder.write({ 'notes.md': 'two\n', 'staged.txt': 'staged', 'untracked.txt': '' });
    folder.git('add', 'staged.txt');
    folder.write({
      'src/database.types.ts': 'export type Ä = 1;\n',
      'supabase/migrations/2_b.sql': 'select 2;\n',
      'docs/migrations/2 ü "q" *.md': '# 2\n',
    });
    const paths = ['docs/migrations/2 ü "q" *.md', 'src/database.types.ts', 'supabase/migrations/2_b.sql'];
    const committed = await commitPaths(workspace, [...paths, 'docs/none.md'], 'Add #difficulty', [
      ['Godwit-Run', run],
      ['Godwit-Migration', 'abc'],
    ]);
    expect(committed).toEqual({ commit: folder.git('rev-parse', 'HEAD'), paths, ignored: [] });
    expect(folder.git('log', '-1', '--format=%B')).toBe(
      `Add #difficulty\n\nGodwit-Run: ${run}\nGodwit-Migration: abc`,
    );
    expect(folder.git('log', '-1', '--format=%(trailers:key=Godwit-Run,valueonly)').trim()).toBe(run);
    expect(
      folder
        .git('-c', 'core.quotePath=false', 'show', '--name-only', '--format=', '-z')
        .split('\0')
        .filter(Boolean),
    ).toEqual(paths);
    expect(folder.git('status', '--porcelain').split('\n')).toEqual([
      ' M notes.md',
      'A  staged.txt',
      '?? untracked.txt',
    ]);
  });

  it('has nothing to do the second time', async () => {
    using folder = testRepository(files);
    const workspace = await begin(folder.path);
    folder.write({ 'src/database.types.ts': 'export type A = 1;\n' });
    const first = await commitPaths(workspace, ['src/database.types.ts'], 'Types', []);
    expect(await commitPaths(workspace, ['src/database.types.ts'], 'Types', [])).toEqual({
      ...first,
      paths: [],
    });
    expect(folder.git('rev-list', '--count', 'HEAD')).toBe('2');
  });

  it('leaves out what the repository ignores, and says so', async () => {
    using folder = testRepository({ ...files, '.gitignore': 'docs/\n' });
    const workspace = await begin(folder.path);
    folder.write({ 'docs/migrations/2.md': '', 'supabase/migrations/2.sql': '' });
    const paths = ['docs/migrations/2.md', 'supabase/migrations/2.sql'];
    expect(await commitPaths(workspace, paths, 'Two', [])).toMatchObject({
      paths: ['supabase/migrations/2.sql'],
      ignored: ['docs/migrations/2.md'],
    });
  });

  it('commits from a folder of a repository', async () => {
    using folder = testRepository({
      'apps/web/supabase/migrations/1.sql': '',
      'supabase/migrations/1.sql': '',
    });
    const workspace = await begin(join(folder.path, 'apps/web'));
    folder.write({ 'apps/web/supabase/migrations/2.sql': '2', 'supabase/migrations/2.sql': '' });
    expect((await commitPaths(workspace, ['supabase/migrations/2.sql'], 'Two', []))?.paths).toEqual([
      'supabase/migrations/2.sql',
    ]);
    expect(folder.git('show', '--name-only', '--format=')).toBe('apps/web/supabase/migrations/2.sql');
  });

  it("signs with the user's name, else with its own", async () => {
    using folder = testRepository(files);
    using home = testFolder({
      '.gitconfig': '[user]\n\tname = Ann\n[commit]\n\tgpgSign = true\n[user]\n\tsigningKey = none\n',
    });
    vi.stubEnv('HOME', home.path);
    vi.stubEnv('GIT_AUTHOR_NAME', 'Nobody');
    const workspace = await begin(folder.path);
    folder.write({ 'notes.md': 'two\n' });
    await commitPaths(workspace, ['notes.md'], 'Notes', []);
    expect(folder.git('log', '-1', '--format=%an <%ae> %cn <%ce>')).toBe(
      'Ann <godwit@localhost> Ann <godwit@localhost>',
    );
    folder.git('config', 'user.email', 'ann@example.com');
    folder.write({ 'notes.md': 'three\n' });
    await commitPaths(workspace, ['notes.md'], 'Notes', []);
    expect(folder.git('log', '-1', '--format=%an <%ae>')).toBe('Ann <ann@example.com>');
  });

  it('takes a failed commit back', async () => {
    using folder = testRepository(files);
    const workspace = await begin(folder.path);
    folder.write({ 'supabase/migrations/2.sql': '', '.git/refs/heads/godwit/add-difficulty.lock': '' });
    await expect(commitPaths(workspace, ['supabase/migrations/2.sql'], 'Two', [])).rejects.toMatchObject({
      code: 'git-failed',
    });
    expect(folder.git('status', '--porcelain')).toBe('?? supabase/migrations/2.sql');
  });

  it('refuses when somebody switched away, or the branch is not in a repository', async () => {
    using folder = testRepository(files);
    const workspace = await begin(folder.path);
    folder.git('switch', '--quiet', 'main');
    await expect(commitPaths(workspace, ['notes.md'], 'Notes', [])).rejects.toMatchObject({
      code: 'not-on-run-branch',
      hint: 'git switch godwit/add-difficulty',
    });
    expect(await commitPaths({ ...workspace, gitBranch: null }, ['notes.md'], 'Notes', [])).toBeNull();
  });
});

describe('endGitWork', () => {
  it('goes back and deletes a branch without commits, with its marks', async () => {
    using folder = testRepository(files);
    const config = folder.git('config', '--local', '--list');
    const workspace = await begin(folder.path);
    folder.write({ 'notes.md': 'two\n', 'supabase/migrations/2.sql': '' });
    expect(await endGitWork(workspace)).toEqual({ kept: false });
    expect(folder.git('branch', '--format=%(refname:short)')).toBe('main');
    expect(folder.git('status', '--porcelain')).toBe(' M notes.md\n?? supabase/migrations/2.sql');
    expect(folder.git('config', '--local', '--list')).toBe(config);
    expect(await endGitWork(workspace)).toEqual({ kept: false });
  });

  it('keeps a branch with commits', async () => {
    using folder = testRepository(files);
    const workspace = await begin(folder.path);
    folder.write({ 'notes.md': 'two\n' });
    await commitPaths(workspace, ['notes.md'], 'Notes', []);
    expect(await endGitWork(workspace)).toEqual({ kept: true });
    expect(folder.git('branch', '--show-current')).toBe('godwit/add-difficulty');
  });

  it("keeps an empty branch when the user's own is gone or has moved under uncommitted work", async () => {
    using folder = testRepository(files);
    const workspace = await begin(folder.path);
    folder.git('branch', '--quiet', '-D', 'main');
    expect(await endGitWork(workspace)).toEqual({ kept: true });
  });
});
