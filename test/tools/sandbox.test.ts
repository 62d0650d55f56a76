import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BashConstraints } from '../../policies/bash.ts';
import { Bash } from '../../tools/Bash.ts';
import { findBubblewrap, sandboxArguments } from '../../tools/bash/sandbox.ts';
import { type TestFolder, testFolder } from '../support/folder.ts';
import { toolContext } from './support/tool-context.ts';

const bubblewrap = await findBubblewrap(process.env.PATH ?? '');

const run = async (folder: TestFolder, command: string) =>
  (
    await Bash.run(
      { command },
      toolContext(folder),
      BashConstraints.parse({ working_directory: '/supabase/migrations' }),
    )
  ).output;

const files = {
  'package.json': JSON.stringify({
    scripts: {
      build: 'echo built > out.txt',
      hook: 'echo x > .git/config',
      rule: 'echo x > policies/a.yaml',
    },
  }),
  'policies/a.yaml': '# ours',
  '.git/config': '',
  'outside.txt': 'old',
  'supabase/migrations/a.sql': 'one\n',
};

test('a program that is not there is no sandbox', async () => {
  expect(await findBubblewrap('/no/such/folder')).toBeUndefined();
});

test('only the working directory can be written; for npm the package, without its repository and policies', () => {
  const place = { root: '/srv/app', cwd: '/srv/app/supabase', directory: 'supabase' };
  const binds = (name: string) => {
    const args = sandboxArguments(`/usr/bin/${name}`, ['x'], name, place);
    return { writable: args[args.indexOf('--bind') + 1], network: !args.includes('--unshare-net'), args };
  };
  expect(binds('cat')).toMatchObject({ writable: '/srv/app/supabase', network: false });
  expect(binds('npm')).toMatchObject({ writable: '/srv/app', network: false });
  expect(binds('npx')).toMatchObject({ writable: '/srv/app', network: true });
  expect(binds('npm').args.join(' ')).toContain('--ro-bind-try /srv/app/.git /srv/app/.git');
  expect(binds('cat').args.slice(-3)).toEqual(['--', '/usr/bin/cat', 'x']);
});

describe.skipIf(bubblewrap === undefined)('inside bubblewrap (skipped where it is not installed)', () => {
  test('a program works where it should', async () => {
    using folder = testFolder(files);
    expect(await run(folder, 'cat a.sql | wc -l')).toMatchObject({ exitCode: 0, stdout: '1\n' });
    await run(folder, 'cp a.sql b.sql');
    expect(readFileSync(join(folder.path, 'supabase/migrations/b.sql'), 'utf8')).toBe('one\n');
    await run(folder, 'npm run --silent build');
    expect(readFileSync(join(folder.path, 'out.txt'), 'utf8')).toBe('built\n');
  });

  test('and writes nowhere else', async () => {
    using folder = testFolder(files);
    using other = testFolder();
    for (const command of [
      'cp a.sql ../../outside.txt',
      `touch ${join(other.path, 'x').replaceAll(' ', '\\ ')}`,
      'npm run --silent hook',
      'npm run --silent rule',
    ]) {
      const { exitCode } = await run(folder, command).catch(() => ({ exitCode: 1 }));
      expect(exitCode).not.toBe(0);
    }
    expect(readFileSync(join(folder.path, 'outside.txt'), 'utf8')).toBe('old');
    expect(readFileSync(join(folder.path, 'policies/a.yaml'), 'utf8')).toBe('# ours');
    expect(existsSync(join(other.path, 'x'))).toBe(false);
  });

  test('it sees no other process and reaches no server', async () => {
    using folder = testFolder(files);
    const { stdout } = await run(folder, 'ls /proc');
    expect(stdout.split('\n').filter((name) => /^\d+$/.test(name)).length).toBeLessThan(5);
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      const program = `require('net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(7))`;
      expect((await run(folder, `node -e "${program}"`)).exitCode).toBe(7);
    } finally {
      server.close();
    }
  });
});
