import { describe, expect, it } from 'vitest';
import { compilerErrors, failedTests } from '../../../tools/app/read-output.ts';

describe('compilerErrors', () => {
  it('reads tsc, plain and pretty', () => {
    const output = [
      "src/a b.ts(3,5): error TS2345: Argument of type 'x' is not assignable.",
      '  more about it',
      "src/c.ts:10:1 - error TS2339: Property 'd' does not exist.",
      'error TS5023: Unknown compiler option.',
      "src/a b.ts(3,5): error TS2345: Argument of type 'x' is not assignable.",
      'Found 3 errors.',
    ].join('\n');
    expect(compilerErrors(output)).toEqual([
      "src/a b.ts:3: TS2345: Argument of type 'x' is not assignable.",
      "src/c.ts:10: TS2339: Property 'd' does not exist.",
      'TS5023: Unknown compiler option.',
    ]);
  });
});

describe('failedTests', () => {
  it.each([
    [
      'node:test',
      '✔ one (1.2ms)\n✖ two words (3.123ms)\nℹ fail 1\n\n✖ failing tests:\n\ntest at a.js:1:1\n✖ two words (3.1ms)',
      ['two words'],
    ],
    ['TAP', 'ok 1 - one\nnot ok 2 - two', ['two']],
    [
      'vitest',
      '   × group > two 12ms\n FAIL  test/a.test.ts > group > two\n Test Files  1 failed (1)',
      ['group > two', 'test/a.test.ts > group > two'],
    ],
    ['jest', 'FAIL src/a.test.js\n  ● group › two\n', ['src/a.test.js', 'group › two']],
    ['mocha', '  1 failing\n\n  1) group\n', ['group']],
    ['nothing', 'all is well', []],
  ])('reads %s', (_, output, names) => {
    expect(failedTests(output)).toEqual(names);
  });
});
