import { expect, test } from 'vitest';
import { godwit, resultOf, start } from '../support/godwit.ts';
import { prepared } from '../support/prepared.ts';

interface Line {
  readonly run: string;
  readonly kind: string;
  readonly text: string;
}

// What it leaves wherever it is killed: test/crash.
test('a run whose process was killed is told as interrupted, with the way on', async () => {
  await using app = await prepared({ appChecks: false });
  let run = '';
  const options = { cwd: app.root, env: app.env };
  const killed = start(['run', 'issues/add-difficulty.md', '--yes', '--json'], {
    ...options,
    onLine: (text, child) => {
      const line = JSON.parse(text) as Line;
      run = line.run;
      if (line.kind === 'handoff' && line.text.startsWith('SchemaRequirements')) child.kill('SIGKILL');
    },
  });
  expect((await killed.finished).signal).toBe('SIGKILL');

  const listed = await godwit(['runs', '--status', 'interrupted', '--json'], options);
  expect(resultOf(listed)).toMatchObject({ runs: [{ run, status: 'interrupted' }] });
  const shown = await godwit(['show', run], options);
  expect(shown.stdout).toContain(`its process was killed\n  go on      npx godwit resume ${run}`);
  const resumed = await godwit(['resume', run, '--yes', '--json'], options);
  expect(resultOf(resumed)).toMatchObject({ status: 'done', types: 'src/database.types.ts' });
});
