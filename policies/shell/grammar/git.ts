import {
  firstOf,
  type Grammar,
  insideDirectory,
  noPatterns,
  onlyOptions,
  splitArguments,
} from './grammar.ts';

/** Revisions have no colon and paths stay in the directory, so one check holds for both. */
const git =
  (verb: string, known: readonly RegExp[]): Grammar =>
  (args, place) => {
    const { options, operands } = splitArguments(args);
    return firstOf(
      noPatterns(`git ${verb}`, args),
      onlyOptions(`git ${verb}`, options, known),
      // Two paths outside the repository turn `git diff` into --no-index, which reads any file.
      ...operands.map((word) => insideDirectory({ ...word, value: withoutExclude(word.value) }, place)),
    );
  };

/** `:!path` leaves a path out of what is shown. */
const withoutExclude = (operand: string): string => operand.replace(/^:(?:[!^]|\(exclude\))/, '');

export const gitStatus = git('status', [
  /^-[sbvz]+$/,
  /^-u(?:no|normal|all)?$/,
  /^--(?:short|branch|long|verbose|show-stash|null|column|no-column|renames|no-renames)$/,
  /^--(?:ahead-behind|no-ahead-behind|porcelain(?:=v?[12])?)$/,
  /^--(?:untracked-files|ignored|ignore-submodules|find-renames)(?:=[\w%]+)?$/,
]);

/** Left out on purpose: --output (writes any file), --no-index (reads any), --ext-diff and --textconv (run programs), -O. */
export const gitDiff = git('diff', [
  /^-[puswbzaRW]+$/,
  /^-[UMCBDl]\d*%?$/,
  /^-[SG]/,
  /^--(?:patch|no-patch|raw|minimal|patience|histogram|summary|check|full-index|binary|text|exit-code|quiet)$/,
  /^--(?:numstat|shortstat|name-only|name-status|cached|staged|merge-base|pickaxe-all|pickaxe-regex|no-renames)$/,
  /^--(?:ignore-(?:space-at-eol|space-change|all-space|blank-lines|cr-at-eol)|no-color|no-prefix|function-context)$/,
  /^--(?:no-ext-diff|no-textconv|find-copies-harder|compact-summary|patch-with-stat|patch-with-raw|cumulative)$/,
  /^--(?:stat|dirstat|color|color-words|word-diff|unified|diff-algorithm|find-renames|find-copies|diff-filter)(?:=[\w,.%:-]+)?$/,
  /^--(?:abbrev|relative|inter-hunk-context|submodule|ignore-submodules|color-moved|word-diff-regex)(?:=[\w-]+)?$/,
]);
