import { expect, test } from 'vitest';
import { runsTable } from '../../cli/output/runs.ts';
import { styleFor } from '../../cli/output/style.ts';
import { sinceOf } from '../../cli/since.ts';
import type { LiveRun } from '../../graph/queue/list-live.ts';

const now = new Date('2026-11-27T12:00:00Z');

test.each([
  ['90min', '2026-11-27T10:30:00.000Z'],
  ['2 h', '2026-11-27T10:00:00.000Z'],
  ['3d', '2026-11-24T12:00:00.000Z'],
  ['1w', '2026-11-20T12:00:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T08:30', '2026-11-20T08:30:00.000Z'],
  ['2026-11-20T08:30+02:00', '2026-11-20T06:30:00.000Z'],
])('since %s', (text, expected) => {
  expect(sinceOf(text, now).toISOString()).toBe(expected);
});

test.each(['yesterday', '3', '-2h', '2026-02-31', '2026-13-01', '2026-11-20T25:00'])(
  'not since %s',
  (text) => {
    expect(() => sinceOf(text, now)).toThrow('must be a duration such as 90min');
  },
);

test('a table tells apart what differs, and is cut where the terminal ends', () => {
  const run = (id: string, status: LiveRun['status'], target: string, kind?: string): LiveRun =>
    ({
      id,
      status,
      createdAt: new Date(Date.now() - 3 * 3_600_000),
      title: 'Add a\ncolumn \u001b[31mdifficulty',
      spec: { requester: 'kim', target },
      question: kind === undefined ? null : { kind },
    }) as unknown as LiveRun;
  const plain = styleFor({}, {});
  const same = [run('abc1', 'done', 'app'), run('abc2', 'waiting', 'app', 'approval')];
  expect(runsTable(same, plain)).toEqual([
    'run   status             begun  request',
    'abc1  done               3 h    Add a column \\u{1b}[31mdifficulty',
    'abc2  waiting: approval  3 h    Add a column \\u{1b}[31mdifficulty',
  ]);
  const apart = [run('abc1', 'no_schema_change', 'app'), run('abc2', 'interrupted', 'shop')];
  expect(runsTable(apart, plain, 50)).toEqual([
    'run   status            begun  target  request',
    'abc1  no schema change  3 h    app     Add a colu…',
    'abc2  interrupted       3 h    shop    Add a colu…',
  ]);
});
