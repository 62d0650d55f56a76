import { expect, test } from 'vitest';
import { findingsOf } from '../../../check/output/findings.ts';
import type { MigrationReport } from '../../../check/prove/index.ts';
import { hazard, reportWith } from './report.ts';

const found = (given: Parameters<typeof reportWith>[0]) =>
  findingsOf(reportWith(given), (file) => `db/${file}`).map(({ file, line, rule, level, message }) => [
    `${file}:${line}`,
    level,
    rule,
    message,
  ]);

test('hazards keep their place; the file is told from the root of the repository', () => {
  expect(found({ hazards: [hazard()] })).toEqual([
    ['db/1_m.up.sql:3', 'warning', 'drop-table', 'table public.t goes with all its rows'],
  ]);
});

test('a proven migration and one without a down have nothing to tell', () => {
  expect(found({})).toEqual([]);
  expect(found({ down: { source: 'none', runs: null, restores: null, differences: [] } })).toEqual([]);
});

test('failures stand where they happened, that of a down in its file', () => {
  const error = '1_m.up.sql, line 7: relation "x" does not exist (SQLSTATE 42P01)\n  drop table x';
  expect(found({ up: { applied: false, error, ms: 1 } })).toEqual([
    ['db/1_m.up.sql:7', 'error', 'up-fails', error],
  ]);
  const down = '1_m.down.sql, line 2, column 5: syntax error';
  expect(
    found({ down: { source: 'file', runs: false, restores: false, differences: [], error: down } }),
  ).toEqual([['db/1_m.down.sql:2', 'error', 'down-fails', down]]);
});

const differences = [
  { object: 'column public.t.a', kind: 'column', before: 'default 1', after: 'default none' },
  { object: 'type public.mood', kind: 'enum', before: null, after: 'enum' },
  { object: 'index public.i', kind: 'index', before: 'index', after: null },
];
const ran = { source: 'file', runs: true } as const;

test('what a down leaves different is said in words, and not what follows from it', () => {
  const again = { applied: true, differences };
  expect(found({ down: { ...ran, restores: false, differences, again } })).toEqual([
    [
      'db/1_m.up.sql:1',
      'error',
      'down-does-not-restore',
      'the down does not restore what was before\ncolumn public.t.a: default 1 before, default none after\ntype public.mood: left behind\nindex public.i: missing',
    ],
  ]);
});

test('an up that fails after its down, or comes out otherwise', () => {
  const told = (again: MigrationReport['down']['again']) =>
    found({ down: { ...ran, restores: true, differences: [], ...(again && { again }) } });
  const words = 'applied once more after its down, the up does not give the same';
  expect(told({ applied: true, differences: differences.slice(0, 1) })).toEqual([
    [
      'db/1_m.up.sql:1',
      'error',
      'up-differs-again',
      `${words}: column public.t.a: default 1 before, default none after`,
    ],
  ]);
  expect(told({ applied: false, error: '1_m.up.sql, line 4: no', differences: [] })).toEqual([
    ['db/1_m.up.sql:4', 'error', 'up-differs-again', `${words}: 1_m.up.sql, line 4: no`],
  ]);
});
