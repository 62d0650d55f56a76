import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionsIn } from '../../../postgres/script/index.ts';

test('places of any characters, asked in any order', () => {
  const text = fc
    .array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', ' '), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 30 })), (sql, asked) => {
      const positions = positionsIn(sql);
      const characters = [...sql];
      for (const count of asked) {
        const before = characters.slice(0, count).join('');
        expect(positions.indexOf(Buffer.byteLength(before))).toBe(before.length);
        const lines = before.split('\n');
        expect(positions.placeOf(before.length)).toEqual({
          line: lines.length,
          column: (lines.at(-1)?.length ?? 0) + 1,
        });
      }
    }),
  );
});
