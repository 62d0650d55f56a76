import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { BashConstraints } from '../../policies/bash.ts';
import { Bash } from '../../tools/Bash.ts';
import { minimalEnvironment } from '../../tools/bash/environment.ts';
import { type TestFolder, testFolder, testRepository } from '../support/folder.ts';
import { toolContext } from './support/tool-context.ts';

const files = {
  'package.json': JSON.stringify({
    name: 'app',
    scripts: {
      env: 'env',
      args: 'node args.js',
      linger: 'node linger.js',
      daemon: 'node linger.js >/dev/null 2>&1 & while [ ! -s beats ]; do sleep 0.05; done; echo started',
      loud: `node -e "for (let i = 0; i < 20000; i++) console.log('line ' + i)"`,
    },
  }),
  'args.js': 'console.log(JSON.stringify(process.argv.slice(2)));',
  // A grandchild that would outlive its parent.
  'linger.js': 'setInterval(() => require("fs").appendFileSync("beats", "."), 50);',
  'supabase/migrations/b.sql': 'two\n',
  'supabase/migrations/a.sql': 'one\n',
  'supabase/migrations/.hidden': 'hidden\n',
};

const run = async (folder: TestFolder, command: string, constraints: object = {}, signal?: AbortSignal) =>
  (
    await Bash.run(
      { command },
      toolContext(folder, signal),
      BashConstraints.parse({ working_directory: '/supabase/migrations', ...constraints }),
    )
  ).output;

describe('what runs', () => {
  test('a program in the working directory', async () => {
    using folder = testFolder(files);
    expect(await run(folder, 'ls')).toEqual({
      exitCode: 0,
      stdout: 'a.sql\nb.sql\n',
      stderr: '',
      notice: null,
    });
    expect((await run(folder, 'pwd')).stdout).toBe(`${folder.path}/supabase/migrations\n`);
  });

  test('patterns become file names, quoted ones do not', async () => {
    using folder = testFolder(files);
    expect((await run(folder, 'cat *.sql')).stdout).toBe('one\ntwo\n');
    expect((await run(folder, 'ls ?.sql')).stdout).toBe('a.sql\nb.sql\n');
    expect((await run(folder, "cat '*.sql'")).stderr).toContain('*.sql');
    expect((await run(folder, 'ls *.txt')).stderr).toContain('*.txt');
    expect((await run(folder, 'ls *')).stdout).toBe('a.sql\nb.sql\n');
  });

  test('lists go on as a shell would', async () => {
    using folder = testFolder(files);
    expect((await run(folder, 'false && echo a; echo b')).stdout).toBe('b\n');
    expect((await run(folder, 'false || echo a && echo b')).stdout).toBe('a\nb\n');
    expect(await run(folder, 'true || echo a')).toMatchObject({ stdout: '', exitCode: 0 });
    expect((await run(folder, 'echo a; false')).exitCode).toBe(1);
  });

  test('pipelines are connected, also when the reader stops first', async () => {
    using folder = testFolder(files);
    expect((await run(folder, 'cat a.sql b.sql | tr a-z A-Z | sort -r')).stdout).toBe('TWO\nONE\n');
    expect((await run(folder, 'yes | head -n 2', {})).stdout).toBe('y\ny\n');
    expect((await run(folder, 'ls nothing |& wc -l')).stdout.trim()).toBe('1');
    expect((await run(folder, 'ls nothing 2>&1 | cat')).stdout).toContain('nothing');
    expect(await run(folder, 'ls nothing 2>/dev/null')).toMatchObject({ stdout: '', stderr: '' });
    expect((await run(folder, 'ls nothing 2>/dev/null | cat | wc -c')).stdout.trim()).toBe('0');
  });

  test('redirects into files of the working directory', async () => {
    using folder = testFolder(files);
    await run(folder, 'cat a.sql > c.sql 2>&1; cat b.sql >> c.sql');
    expect(readFileSync(join(folder.path, 'supabase/migrations/c.sql'), 'utf8')).toBe('one\ntwo\n');
    expect((await run(folder, 'cat < c.sql')).stdout).toBe('one\ntwo\n');
    expect((await run(folder, 'cat a.sql >/dev/null | cat')).stdout).toBe('');
  });

  test('arguments arrive as they were read', async () => {
    using folder = testFolder(files);
    const { stdout } = await run(folder, `npm run --silent args -- 'a b' "c;d" e\\ f $'g' "" '$HOME'`);
    expect(JSON.parse(stdout)).toEqual(['a b', 'c;d', 'e f', 'g', '', '$HOME']);
  });

  test('a program that does not exist', async () => {
    using folder = testFolder(files);
    await expect(run(folder, 'no-such-program')).rejects.toThrow(
      'there is no program "no-such-program" on the path',
    );
  });
});

