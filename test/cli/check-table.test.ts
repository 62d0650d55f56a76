import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { MigrationReport } from '../../check/prove/index.ts';
import { migrationText } from '../../cli/check/table.ts';
import { reportWith } from '../check/output/report.ts';

const told = (given: Partial<MigrationReport>): string[] =>
  migrationText(reportWith(given), picocolors.createColors(false), { advice: false }).split('\n');
const notRestored = (before: string, after: string) =>
  told({
    down: {
      source: 'file',
      runs: true,
      restores: false,
      differences: [{ object: 'function public.f()', kind: 'function', before, after }],
    },
  })[1];

test('long values are cut where they differ, not before', () => {
  const same = `definition CREATE FUNCTION f() ${'x'.repeat(200)}`;
  const start = `definition CREATE FUNCTI…${'x'.repeat(40)}`;
  expect(notRestored(`${same} old`, `${same}`)).toBe(
    `    function public.f(): ${start} old before, ${start} after`,
  );
  expect(notRestored(`definition 1${'y'.repeat(200)}`, 'definition 2')).toBe(
    `    function public.f(): definition 1${'y'.repeat(107)}… before, definition 2 after`,
  );
});

test('a difference of white space alone is shown', () => {
  expect(notRestored("text a\n b  'c'", "text a\tb 'c'")).toBe(
    `    function public.f(): text a\\n b  'c' before, text a\\tb 'c' after`,
  );
});

test('why no derived down restores is told, each line under its migration', () => {
  const derived = { restores: false, sql: 'SELECT 1;\n' };
  const differences = [
    { object: 'table public.t', kind: 'rows', before: '2 rows', after: '2 rows, with other values' },
  ];
  expect(told({ derived: { ...derived, differences } }).slice(1)).toEqual([
    '    no derived down restores',
    '      table public.t: 2 rows before, 2 rows, with other values after',
    '      SELECT 1;',
  ]);
  expect(told({ derived: { ...derived, error: 'line 1: no\n  create role r' } }).slice(1)).toEqual([
    '    no derived down restores: line 1: no',
    '      create role r',
    '      SELECT 1;',
  ]);
});
