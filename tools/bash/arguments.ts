import { readdir, realpath } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { globToRegExp } from '../../policies/glob.ts';
import { isWithin } from '../../policies/paths.ts';
import { secrecy } from '../../policies/protected.ts';
import type { ShellCommand, ShellWord } from '../../policies/shell/script.ts';
import { quote } from '../../policies/text.ts';
import { deny } from '../../policies/verdict.ts';
import { ensureAllowed } from '../real-judgement.ts';

/** Where a command line runs, by real paths. */
export interface RunPlace {
  readonly root: string;
  /** Absolute. */
  readonly cwd: string;
  /** `cwd` relative to the root, POSIX-style. */
  readonly directory: string;
}

/** The arguments a program gets: patterns replaced by file names, every file checked by its real path. */
export async function resolveArguments({ argv }: ShellCommand, place: RunPlace): Promise<string[]> {
  const [program, ...words] = argv;
  const expanded = (await Promise.all(words.map((word) => expand(word, place)))).flat();
  // npm and npx work on the package, which lies at or above the working directory.
  const boundary = ['npm', 'npx'].includes(program.value) ? '' : place.directory;
  for (const argument of expanded) await checkRealPath(argument, boundary, place);
  return expanded;
}

/** As bash does it: no hidden files, and a pattern that matches nothing stays as it is. */
async function expand({ value, pattern }: ShellWord, { cwd }: RunPlace): Promise<string[]> {
  if (!pattern) return [value];
  const folder = value.slice(0, value.lastIndexOf('/') + 1);
  const expression = globToRegExp(value.slice(folder.length));
  const names = await readdir(join(cwd, folder)).catch((): string[] => []);
  const found = names.filter((name) => !name.startsWith('.') && expression.test(name)).sort();
  return found.length === 0 ? [value] : found.map((name) => folder + name);
}

async function checkRealPath(argument: string, boundary: string, { root, cwd }: RunPlace): Promise<void> {
  if (argument.startsWith('-') || argument === '') return;
  const real = await realpath(join(cwd, argument)).catch(() => undefined);
  if (real === undefined) return;
  const relative = posix.relative(root, real);
  if (relative.startsWith('../') || relative === '..' || !isWithin(relative, boundary)) {
    ensureAllowed(
      deny('bash/path-outside', `${quote(argument)} leads out of the working directory by a symlink`),
    );
  }
  const secret = secrecy(relative);
  if (secret !== undefined)
    ensureAllowed(deny('bash/secret', `${quote(argument)} may not be read: ${secret}`));
}
