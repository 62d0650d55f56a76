import { execFile } from 'node:child_process';
import { GitFailed } from './git-errors.ts';

export interface GitOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than any local command takes; a lock that somebody holds must not stop a run for ever. */
const timeoutMs = 60_000;

/**
 * Settings that keep a repository's configuration from running programs or starting work of its own: hooks, file
 * system monitor, pager, editor, signing (may ask for a passphrase), external diff, background maintenance.
 */
const settings = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.editor=:',
  'core.quotePath=false',
  'commit.gpgSign=false',
  'diff.external=',
  'diff.ignoreSubmodules=all',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/** What git finds its configuration and its own programs by; nothing else of ours, and no GIT_* at all. */
const inherited = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP'];

function environment(): Record<string, string> {
  const own = inherited.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return {
    ...Object.fromEntries(own),
    // Its messages are read.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    // Paths are names, never patterns.
    GIT_LITERAL_PATHSPECS: '1',
    // Reading must not take the index lock from the user's own git.
    GIT_OPTIONAL_LOCKS: '0',
  };
}

/** Runs git in a folder and says how it ended; throws only where the program cannot be started (`ENOENT`). */
export function gitOutcome(folder: string, args: readonly string[]): Promise<GitOutcome> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: environment(), timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
    execFile('git', ['--no-pager', ...settings, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr });
      else if (error.killed)
        reject(new GitFailed(args[0] ?? '', `no answer within ${timeoutMs / 1000} s`, error));
      else reject(error);
    });
  });
}

/** Standard output without its last line break. @throws GitFailed */
export async function git(folder: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await gitOutcome(folder, args);
  if (code !== 0) throw new GitFailed(args[0] ?? '', stderr.trim() || `exit code ${code}`);
  return stdout.replace(/\n$/, '');
}

/** Output of a command with `-z`. */
export async function gitList(folder: string, args: readonly string[]): Promise<string[]> {
  return (await git(folder, args)).split('\0').filter((item) => item !== '');
}
