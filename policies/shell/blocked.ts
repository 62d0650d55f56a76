import { posix } from 'node:path';
import { isWithin } from '../paths.ts';
import { quote } from '../text.ts';
import { deny, type Objection } from '../verdict.ts';
import type { ShellCommand, ShellScript, ShellWord } from './script.ts';

/** Programs that run the program named in their arguments. */
const wrappers = new Set(
  'env xargs sudo doas su timeout nice ionice nohup setsid stdbuf time command exec eval npx busybox watch find parallel chroot unshare sh bash dash zsh'.split(
    ' ',
  ),
);

/**
 * Looks a blocked entry up as what it is: a command with its flags (`rm -rf`), a redirect (`> /dev`), a pipe into a
 * program (`| sh`), or an operator alone (`|`). Text that only looks like it (`executive.sql`) is no match.
 */
export function findBlocked(script: ShellScript, entries: readonly string[]): Objection | undefined {
  for (const entry of entries) {
    for (const [index, pipeline] of script.entries()) {
      const found = commandOf(entry, pipeline, index);
      if (found !== undefined)
        return { ...deny('bash/blocked-command', `the policy blocks ${quote(entry)}`), span: found.span };
    }
  }
  return undefined;
}

/** The command that the entry speaks of. */
function commandOf(
  entry: string,
  { after, commands }: ShellScript[number],
  index: number,
): ShellCommand | undefined {
  const [operator = '', rest = ''] = /^\s*([|&;<>]*)\s*(.*?)\s*$/s.exec(entry)?.slice(1) ?? [];
  const tokens = rest.split(/\s+/).filter((token) => token !== '');
  if (operator === '') return commands.find(({ argv }) => runs(argv, tokens));
  if (operator.startsWith('|') && operator !== '||') {
    return commands.slice(1).find(({ argv }) => tokens.length === 0 || runs(argv, tokens));
  }
  if (/[<>]/.test(operator)) return commands.find((command) => redirects(command, operator, tokens[0]));
  if (index === 0 || after !== operator) return undefined;
  return commands.find(({ argv }) => tokens.length === 0 || runs(argv, tokens));
}

/** The tokens name this command, or the one that a wrapper would run. */
function runs(argv: readonly ShellWord[], tokens: readonly string[]): boolean {
  const words = argv.map(({ value }) => value);
  if (names(words, tokens)) return true;
  if (!wrappers.has(programOf(words[0] ?? ''))) return false;
  return words.some((_, start) => start > 0 && names(words.slice(start), tokens));
}

// File systems that fold case run `CURL`, and a path runs the same program.
const programOf = (word: string): string => posix.basename(word).toLowerCase();

function names(words: readonly string[], [program = '', ...wanted]: readonly string[]): boolean {
  const [name = '', ...rest] = words;
  if (programOf(name) !== programOf(program)) return false;
  const plain = rest.filter((word) => !word.startsWith('-'));
  let from = 0;
  return wanted.every((token) => {
    if (/^-[A-Za-z]+$/.test(token)) return Array.from(token.slice(1)).every((flag) => hasFlag(rest, flag));
    if (token.startsWith('-')) return rest.some((word) => word === token || word.startsWith(`${token}=`));
    from = plain.indexOf(token, from) + 1;
    return from > 0;
  });
}

const longNames: Readonly<Record<string, string>> = {
  r: 'recursive',
  f: 'force',
  i: 'interactive',
  e: 'eval',
};

function hasFlag(words: readonly string[], flag: string): boolean {
  const lower = flag.toLowerCase();
  const long = longNames[lower];
  return words.some(
    (word) =>
      (/^-[A-Za-z]+$/.test(word) && word.slice(1).toLowerCase().includes(lower)) ||
      // GNU programs take any unambiguous beginning of a long name.
      (long !== undefined && word.length > 3 && word.startsWith('--') && long.startsWith(word.slice(2))),
  );
}

function redirects({ redirects }: ShellCommand, operator: string, target: string | undefined): boolean {
  return redirects.some((redirect) => {
    if (redirect.kind === 'duplicate') return false;
    const written = redirect.kind === 'write';
    if (written !== operator.includes('>')) return false;
    if (target === undefined) return true;
    // Writing to /dev/null is writing nowhere; nobody means it by "> /dev".
    const path = posix.resolve('/', redirect.path);
    return (
      path !== '/dev/null' && (target.startsWith('/') ? isWithin(path, target) : redirect.path === target)
    );
  });
}
