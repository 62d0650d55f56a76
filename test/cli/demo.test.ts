import { chmodSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { godwit, resultOf } from '../support/godwit.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** It makes a server of its own and runs npm five times: a minute where processes start slowly. */
const timeout = 180_000;

test('the demo needs nothing but Node: it starts its own server and ends with a report', {
  timeout,
}, async () => {
  using folder = temporaryFolder();
  // As root the server runs as another user, who has to get in.
  chmodSync(folder.path, 0o755);
  const env = { GODWIT_DATA_DIR: join(folder.path, 'data'), TMPDIR: folder.path };
  const finished = await godwit(['demo', '--json'], { env });
  expect(finished, finished.stderr).toMatchObject({ code: 0 });
  const lines = finished.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  expect(lines.slice(0, -1).every(({ type }) => type === 'event')).toBe(true);
  const result = resultOf(finished) as { status: string; report: string; gitBranch: string };
  expect(result).toMatchObject({ status: 'done', gitBranch: 'godwit/add-column-tasks-difficulty' });
  const report = await readFile(result.report, 'utf8');
  expect(report).not.toContain('not checked');
  // The last process to leave stops the server; runs and databases stay.
  await expect(access(join(folder.path, 'data/cluster/pgdata/postmaster.pid'))).rejects.toThrow('ENOENT');
  const again = await godwit(['runs', '--json'], { env });
  expect(resultOf(again)).toMatchObject({ runs: [{ status: 'done', title: 'Add a difficulty to tasks' }] });
});

test.runIf(process.getuid?.() === 0)(
  'as root, a data folder that the server cannot enter is named',
  async () => {
    using folder = temporaryFolder();
    const finished = await godwit(['runs'], { env: { GODWIT_DATA_DIR: join(folder.path, 'data') } });
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain(`cannot use the data folder ${folder.path}`);
    expect(finished.stderr).toContain('may not enter it');
  },
);