describe('what it gets', () => {
  test('no secret, no option for node, no folder of the workspace on the path', () => {
    using folder = testFolder(files);
    const environment = minimalEnvironment(folder.path, {
      PATH: `${folder.path}/node_modules/.bin:.:/usr/bin:`,
      HOME: '/home/someone',
      DATABASE_URL: 'postgres://secret',
      ANTHROPIC_API_KEY: 'secret',
      NODE_OPTIONS: '--require=./x.js',
      GIT_EXTERNAL_DIFF: './x',
      npm_config_script_shell: './x',
    });
    expect(environment).toMatchObject({ PATH: '/usr/bin', HOME: '/home/someone', LANG: 'C.UTF-8' });
    expect(JSON.stringify(environment)).not.toMatch(/secret|require|\.\/x/);
  });

  test('a script sees nothing of ours', async () => {
    using folder = testFolder(files);
    process.env.GODWIT_TEST_SECRET = 'do not hand on';
    const { stdout } = await run(folder, 'npm run --silent env');
    delete process.env.GODWIT_TEST_SECRET;
    expect(stdout).not.toContain('do not hand on');
  });

  test('a long output loses its middle', async () => {
    using folder = testFolder(files);
    const { stdout, notice } = await run(folder, 'npm run --silent loud');
    expect(stdout).toMatch(/^line 0\n/);
    expect(stdout).toMatch(/line 19999\n$/);
    expect(stdout.length).toBeLessThan(31_000);
    expect(notice).toMatch(/^\d+ characters of the output were left out$/);
  });
});

/** The process that lingers is gone: its heart has stopped. Its id says nothing where it ran in a namespace of its own. */
async function expectEnded(folder: TestFolder): Promise<void> {
  const beats = () => readFileSync(join(folder.path, 'beats'), 'utf8').length;
  const isAlive = async () => {
    const before = beats();
    // Ten beats: a busy machine delays some.
    await pause(500);
    return beats() !== before;
  };
  await expect.poll(isAlive).toBe(false);
}

describe('how it ends', () => {
  test('the time runs out for grandchildren too', async () => {
    using folder = testFolder(files);
    expect(await run(folder, 'npm run --silent linger', { max_execution_time: 2 })).toMatchObject({
      exitCode: null,
      notice: 'ended after 2 s, with everything it had started',
    });
    await expectEnded(folder);
  });

  test('what a program leaves behind ends with it', async () => {
    using folder = testFolder(files);
    expect((await run(folder, 'npm run --silent daemon')).stdout).toBe('started\n');
    await expectEnded(folder);
  });

  test('an aborted run ends it', async () => {
    using folder = testFolder(files);
    const controller = new AbortController();
    const running = run(folder, 'sleep 30; echo after', {}, controller.signal);
    setTimeout(() => controller.abort(new Error('cancelled')), 200);
    await expect(running).rejects.toThrow('cancelled');
  });
});

describe('where it stays', () => {
  test('a symlink is followed before it is read', async () => {
    using folder = testFolder({ ...files, '.env': 'PASSWORD=secret', 'supabase/x.toml': '' });
    const link = (to: string, name: string) =>
      symlinkSync(to, join(folder.path, 'supabase/migrations', name));
    link('/etc/passwd', 'passwd.sql');
    link('/etc', 'etc');
    link('../../.env', 'env.sql');
    link('../x.toml', 'x.sql');
    for (const command of [
      'cat passwd.sql',
      'cat etc/passwd',
      'ls etc',
      'cat x.sql',
      'cat *.sql',
      'cat < passwd.sql',
    ]) {
      await expect(run(folder, command), command).rejects.toThrow(/leads out of the work/);
    }
    await expect(run(folder, 'cat env.sql')).rejects.toThrow('leads out of the working directory');
    await expect(run(folder, 'cat supabase/migrations/env.sql', { working_directory: '/' })).rejects.toThrow(
      '"supabase/migrations/env.sql" may not be read: .env holds secrets',
    );
    await expect(run(folder, 'cat a.sql > passwd.sql')).rejects.toThrow('leads out of the workspace');
  });

  test('git does not run what the repository names', async () => {
    using folder = testRepository(files);
    const program = join(folder.path, 'run.sh');
    writeFileSync(program, '#!/bin/sh\ntouch pwned\ncat "$2"\n');
    chmodSync(program, 0o755);
    writeFileSync(join(folder.path, '.gitattributes'), '*.sql diff=evil\n');
    writeFileSync(join(folder.path, 'supabase/migrations/a.sql'), 'changed\n');
    for (const setting of [
      'core.fsmonitor',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'core.pager',
    ]) {
      folder.git('config', setting, program);
    }
    expect((await run(folder, 'git status --short')).stdout).toContain('M a.sql');
    expect((await run(folder, 'git diff')).stdout).toContain('+changed');
    expect(existsSync(join(folder.path, 'pwned'))).toBe(false);
    expect(existsSync(join(folder.path, 'supabase/migrations/pwned'))).toBe(false);

    folder.git('config', 'filter.evil.clean', program);
    await expect(run(folder, 'git status')).rejects.toThrow('the repository sets "filter.evil.clean"');
  });
});
