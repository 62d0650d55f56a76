import { expect, test } from 'vitest';
import { nothingToUndo } from '../../../postgres/operations/plan.ts';

test('a line break in a name does not end a comment', () => {
  expect(nothingToUndo('What was written is in a\r\nDROP TABLE t; --, too.')).toBe(
    '-- What was written is in a DROP TABLE t; --, too.\nSELECT 1',
  );
});
