import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnserialisableState } from '../../graph/errors.ts';
import { StrictSerializer } from '../../graph/store/strict-serializer.ts';

const serializer = new StrictSerializer();

async function roundTrip(value: unknown): Promise<unknown> {
  const [type, bytes] = await serializer.dumpsTyped(value);
  return serializer.loadsTyped(type, bytes);
}

describe('what a checkpoint keeps', () => {
  test('any JSON comes back as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        fc.pre(!JSON.stringify(value).includes('"lc"') && !JSON.stringify(value).includes('"__proto__"'));
        // JSON has no negative zero.
        expect(JSON.stringify(await roundTrip(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  test.each([
    ['a bigint, which turns the whole value into a text', { rows: 1n }, 'value.rows'],
    ['a Date, which comes back as a string', { at: [new Date(0)] }, 'value.at[0]'],
    ['a function, which vanishes', { run: () => 1 }, 'value.run'],
    ['NaN, which becomes null', { ms: Number.NaN }, 'value.ms'],
    ['a Map inside a value', { map: new Map() }, 'value.map'],
    ['a class instance, which loses its class', { url: new URL('https://example.org') }, 'value.url'],
    [
      'an object that the serializer would revive as a class',
      { a: { lc: 1, type: 'constructor' } },
      'value.a',
    ],
    ['the same under a key that LangGraph uses', { lg_name: 'Command', a: { lc: 1 } }, 'value.a'],
    ['undefined in a list, which becomes null', { list: [undefined] }, 'value.list[0]'],
  ])('refuses %s', (_, value, path) => {
    expect(() => serializer.dumpsTyped(value)).toThrow(UnserialisableState);
    expect(() => serializer.dumpsTyped(value)).toThrow(path);
  });

  test('refuses a cycle, but not a value that stands in two places', async () => {
    const shared = { a: 1 };
    expect(await roundTrip([shared, shared])).toEqual([shared, shared]);
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(() => serializer.dumpsTyped(cycle)).toThrow('a cycle');
  });
});
