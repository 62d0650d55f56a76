import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../../tools/workspace/index.ts';
import { testFolder } from '../../support/folder.ts';

const migration = { 'supabase/migrations/20260101000000_start.sql': 'select 1;' };
const packageJson = (scripts: Record<string, string>) => ({ 'package.json': JSON.stringify({ scripts }) });

describe('openWorkspace', () => {
  it('knows the default paths', async () => {
    using folder = testFolder(migration);
    expect(await openWorkspace(folder.path)).toEqual({
      root: folder.path,
      migrations: 'supabase/migrations',
      rollbacks: 'supabase/rollbacks',
      docs: 'docs/migrations',
      types: 'src/database.types.ts',
      schemas: ['public'],
      scripts: { typecheck: null, test: null },
      seed: null,
      maxBranchGb: null,
      keepArchivesDays: 30,
      models: {},
      budget: {},
      approvals: {},
      gitBranch: null,
    });
  });

  it('follows a link to the folder', async () => {
    using folder = testFolder({ 'app/supabase/migrations/.keep': '' });
    symlinkSync(join(folder.path, 'app'), join(folder.path, 'link'));
    expect((await openWorkspace(join(folder.path, 'link'))).root).toBe(join(folder.path, 'app'));
  });

  it('finds types and seed where a team keeps them', async () => {
    using folder = testFolder({ ...migration, 'types/supabase.ts': '', 'supabase/seed.sql': '' });
    expect(await openWorkspace(folder.path)).toMatchObject({
      types: 'types/supabase.ts',
      seed: 'supabase/seed.sql',
    });
  });

  it.each([
    [
      { typecheck: 'tsc', test: 'vitest run' },
      { typecheck: 'typecheck', test: 'test' },
    ],
    [{ 'type-check': 'tsc' }, { typecheck: 'type-check', test: null }],
    [
      { tsc: 'tsc --noEmit', test: 'echo "Error: no test specified" && exit 1' },
      { typecheck: 'tsc', test: null },
    ],
    [{ toString: 'x' }, { typecheck: null, test: null }],
  ])('finds the scripts of %j', async (scripts, expected) => {
    using folder = testFolder({ ...migration, ...packageJson(scripts) });
    expect((await openWorkspace(folder.path)).scripts).toEqual(expected);
  });

  it('reads every key of godwit.yaml', async () => {
    using folder = testFolder({
      'db/migrations/.keep': '',
      ...packageJson({ 'check:types': 'tsc', unit: 'vitest run', test: 'playwright' }),
      'godwit.yaml': [
        '# where things are',
        'migrations: ./db/migrations',
        'rollbacks: db/down',
        'docs: db/docs',
        'types: "src/db types.ts"',
        'schemas: [public, billing]',
        'scripts:',
        '  typecheck: check:types',
        '  test: null',
        'seed: db/seed.sql',
        'branch:',
        '  max_size_gb: 2.5',
        'archive:',
        '  keep_days: 7',
        'models:',
        '  sonnet: eu.anthropic.claude-sonnet-5-5',
        'budget:',
        '  run: { usd: 12.5, minutes: null }',
        '  agents:',
        '    issue-planner: { turns: 20 }',
        '  prices:',
        '    sonnet: { input: 3, cache_write: 3.75, cache_read: 0.3, output: 15 }',
        'approvals:',
        '  unattended: [low]',
        '  expire_hours: 8',
        '  high: { approvers: [ana, ben], count: 2 }',
        '  targets:',
        '    shop on db.example:5432: { moderate: { four_eyes: true } }',
      ].join('\n'),
    });
    expect(await openWorkspace(folder.path)).toMatchObject({
      migrations: 'db/migrations',
      rollbacks: 'db/down',
      docs: 'db/docs',
      types: 'src/db types.ts',
      schemas: ['public', 'billing'],
      scripts: { typecheck: 'check:types', test: null },
      seed: 'db/seed.sql',
      maxBranchGb: 2.5,
      keepArchivesDays: 7,
      models: { sonnet: 'eu.anthropic.claude-sonnet-5-5' },
      budget: {
        run: { usd: 12.5, minutes: null },
        agents: { 'issue-planner': { turns: 20 } },
        prices: { sonnet: { input: 3, cache_write: 3.75, cache_read: 0.3, output: 15 } },
      },
      approvals: {
        unattended: ['low'],
        expire_hours: 8,
        high: { approvers: ['ana', 'ben'], count: 2 },
        targets: { 'shop on db.example:5432': { moderate: { four_eyes: true } } },
      },
    });
  });

  it.each(['', '# nothing\n', '---\n'])('takes an empty godwit.yaml %j', async (text) => {
    using folder = testFolder({ ...migration, 'godwit.yaml': text });
    expect((await openWorkspace(folder.path)).docs).toBe('docs/migrations');
  });
});

