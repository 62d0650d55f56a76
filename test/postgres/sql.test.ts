import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derivedName, dollarQuoted, ident, identList, literal, qualified } from '../../postgres/sql.ts';
import { testDatabase } from '../support/database.ts';

const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

test('names and texts survive the server', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const text = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((value) => !value.includes('\0') && Buffer.byteLength(value) <= 63 && isWellFormed(value));
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      const { rows, fields } = await session.query(`SELECT ${literal(value)} AS ${ident(value)}`);
      expect(fields[0]?.name).toBe(value);
      expect(rows[0][value]).toBe(value);
    }),
    { numRuns: 100 },
  );
});

test('exact', () => {
  expect(qualified('My "Schema"', 'select')).toBe('"My ""Schema"""."select"');
  expect(identList(['a', 'B'])).toBe('"a", "B"');
  expect(literal('back\\slash')).toBe(`E'back\\\\slash'`);
  expect(dollarQuoted('x $godwit$ y')).toBe('$godwit_$\nx $godwit$ y\n$godwit_$');
});

test('derived names fit, are stable, and do not collide', () => {
  expect(derivedName(['tasks', 'difficulty', 'check'])).toBe('tasks_difficulty_check');
  expect(derivedName(['a', 'b'], new Set(['a_b', 'a_b_2']))).toBe('a_b_3');
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => isWellFormed(value));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), fc.array(name), (parts, others) => {
      const first = derivedName(parts, new Set(others));
      expect(Buffer.byteLength(first)).toBeLessThanOrEqual(63);
      expect(isWellFormed(first)).toBe(true);
      expect(others).not.toContain(first);
      expect(derivedName(parts, new Set(others))).toBe(first);
      expect(derivedName(parts, new Set([...others, first]))).not.toBe(first);
    }),
  );
  const long = 'x'.repeat(80);
  expect(derivedName([long, 'a'])).not.toBe(derivedName([long, 'b']));
});
