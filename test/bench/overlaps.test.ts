import { expect, test } from 'vitest';
import { overlaps } from '../../bench/workers/overlaps.ts';

const at = (target: string, from: number, to: number) => ({ target, from, to });

test('a long one meets all that begin before it ends; one may follow another at once; targets do not meet', () => {
  const long = at('shop', 0, 100);
  const [inside, crossing, next] = [at('shop', 10, 20), at('shop', 90, 110), at('shop', 110, 120)];
  const elsewhere = at('bank', 5, 50);
  expect(overlaps([next, crossing, elsewhere, long, inside])).toEqual([
    [long, inside],
    [long, crossing],
  ]);
});
