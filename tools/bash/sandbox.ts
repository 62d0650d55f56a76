import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunPlace } from './arguments.ts';
import { findProgram } from './environment.ts';

const run = promisify(execFile);

/** Longer means that the machine hangs, not that bubblewrap is slow: it starts in some milliseconds. */
const probeMilliseconds = 5_000;

/**
 * What every program sees: the system read-only, its own /tmp and /dev, no other process (whose environment could be
 * read in /proc), none of root's special rights, and it ends with us.
 */
const walls = [
  '--die-with-parent',
  '--unshare-pid',
  '--unshare-ipc',
  '--unshare-uts',
  ...['--cap-drop', 'ALL'],
  ...['--ro-bind', '/', '/'],
  ...['--dev', '/dev'],
  ...['--proc', '/proc'],
  ...['--tmpfs', '/tmp'],
] as const;

/** No network, and no socket of a database or of Docker either, which lie in /run. */
const noNetwork = ['--unshare-net', '--tmpfs', '/run'] as const;

const found = new Map<string, Promise<string | undefined>>();

/** Path of bubblewrap where it is installed and allowed to work: many containers forbid it. Looked at once. */
export function findBubblewrap(path: string): Promise<string | undefined> {
  const known = found.get(path) ?? probe(path);
  found.set(path, known);
  return known;
}

async function probe(path: string): Promise<string | undefined> {
  try {
    const bwrap = findProgram('bwrap', path);
    await run(bwrap, [...walls, ...noNetwork, '--', findProgram('true', path)], {
      timeout: probeMilliseconds,
      env: { PATH: path },
    });
    return bwrap;
  } catch {
    return undefined;
  }
}

/**
 * Arguments for bubblewrap to run a program in the working directory. Only that can be written; for npm and npx the
 * workspace, because they build the package, but never its repository. `npx supabase` talks to the local stack.
 */
export function sandboxArguments(
  program: string,
  args: readonly string[],
  name: string,
  { root, cwd }: RunPlace,
): string[] {
  const wide = name === 'npm' || name === 'npx';
  const writable = wide ? root : cwd;
  return [
    ...walls,
    ...(name === 'npx' ? [] : noNetwork),
    // Below /tmp or /run it would have vanished.
    ...['--ro-bind', root, root],
    ...['--bind', writable, writable],
    ...['.git', 'policies', 'agents'].flatMap((part) => {
      const path = join(root, part);
      return wide ? ['--ro-bind-try', path, path] : [];
    }),
    ...['--chdir', cwd],
    '--',
    program,
    ...args,
  ];
}
