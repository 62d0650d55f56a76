import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineOf, compareBaseline, parseBaseline, renderBaseline } from '../../check/baseline.ts';
import type { Finding } from '../../check/output/findings.ts';

const finding = (given: Partial<Finding> = {}): Finding => ({
  migration: 'db/1_m.up.sql',
  file: 'db/1_m.up.sql',
  line: 3,
  rule: 'drop-table',
  level: 'warning',
  message: 'table public.t goes with all its rows',
  remedy: null,
  ...given,
});
const checked = new Set(['db/1_m.up.sql']);

test('what was there before is accepted, wherever its line has gone', () => {
  const old = [finding(), finding({ rule: 'up-fails', message: 'db/1_m.up.sql, line 3: no, column 9' })];
  const now = [
    finding({ line: 40 }),
    finding({ rule: 'up-fails', message: 'db/1_m.up.sql, line 40: no, column 9' }),
  ];
  const { accepted, stale } = compareBaseline(baselineOf(old), now, checked);
  expect([...accepted]).toEqual(now);
  expect(stale).toEqual([]);
});

test('one more of a kind is new', () => {
  const now = [finding(), finding({ line: 9 }), finding({ line: 12 })];
  const { accepted } = compareBaseline(baselineOf(now.slice(0, 2)), now, checked);
  expect([...accepted]).toEqual(now.slice(0, 2));
});

test('another message, rule or migration is new', () => {
  const baseline = baselineOf([finding()]);
  for (const other of [{ message: 'x' }, { rule: 'x' }, { migration: 'x' }])
    expect(compareBaseline(baseline, [finding(other)], checked).accepted.size).toBe(0);
});

test('what nothing matches any more is stale, but not in a migration that was not checked', () => {
  const baseline = baselineOf([finding(), finding(), finding({ migration: 'db/2_m.up.sql' })]);
  expect(compareBaseline(baseline, [finding()], checked).stale).toEqual([
    {
      migration: 'db/1_m.up.sql',
      rule: 'drop-table',
      message: 'table public.t goes with all its rows',
      times: 1,
    },
  ]);
});

test('a baseline is a file: sorted, the same again when it is read, and accepts what it was made of', () => {
  const text = fc.string({ unit: fc.constantFrom('line ', '1', '23', ', column ', 'ä', '"', '…', '\n') });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 8 }), (drawn) => {
      const findings = drawn.map(([message, rule]) => finding({ message, rule }));
      const written = renderBaseline(baselineOf(findings));
      const read = parseBaseline(written, 'b.json');
      expect(read).toEqual(baselineOf(findings));
      expect(renderBaseline(baselineOf([...findings].reverse()))).toBe(written);
      const { accepted, stale } = compareBaseline(read, findings, checked);
      expect(accepted.size).toBe(findings.length);
      expect(stale).toEqual([]);
    }),
  );
});

test.each([
  ['{', 'it is not JSON'],
  ['[]', '"format" is not 1'],
  ['{"format":2,"accepted":[]}', '"format" is not 1'],
  ['{"format":1}', '"accepted" is not a list'],
  ['{"format":1,"accepted":[{"migration":"a","rule":"b","message":"c"}]}', 'entry 1 needs'],
  ['{"format":1,"accepted":[{"migration":"a","rule":"b","message":"c","times":0}]}', 'entry 1 needs'],
])('%s is refused by name', (text, reason) => {
  expect(() => parseBaseline(text, 'b.json')).toThrow(`"b.json" is no baseline: ${reason}`);
});
