import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { isRefusal, parseShell } from '../../policies/shell/parse.ts';

/** Prints its arguments one after the other, each ended by a NUL, then an empty line. */
const probe = `probe() { for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\n'; };`;

const bash = spawnSync('bash', ['-c', 'echo $BASH'], { encoding: 'utf8' }).stdout?.trim() ?? '';
const bashIsHere = bash !== '';
if (!bashIsHere) console.warn('skipped: there is no bash here to compare the guard with');

const folder = mkdtempSync(join(tmpdir(), 'godwit-argv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * What bash would run for each command line: `probe` in front of the text, in an empty folder. Apart, each in a
 * process of its own, which takes ten times as long.
 */
function bashArguments(lines: readonly string[], apart: boolean): (string[] | undefined)[] {
  const [open, close] = apart ? ['( ', ' )'] : ['', ''];
  const script = lines
    .map(
      (line) =>
        `${open}eval ${singleQuoted(`probe ${line}`)}${close} 2>/dev/null || printf '!\\n'; printf '\\1\\n'`,
    )
    .join('\n');
  const output = execFileSync(bash, ['--noprofile', '--norc', '-s'], {
    input: `${probe}\n${script}\n`,
    cwd: folder,
    env: { PATH: '/nowhere', HOME: '/home/probe', LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return output
    .split('\u0001\n')
    .slice(0, lines.length)
    .map((part) =>
      part.endsWith('!\n') || !part.endsWith('\n') ? undefined : part.slice(0, -1).split('\0').slice(0, -1),
    );
}

const singleQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The argv of a line that the guard takes for one command of literal words without redirects. */
function literalArguments(line: string): string[] | undefined {
  const parsed = parseShell(`probe ${line}`);
  if (isRefusal(parsed)) return undefined;
  const [only, ...others] = parsed.flatMap(({ commands }) => commands);
  if (only === undefined || others.length > 0 || only.redirects.length > 0) return undefined;
  if (only.argv.some(({ pattern }) => pattern)) return undefined;
  return only.argv.slice(1).map(({ value }) => value);
}

/** Compares in one bash for all lines; returns how many the guard called literal. */
function compare(lines: readonly string[]): number {
  const literal = lines.flatMap((line) => {
    const argv = literalArguments(line);
    return argv === undefined ? [] : [{ line, argv }];
  });
  // A line that bash itself refuses runs nothing there, and runs as read here: no way past the guard.
  const otherThan = (lines: typeof literal, apart: boolean) => {
    const actual = bashArguments(
      lines.map(({ line }) => line),
      apart,
    );
    // Not one less: a line that ended the shell would let all behind it pass.
    expect(actual).toHaveLength(lines.length);
    return lines.flatMap(({ line, argv }, index) => {
      const real = actual[index];
      const same = real === undefined || JSON.stringify(real) === JSON.stringify(argv);
      return same ? [] : [{ line, argv, bash: real }];
    });
  };
  // What one line leaves in the shell might change a later one: nobody is blamed before running alone.
  const different = otherThan(otherThan(literal, false), true);
  expect(different).toEqual([]);
  return literal.length;
}

describe.skipIf(!bashIsHere)('what the guard would spawn is what bash would run', () => {
  test('random text out of the characters that mean something', () => {
    const alphabet = Array.from(`ab1 -./='"\\$\`~*?[]{}()<>|&;#!%^+,:@_\n\t`);
    const text = fc
      .array(fc.constantFrom(...alphabet), { maxLength: 14 })
      .map((characters) => characters.join(''));
    expect(compare(fc.sample(text, 6000))).toBeGreaterThan(500);
  });

  test('words in every quoting', () => {
    const plain = fc.stringMatching(/^[a-z0-9_./=,:@%+^é-]{0,6}$/);
    const quoted = fc.constantFrom<(word: string) => string>(
      (word) => word,
      (word) => `'${word}'`,
      (word) => `"${word}"`,
      (word) => `$'${word}'`,
      (word) => word.replace(/./gu, '\\$&'),
      (word) => `${word}''`,
      (word) => `"${word}\\$\\"\\\`"`,
      (word) => `$'${word}\\t\\x41\\101\\u0041'`,
      (word) => `'${word}*?[]$'`,
      (word) => `${word}~`,
      (word) => `${word}#`,
      (word) => `${word}{`,
    );
    const part = fc.tuple(plain, quoted).map(([word, quote]) => quote(word));
    const word = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
    const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
    expect(compare(fc.sample(line, 4000))).toBeGreaterThan(1500);
  });

  test('the traps that are known', () => {
    compare([
      '$\\\nHOME',
      'a\\',
      '~',
      'a=~',
      'a:~',
      '=~',
      '\\~',
      "'~'",
      '~+',
      '-x=~/y',
      'a~b',
      '$',
      '$"a"',
      '{a,b}',
      '{1..3}',
      '!',
      '!!',
      '#a',
      'a#b',
      '""',
      "''",
      '$$',
      '@{u}',
      'HEAD^',
      'a{b}c',
      '{}',
      '[a',
      'a]',
      '=a',
      'a==b',
    ]);
  });
});
