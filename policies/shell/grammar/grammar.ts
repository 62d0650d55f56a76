import { isWithin, resolveLexically } from '../../paths.ts';
import { secrecy } from '../../protected.ts';
import { quote } from '../../text.ts';
import { deny, type Objection, type Verdict } from '../../verdict.ts';
import type { ShellWord } from '../script.ts';

/** Where a command runs. */
export interface Place {
  /** Absolute real path of the workspace. */
  readonly root: string;
  /** Working directory, relative to the root; '' is the root. */
  readonly directory: string;
}

/** What one program's arguments may be. Undefined: nothing against them. */
export type Grammar = (args: readonly ShellWord[], place: Place) => Objection | undefined;

/** The objection is to this word. */
export const to = (word: Pick<ShellWord, 'span'>, verdict: Verdict): Objection => ({
  ...verdict,
  span: word.span,
});

/** Parts arguments into options and operands: everything after `--`, and everything that is no option. */
export function splitArguments(args: readonly ShellWord[]): {
  readonly options: readonly ShellWord[];
  readonly operands: readonly ShellWord[];
} {
  const end = args.findIndex(({ value }) => value === '--');
  const before = end === -1 ? args : args.slice(0, end);
  const isOption = ({ value }: ShellWord) => value.startsWith('-') && value !== '-';
  return {
    options: before.filter(isOption),
    operands: [...before.filter((word) => !isOption(word)), ...(end === -1 ? [] : args.slice(end + 1))],
  };
}

/** Denies the first option that is not known to be harmless; abbreviations are never known. */
export function onlyOptions(
  program: string,
  options: readonly ShellWord[],
  known: readonly RegExp[],
): Objection | undefined {
  const unknown = options.find(({ value }) => !known.some((option) => option.test(value)));
  if (unknown === undefined) return undefined;
  return to(
    unknown,
    deny(
      'bash/option-not-allowed',
      `${quote(unknown.value)} is not an option of ${program} that is known to be harmless`,
      'Leave it out.',
    ),
  );
}

/** Denies an operand that leads out of the working directory or to a secret. */
export function insideDirectory(
  word: Pick<ShellWord, 'value' | 'span'>,
  place: Place,
): Objection | undefined {
  const { value } = word;
  if (value === '-') return undefined;
  const verdict = judgePath(value, place);
  return verdict === undefined ? undefined : to(word, verdict);
}

function judgePath(value: string, place: Place): Verdict | undefined {
  const resolved = resolveLexically(place.root, place.directory, value);
  if (!resolved.inside)
    return deny('bash/path-outside', resolved.why, 'Name files in the working directory.');
  if (!isWithin(resolved.path, place.directory)) {
    return deny(
      'bash/path-outside',
      `${quote(value)} leads out of the working directory ${quote(`/${place.directory}`)}`,
      'The Read, Glob and Grep tools see the whole workspace.',
    );
  }
  const secret = secrecy(resolved.path);
  return secret === undefined ? undefined : deny('bash/secret', `${quote(value)} may not be read: ${secret}`);
}

/** Denies `*` and `?` outside of a file name, and patterns for hidden files (`.*` is also `..`). */
export function fileNamePattern(word: ShellWord): Objection | undefined {
  const { value, pattern } = word;
  if (!pattern) return undefined;
  const name = value.slice(value.lastIndexOf('/') + 1);
  const folder = value.slice(0, -name.length || undefined);
  if (/[*?]/.test(folder)) {
    return to(
      word,
      deny('bash/pattern', `${quote(value)} has a pattern in a folder's name`, 'Name the folder.'),
    );
  }
  return name.startsWith('.')
    ? to(word, deny('bash/pattern', `${quote(value)} is a pattern for hidden files`))
    : undefined;
}

/** Denies patterns altogether: only cat and ls get file names put in their place. */
export function noPatterns(program: string, args: readonly ShellWord[]): Objection | undefined {
  const pattern = args.find((word) => word.pattern);
  if (pattern === undefined) return undefined;
  return to(
    pattern,
    deny(
      'bash/pattern',
      `${quote(pattern.value)} is a file name pattern, which only cat and ls get`,
      `Quote it, if ${program} is to see the pattern itself.`,
    ),
  );
}

/** The first objection among several checks. */
export function firstOf(...objections: readonly (Objection | undefined)[]): Objection | undefined {
  return objections.find((objection) => objection !== undefined);
}
