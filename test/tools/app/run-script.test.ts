import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runScript } from '../../../tools/app/run-script.ts';
import { testFolder } from '../../support/folder.ts';

const app = (script: string, code: string) =>
  testFolder({
    'package.json': JSON.stringify({ type: 'module', scripts: { check: script } }),
    'check.js': code,
  });

afterEach(() => vi.unstubAllEnvs());

const run = (folder: string, more: Partial<Parameters<typeof runScript>[0]> = {}) =>
  runScript({ folder, script: 'check', environment: {}, signal: new AbortController().signal, ...more });

/** Whether a process runs; one that was not collected yet is gone all the same. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('runScript', () => {
  it('says how it ended, without the password', async () => {
    vi.stubEnv('ANTHROPIC_API_KEY', 'key-of-ours');
    using folder = app(
      'node check.js',
      `const { password } = new URL(process.env.DATABASE_URL);
       console.log(process.env.DATABASE_URL); console.error('password is ' + password);
       console.log('key', process.env.ANTHROPIC_API_KEY, 'ci', process.env.CI); process.exit(3);`,
    );
    const environment = { DATABASE_URL: 'postgresql://ann:s3cret%21@localhost/app' };
    const { ok, tail, timedOut } = await run(folder.path, { environment });
    expect({ ok, timedOut }).toEqual({ ok: false, timedOut: false });
    expect(tail.split('\n').sort()).toEqual(['***', 'key undefined ci true', 'password is ***']);
  });

  it('ends what hangs, with everything it started', async () => {
    using folder = app(
      'node check.js',
      `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
       const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: 'inherit' });
       writeFileSync('pids', process.pid + ' ' + child.pid); setInterval(() => {}, 1000);`,
    );
    const result = await run(folder.path, { timeoutMs: 4000 });
    expect(result).toMatchObject({ ok: false, timedOut: true });
    const pids = readFileSync(join(folder.path, 'pids'), 'utf8').split(' ').map(Number);
    await expect.poll(() => pids.filter(runs)).toEqual([]);
  });

  it('does not wait for what a script leaves running, and ends it', async () => {
    using folder = app(
      'node check.js',
      `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       writeFileSync('pids', String(child.pid)); child.unref(); console.log('done'); process.exit(0);`,
    );
    expect(await run(folder.path)).toMatchObject({ ok: true, tail: 'done' });
    const pid = Number(readFileSync(join(folder.path, 'pids'), 'utf8'));
    await expect.poll(() => runs(pid)).toBe(false);
  });

  it('stops with the run', async () => {
    using folder = app('node check.js', 'setInterval(() => {}, 1000)');
    const controller = new AbortController();
    const running = run(folder.path, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('the run was stopped')), 300);
    await expect(running).rejects.toThrow('the run was stopped');
  });
});
