import { expect, test } from 'vitest';
import { monitor } from '../../../postgres/monitor/index.ts';
import { testDatabase } from '../../support/database.ts';
import { eventually } from '../apply/support.ts';

test('a database in order', async () => {
  await using db = await testDatabase({ sql: 'create table t (a int)' });
  expect(await monitor(await db.session())).toEqual({
    invalidIndexes: [],
    unvalidatedConstraints: [],
    waitingSessions: 0,
    longestWaitMs: 0,
    policiesWithoutRls: [],
  });
});

test('what a migration left behind, and who waits', async () => {
  await using db = await testDatabase({
    sql: `create table "T" (a int); create index "I" on "T" (a); create policy p on "T" using (true); create policy q on "T" using (true);
      alter table "T" add constraint c check (a > 0) not valid;
      update pg_index set indisvalid = false where indexrelid = '"I"'::regclass`,
  });
  const holder = await db.session();
  await holder.query('begin; lock table "T"');
  const waiter = (await db.session('waiter')).query('select from "T"');
  await eventually(
    db,
    `select 1 from pg_stat_activity where application_name = 'waiter' and wait_event_type = 'Lock'`,
  );
  const report = await monitor(await db.session());
  await holder.query('rollback');
  await waiter;
  expect(report).toEqual({
    invalidIndexes: ['public."I"'],
    unvalidatedConstraints: ['public."T".c'],
    waitingSessions: 1,
    longestWaitMs: expect.any(Number),
    policiesWithoutRls: ['public."T"'],
  });
});
