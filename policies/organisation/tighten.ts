import { foldPath, isWithin } from '../paths.ts';
import { quote } from '../text.ts';

/** A constraint after a policy was laid over it. */
export interface Tightened {
  readonly value: unknown;
  /** What the policy would have loosened, in words. */
  readonly noEffect?: string;
  /** Nothing satisfies both: the tool is of no use. */
  readonly impossible?: string;
}

type Rule = (own: unknown, given: unknown) => Tightened;

const either: Rule = (own, given) => ({
  value: own === true || given === true,
  ...(own === true && given === false ? { noEffect: 'the agent’s own is true' } : {}),
});

const both: Rule = (own, given) => ({
  value: given === false ? false : own,
  ...(own === false && given === true ? { noEffect: 'the agent’s own is false' } : {}),
});

const smaller: Rule = (own, given) =>
  Number(given) > Number(own)
    ? { value: own, noEffect: `the agent’s own is ${own}, which is less` }
    : { value: given };

const union: Rule = (own, given) => ({ value: [...new Set([...texts(own), ...texts(given)])] });

/** The agent's entries that the policy lets through, and the policy's where they say more than the agent's. */
const commands: Rule = (own, given) => {
  const value: string[] = [];
  for (const mine of texts(own))
    for (const theirs of texts(given)) {
      if (startsWith(mine, theirs)) value.push(mine);
      else if (startsWith(theirs, mine)) value.push(theirs);
    }
  const lost = texts(given).filter(
    (theirs) => !texts(own).some((mine) => startsWith(mine, theirs) || startsWith(theirs, mine)),
  );
  return {
    value: [...new Set(value)],
    ...(lost.length === 0
      ? {}
      : { noEffect: `the agent has no ${lost.map((entry) => quote(entry)).join(', ')}` }),
  };
};

const startsWith = (longer: string, shorter: string): boolean => {
  const words = longer.split(/\s+/);
  return shorter.split(/\s+/).every((word, index) => words[index] === word);
};

const directory: Rule = (own, given) => {
  const [mine, theirs] = [folderOf(own), folderOf(given)];
  if (isWithin(theirs, mine)) return { value: given };
  if (isWithin(mine, theirs))
    return { value: own, noEffect: `the agent’s own is ${quote(String(own))}, below it` };
  return {
    value: own,
    impossible: `${quote(String(given))} is not below the agent’s own ${quote(String(own))}`,
  };
};

const folderOf = (path: unknown): string =>
  String(path)
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');

/** Globs of both, where one of them surely lies in the other; what only may overlap is left out. */
const globs: Rule = (own, given) => {
  if (own === undefined) return { value: given };
  const value: string[] = [];
  for (const mine of texts(own))
    for (const theirs of texts(given)) {
      if (covers(theirs, mine)) value.push(mine);
      else if (covers(mine, theirs)) value.push(theirs);
    }
  return value.length === 0
    ? { value: own, impossible: 'no path surely matches both the agent’s globs and these' }
    : { value: [...new Set(value)] };
};

const covers = (wide: string, narrow: string): boolean => {
  if (wide === narrow || wide === '**') return true;
  const folder = /^([^*?[\]{}]+)\/\*\*$/.exec(wide)?.[1];
  return folder !== undefined && foldPath(narrow).startsWith(`${foldPath(folder)}/`);
};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** How each constraint key becomes tighter. A key without a rule could be loosened, so a test holds them complete. */
export const tightening: Readonly<Record<string, Rule>> = {
  require_confirmation: either,
  allow_unattended: both,
  require_branch_first: either,
  require_rollback_sql: either,
  require_branch_test: either,
  max_execution_time: smaller,
  allowed_commands: commands,
  blocked_commands: union,
  blocked_patterns: union,
  working_directory: directory,
  paths: globs,
};
