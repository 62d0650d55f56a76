import { spawn } from 'node:child_process';
import { findProgram, minimalEnvironment } from '../bash/environment.ts';
import { ProcessGroups } from '../bash/process-group.ts';
import { OutputTail } from './output-tail.ts';
import { secretsOf } from './redact.ts';

export interface ScriptRun {
  readonly ok: boolean;
  readonly ms: number;
  /** All that is kept of its output, for reading; without secrets. */
  readonly output: string;
  /** The end of the output, for people; without secrets. */
  readonly tail: string;
  readonly timedOut: boolean;
}

export interface ScriptOptions {
  /** Folder of the package.json. */
  readonly folder: string;
  /** Name of the npm script. */
  readonly script: string;
  /** Added to a minimal environment; its URLs and passwords never come back in the output. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

/** A compiler or a test suite of a usual app is done long before; one that hangs must not hold a run. */
const defaultTimeoutMs = 300_000;

/**
 * Runs an npm script in a process group of its own, without a shell in between and without our environment; what
 * it leaves running is killed. @throws the signal's reason when the run is stopped, ProgramNotFound without npm
 */
export async function runScript(options: ScriptOptions): Promise<ScriptRun> {
  const { folder, script, environment, signal, timeoutMs = defaultTimeoutMs } = options;
  signal.throwIfAborted();
  const minimal = minimalEnvironment(folder);
  const npm = findProgram('npm', minimal.PATH ?? '');
  // CI: a test runner that would watch files ends instead.
  const env = { ...minimal, CI: 'true', FORCE_COLOR: '0', ...environment };
  using groups = new ProcessGroups();
  const tail = new OutputTail();
  const started = performance.now();
  const child = spawn(npm, ['run', '--silent', script], {
    cwd: folder,
    env,
    detached: true,
    shell: false,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  groups.add(child);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => tail.write(chunk));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    groups.end();
  }, timeoutMs);
  const stop = (): void => groups.end();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      // Else something that it left running holds its output open.
      child.once('exit', () => groups.reap(child));
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    const { text, shown } = tail.finish(secretsOf(environment));
    const ms = Math.round(performance.now() - started);
    return { ok: code === 0 && !timedOut, ms, output: text, tail: shown, timedOut };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
