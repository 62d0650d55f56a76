import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { asset } from '../../package-root.ts';

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Standard input stays open for what `onLine` writes; whoever says so ends it. */
  readonly conversation?: boolean;
  /** Called with each line of stdout as it comes. */
  readonly onLine?: (line: string, child: ChildProcess) => void;
}

/** Starts the command as `npx godwit` does, with nothing of this process's environment that would change its ways. */
export function start(
  args: readonly string[],
  { cwd, env, stdin, conversation, onLine }: Options = {},
): Started {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [asset('bin/godwit.js'), ...args], {
    cwd: cwd ?? process.cwd(),
    env: { PATH, HOME, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (conversation) child.stdin.write(stdin ?? '');
  else child.stdin.end(stdin ?? '');
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    stdout += `${line}\n`;
    onLine?.(line, child);
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, finished };
}

export const godwit = (args: readonly string[], options?: Options): Promise<Finished> =>
  start(args, options).finished;

/** The last line of `--json`. */
export function resultOf({ stdout }: Finished): Record<string, unknown> {
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return JSON.parse(last) as Record<string, unknown>;
}