describe('openWorkspace refuses', () => {
  it('what is not there, a file, and a folder without migrations', async () => {
    using folder = testFolder({ file: '' });
    await expect(openWorkspace(join(folder.path, 'none'))).rejects.toMatchObject({ code: 'no-workspace' });
    await expect(openWorkspace(join(folder.path, 'file'))).rejects.toMatchObject({
      code: 'workspace-is-a-file',
    });
    await expect(openWorkspace(folder.path)).rejects.toMatchObject({
      code: 'no-migrations-folder',
      hint: expect.stringContaining('mkdir -p supabase/migrations'),
    });
  });

  it.each([
    ['schemas: [public]\nmigratons: x', 2, 'unknown-config-key', 'did you mean "migrations"?'],
    ['\nscripts:\n  typechek: tsc', 3, 'unknown-config-key', 'did you mean "typecheck"?'],
    ['branch: { max_size_gb: 0 }', 1, 'invalid-config-value', 'docs/formats.md'],
    ['archive: { keep_days: 0 }', 1, 'invalid-config-value', 'docs/formats.md'],
    ['archive:\n  keepDays: 3', 2, 'unknown-config-key', 'did you mean "keep_days"?'],
    ['models:\n  sonet: x', 2, 'unknown-config-key', 'did you mean "sonnet"?'],
    ['models:\n  opus: "two words"', 2, 'invalid-config-value', 'docs/formats.md'],
    ['budget:\n  run: { usd: 0 }', 2, 'invalid-config-value', 'docs/formats.md'],
    ['budget:\n  agents:\n    x: { dollars: 3 }', 3, 'unknown-config-key', 'usd'],
    ['budget:\n  prices:\n    x: { input: 3 }', 3, 'invalid-config-value', 'docs/formats.md'],
    ['approvals:\n  hihg: {}', 2, 'unknown-config-key', 'did you mean "high"?'],
    ['approvals:\n  high:\n    aprovers: [ana]', 3, 'unknown-config-key', 'did you mean "approvers"?'],
    ['approvals:\n  unattended: [some]', 2, 'invalid-config-value', 'docs/formats.md'],
    ['approvals:\n  high:\n    approvers: [ana]\n    count: 2', 4, 'invalid-config-value', 'docs/formats.md'],
    ['approvals:\n  targets:\n    shop: {}', 3, 'invalid-config-value', 'docs/formats.md'],
    ['docs: [a]', 1, 'invalid-config-value', ''],
    ['types: package.json', 1, 'invalid-config-value', ''],
    ['docs: x\nrollbacks: ../elsewhere', 2, 'invalid-config-value', 'relative to the workspace'],
    ['docs: /etc', 1, 'invalid-config-value', 'relative to the workspace'],
    ['docs: .', 1, 'invalid-config-value', 'relative to the workspace'],
    ['docs: "a: b', 1, 'config-not-yaml', ''],
    ['docs: a\ndocs: b', 2, 'config-not-yaml', ''],
    ['- docs', 1, 'config-not-yaml', ''],
    ['scripts:\n  test: tets', 2, 'invalid-config-value', 'did you mean "test"?'],
  ])('godwit.yaml %j', async (text, line, code, hint) => {
    using folder = testFolder({ ...migration, ...packageJson({ test: 'x' }), 'godwit.yaml': text });
    const error = await openWorkspace(folder.path).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, line, hint: expect.stringContaining(hint) });
    expect(String(error)).toContain(`godwit.yaml:${line}:`);
  });

  it('a package.json that is none', async () => {
    using folder = testFolder({ ...migration, 'package.json': '{ "scripts": ' });
    await expect(openWorkspace(folder.path)).rejects.toMatchObject({ code: 'invalid-package-json' });
  });

  it('a folder of its own that is a link to another place', async () => {
    using outside = testFolder();
    using folder = testFolder(migration);
    mkdirSync(join(folder.path, 'docs'));
    symlinkSync(outside.path, join(folder.path, 'docs/migrations'));
    await expect(openWorkspace(folder.path)).rejects.toMatchObject({ code: 'outside-workspace' });
  });
});
