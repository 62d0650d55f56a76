import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import { ProgramNotFound } from '../file-errors.ts';

/**
 * What a command line gets of our environment: no secret, nothing that makes a program load code (`NODE_OPTIONS`,
 * `npm_config_*`, `GIT_*`), no color codes.
 */
export function minimalEnvironment(
  root: string,
  source: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return {
    PATH: safePath(root, source.PATH ?? '').join(delimiter),
    HOME: source.HOME ?? '/',
    LANG: source.LANG ?? 'C.UTF-8',
    TERM: 'dumb',
    NO_COLOR: '1',
    // npx asks before it downloads a program; nobody is there to say yes, so it does not.
    npm_config_yes: 'false',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    // `git status` would otherwise write the index while somebody else works in the repository.
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
  };
}

/** Folders of the path that the workspace cannot fill: a `cat` in `node_modules/.bin` is not cat. */
function safePath(root: string, path: string): string[] {
  return path.split(delimiter).filter((folder) => {
    if (!isAbsolute(folder)) return false;
    try {
      const real = realpathSync(folder);
      return real !== root && !real.startsWith(root + sep);
    } catch {
      return false;
    }
  });
}

/** Absolute path of a program on the given PATH. */
export function findProgram(program: string, path: string): string {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // not in this folder
    }
  }
  throw new ProgramNotFound(program);
}
