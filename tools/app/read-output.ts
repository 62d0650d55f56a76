const compilerMessages = [
  // tsc: src/a.ts(3,5): error TS2345: Argument …
  /^(?<file>[^\s(][^(\n]*?)\((?<line>\d+),\d+\): error (?<message>TS\d+: .*)$/gm,
  // tsc --pretty: src/a.ts:3:5 - error TS2345: Argument …
  /^(?<file>[^\s:][^:\n]*):(?<line>\d+):\d+ - error (?<message>TS\d+: .*)$/gm,
  // vue-tsc, svelte-check and others without a place: error TS6053: File …
  /^(?<file>)(?<line>)error (?<message>TS\d+: .*)$/gm,
];

/** Messages of the TypeScript compiler, `src/a.ts:3: TS2345: …`, each once. */
export function compilerErrors(output: string): string[] {
  const found = compilerMessages.flatMap((pattern) =>
    [...output.matchAll(pattern)].map(({ index, groups = {} }) => {
      const { file = '', line = '', message = '' } = groups;
      return { index, text: file === '' ? message : `${file}:${line}: ${message}` };
    }),
  );
  return [...new Set(found.sort((a, b) => a.index - b.index).map(({ text }) => text))];
}

/** Names of failed tests as node:test, vitest, jest, mocha, ava, playwright and TAP write them. */
const failedTest = /^\s*(?:✖|✗|✘|×|●|FAIL|not ok \d+ -|\d+\) )\s*(.+)$/gm;
/** Headings and totals that begin with the same sign. */
const noTest = /^(?:failing tests:|\d+ (?:failed|failing|tests? )|Test Files|Tests )/i;

/** Names of tests that failed, each once; empty where the output is of a kind that we cannot read. */
export function failedTests(output: string): string[] {
  const names = [...output.matchAll(failedTest)].map(([, name = '']) => withoutTime(name.trim()));
  return [...new Set(names.filter((name) => name !== '' && !noTest.test(name)))];
}

const withoutTime = (name: string): string => name.replace(/\s+(?:\(?\d+(?:\.\d+)?\s?m?s\)?)$/, '');
