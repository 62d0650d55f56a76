import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compiled } from '../../support/compiled.ts';

/** Another process that uses the server of a data folder. */
export interface User {
  readonly child: ChildProcess;
  /** Resolves when it has the server. */
  readonly ready: Promise<{ host: string; version: string }>;
  release(): Promise<void>;
  /** SIGKILL, as a crash. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('./user.mjs', import.meta.url));

export function spawnUser(dataDir: string): User {
  const child = spawn(process.execPath, [script, compiled('postgres/embedded/start.ts'), dataDir], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const ready = new Promise<{ host: string; version: string }>((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', () => reject(new Error(errors)));
  });
  return {
    child,
    ready,
    async release() {
      child.stdin.end('release\n');
      const [code] = await exited;
      if (code !== 0) throw new Error(errors);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
