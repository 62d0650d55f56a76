import { createContext, Script } from 'node:vm';
import { BadSearchPattern } from './file-errors.ts';

export interface FileMatches {
  readonly matches: number;
  /** Matching lines and those around them, in order. */
  readonly lines: readonly { readonly number: number; readonly text: string; readonly isMatch: boolean }[];
}

/** Longer than this for one file is a pattern that backtracks without end; the event loop must not wait for it. */
const maxMilliseconds = 1000;
const maxLineLength = 500;

/** Finds lines by a regular expression; one that takes more than a second for a file throws. */
export function lineMatcher(
  pattern: string,
  options: { readonly ignoreCase: boolean; readonly before: number; readonly after: number },
): (text: string) => FileMatches {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, options.ignoreCase ? 'i' : '');
  } catch (error) {
    throw new BadSearchPattern(pattern, error instanceof Error ? error.message : String(error));
  }
  // Only code run by vm can be interrupted while an expression backtracks.
  const context = createContext({ expression, lines: [] as string[], found: [] as number[] });
  const script = new Script(
    'found = []; lines.forEach((line, at) => { if (expression.test(line)) found.push(at); });',
  );
  return (text) => {
    const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
    if (lines.at(-1) === '') lines.pop();
    context.lines = lines;
    try {
      script.runInContext(context, { timeout: maxMilliseconds });
    } catch {
      throw new BadSearchPattern(pattern, 'it takes too long');
    }
    const found = new Set<number>(context.found as number[]);
    return { matches: found.size, lines: around(lines, found, options) };
  };
}

function around(
  lines: readonly string[],
  found: ReadonlySet<number>,
  { before, after }: { readonly before: number; readonly after: number },
): FileMatches['lines'] {
  const shown = new Set<number>();
  for (const at of found) {
    for (let near = Math.max(0, at - before); near <= Math.min(lines.length - 1, at + after); near++)
      shown.add(near);
  }
  return [...shown]
    .sort((a, b) => a - b)
    .map((at) => ({
      number: at + 1,
      text: (lines[at] ?? '').slice(0, maxLineLength),
      isMatch: found.has(at),
    }));
}
