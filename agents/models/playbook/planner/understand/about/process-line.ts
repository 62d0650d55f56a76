import { type Token, textOf } from '../../text/tokens.ts';

/* How a team works, as its templates list it: `Code review passed`, `Merged to main`. */

const either = (list: string): string =>
  `(?:${list
    .trim()
    .split(/\s*\|\s*/)
    .join('|')})`;
const what = either(
  `code | the code | pr | prs | pull request | a pr | branch | feature | work | changes | task | ticket | issue | implementation | documentation | docs | readme | tests? | unit tests? | integration tests? | all tests |
  local testing | testing | ci | pipeline | build | lint | linting | linter | review | code review | peer review | migration | migrations | migration script | schema | feature branch | design | development`,
);
const done = either(
  `reviewed | review | approved | merged | passed | passing | passes | pass | green | done | completed? | finished | written | added | updated | created | opened | linked | deployed | tested | implemented | implementation |
  works | runs? | applied | documented | closed | signed off | executed | locally`,
);
const process = new RegExp(
  `^(?:(?:is|are|has been|have been|must be|should be|successfully|the|all|to|into|in|on|and|&|by|a|with|without errors?|errors?|main|master|develop|development|dev|production|staging|team|peers?|locally|successfully|cleanly|${what}|${done})[ ,.]*)+$`,
  'i',
);
/** `Also create migrations and migrate the test db.` */
const migrates =
  /^(?:(?:also|then|and|please) )*(?:create|write|generate|add|make|run|apply|execute) (?:the |a |all |new |necessary |needed )*migrations?(?: (?:scripts?|files?))?(?:,? and (?:then )?(?:migrate|update|run|apply|execute)(?: (?:it|them|the|migrations?|on|to|all|our|test|dev|local|development|staging|db|dbs|database|databases))*)?\.?$/i;
const longest = 9;

/** A line of such a list: nothing in it is about the schema. */
export const isProcessLine = (tokens: readonly Token[]): boolean =>
  migrates.test(textOf(tokens)) ||
  (/^(?:ensure|verify|check|make sure) .*\bcompatible with\b/i.test(textOf(tokens)) &&
    tokens.every(({ kind }) => kind === 'word')) ||
  isDone(tokens);

/** `Linting passes (eslint, prettier)`: no column, in a list of columns either. */
export const isCheckOfCode = (tokens: readonly Token[]): boolean =>
  /^(?:all )?(?:linting|linters?|(?:unit |integration |e2e )?tests?|type[- ]?checks?|(?:the )?(?:build|ci|pipeline)) (?:pass(?:es|ed)?|succeeds?|(?:is|are) green)\b/i.test(
    textOf(tokens),
  );

const isDone = (tokens: readonly Token[]): boolean =>
  tokens.length <= longest &&
  tokens.every(({ kind }) => kind === 'word' || kind === 'punct') &&
  process.test(textOf(tokens));
