import { afterAll, beforeAll, expect, test } from 'vitest';
import { changes } from '../../bench/load/changes.ts';
import { createTemplate, onCopy } from '../../bench/load/databases.ts';
import { measureNaive, measureOurs } from '../../bench/load/measure-change.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { serverTarget } from '../support/database.ts';

const name = 'load_in_tests';
const load = { rows: 5_000, perSecond: 60, connections: 6, prepared: true };
/** What no statement of the application waits longer than for a lock. */
const limitMs = 250;
const restMs = 400;

/** One of each way in which an application could be made to wait; `npm run bench -- load` has all of them. */
const classes = ['add_column default', 'add_column references', 'set_not_null fill', 'rename_column'];

beforeAll(() => createTemplate(serverTarget(), name, load.rows));
afterAll(() =>
  withSession(serverTarget(), { applicationName: 'test' }, (session) =>
    session.query(`DROP DATABASE ${name} WITH (FORCE)`),
  ),
);

test('reads and writes go on while the schema changes, there and back', async () => {
  const some = changes.filter((change) => classes.includes(change.name));
  expect(some).toHaveLength(classes.length);
  const [first, ...rest] = some.flatMap(({ operations }) => operations);
  if (first === undefined) throw new Error('no operation');
  const before = some.flatMap((change) => change.before ?? []).join('; ');
  const change = { name: classes.join(', '), operations: [first, ...rest], naive: '' } as const;
  const { up, down } = await onCopy(serverTarget(), name, before, (copy) =>
    measureOurs(copy, change, load, restMs),
  );
  for (const phase of [up, down]) {
    expect(phase.statements).toBeGreaterThan(20);
    expect(phase.errors).toEqual({});
    expect(phase.lockWaitMs, phase.lockWait).toBeLessThan(limitMs);
  }
});

test('the same driver feels a change that locks everybody out, and one that breaks the application', async () => {
  const naive = 'lock table tasks; select pg_sleep(0.6); alter table tasks rename column title to heading';
  const phase = await onCopy(serverTarget(), name, '', (copy) => measureNaive(copy, { naive }, load, restMs));
  expect(phase.lockWaitMs).toBeGreaterThan(limitMs);
  expect(Object.keys(phase.errors).join()).toContain('42703');
});
