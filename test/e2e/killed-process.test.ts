import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { branchesOf } from '../support/database.ts';
import { godwit, resultOf, start } from '../support/godwit.ts';
import { prepared } from '../support/prepared.ts';

interface Line {
  readonly type: string;
  readonly run: string;
  readonly kind: string;
  readonly tool?: string;
  readonly text: string;
}

/** Each says yes to the line after which the process is killed: while the next effect is on its way. */
const moments: [string, (line: Line, before: readonly Line[]) => boolean][] = [
  [
    'while the branch is made',
    ({ kind, text }) => kind === 'handoff' && text.startsWith('SchemaRequirements'),
  ],
  [
    'while a step is applied on the branch',
    ({ kind, text }) => kind === 'progress' && / applied in /.test(text),
  ],
  ['while files are written', ({ tool }) => tool === 'Write'],
  ['while production is changed', ({ kind }) => kind === 'answer'],
  [
    'between two steps on production',
    ({ kind, text }, before) =>
      kind === 'progress' && / applied in /.test(text) && before.some((line) => line.kind === 'answer'),
  ],
  [
    'while types are regenerated',
    ({ kind, text }) => kind === 'handoff' && text.startsWith('MergedMigration'),
  ],
];

test.each(moments)('killed %s, a run goes on to the same end', async (_, isMoment) => {
  await using app = await prepared({ appChecks: false });
  const seen: Line[] = [];
  const options = { cwd: app.root, env: app.env };
  const killed = start(['run', 'issues/add-difficulty.md', '--yes', '--json'], {
    ...options,
    onLine: (text, child) => {
      const line = JSON.parse(text) as Line;
      if (isMoment(line, seen)) child.kill('SIGKILL');
      seen.push(line);
    },
  });
  const { signal } = await killed.finished;
  expect(signal, JSON.stringify(seen.slice(-3))).toBe('SIGKILL');
  const run = seen[0]?.run ?? '';

  // The same after each; asked once.
  if (isMoment === moments[0]?.[1]) {
    const listed = await godwit(['runs', '--status', 'interrupted', '--json'], options);
    expect(resultOf(listed)).toMatchObject({ runs: [{ run, status: 'interrupted' }] });
    const shown = await godwit(['show', run], options);
    expect(shown.stdout).toContain(`its process was killed\n  go on      npx godwit resume ${run}`);
  }

  const resumed = await godwit(['resume', run, '--yes', '--json'], options);
  expect(resultOf(resumed)).toMatchObject({ status: 'done', types: 'src/database.types.ts' });
  const { migration } = resultOf(resumed) as { migration: { version: string; name: string } };
  expect(
    await app.db.query(
      `SELECT count(*)::int AS rows, count(DISTINCT version)::int AS versions
       FROM supabase_migrations.schema_migrations WHERE name LIKE '${migration.name}%'`,
    ),
  ).toEqual([{ rows: 2, versions: 2 }]);
  expect(await app.db.query('SELECT DISTINCT difficulty FROM tasks')).toEqual([{ difficulty: 5 }]);
  expect(await branchesOf(app.db)).toEqual([]);
  const files = await readdir(join(app.root, 'supabase/migrations'));
  expect(files.filter((file) => file.includes(migration.name))).toHaveLength(2);
});
