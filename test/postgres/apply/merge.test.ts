import { expect, test } from 'vitest';
import {
  applyOnBranch,
  DriftedDatabase,
  findBranchState,
  LockNotAcquired,
  MergeUndone,
  mergeToProduction,
} from '../../../postgres/apply/index.ts';
import { AppliedMigrationChanged, listHistory } from '../../../postgres/history/index.ts';
import { hashMigration, type Migration } from '../../../postgres/migration.ts';
import { testDatabase } from '../../support/database.ts';
import { eventually, migration, options, sessionsOf } from './support.ts';

const schema = 'create table t (a int not null); insert into t select generate_series(1, 10);';
const addColumn = migration('add_b', [
  ['transactional', 'alter table t add b int default 5;', 'alter table t drop b;'],
  ['concurrent', 'create index concurrently t_b on t (b);', 'drop index concurrently t_b;'],
]);

async function proven(change: Migration) {
  await using branch = await testDatabase({ sql: schema });
  await applyOnBranch(sessionsOf(branch), change, options());
  const state = await findBranchState(await branch.session(), hashMigration(change).hash);
  if (!state?.afterSchema) throw new Error('not applied');
  return { schemaBefore: state.beforeSchema, schemaAfter: state.afterSchema };
}

test('applies what was proven, once', async () => {
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(addColumn);
  const report = await mergeToProduction(sessionsOf(db), addColumn, expected, options());
  expect(report).toMatchObject({
    applied: ['20260101000000', '20260101000001'],
    alreadyApplied: [],
    asProven: true,
    differences: [],
    lockRetries: 0,
  });
  expect(report.schemaBefore).not.toBe(report.schemaAfter);
  const again = await mergeToProduction(sessionsOf(db), addColumn, expected, options());
  expect(again).toMatchObject({ applied: [], alreadyApplied: report.applied, asProven: true, steps: [] });
  expect(await listHistory(await db.session())).toHaveLength(2);
});

test('three processes at once: one applies, the others wait and find it done', async () => {
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(addColumn);
  const reports = await Promise.all(
    [options(), options(), options()].map((each) =>
      mergeToProduction(sessionsOf(db), addColumn, expected, each),
    ),
  );
  expect(reports.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 2]);
  expect(reports.every(({ asProven }) => asProven)).toBe(true);
});

test('a schema that is not the one of the branch is refused in words, and untouched', async () => {
  await using db = await testDatabase({
    sql: `${schema} alter table t alter a set default 3; create index other on t (a);`,
  });
  const error = await mergeToProduction(sessionsOf(db), addColumn, await proven(addColumn), options()).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(DriftedDatabase);
  expect(error).toMatchObject({
    exit: 4,
    message: `the schema changed since the branch was made (2 differences):
  column public.t.a: default none before, 3 after
  index public.other: created`,
  });
  expect(await listHistory(await db.session())).toEqual([]);
  expect(
    await db.query(`select 1 from pg_attribute where attrelid = 't'::regclass and attname = 'b'`),
  ).toEqual([]);
});

test('settings and privileges of the database itself are no drift', async () => {
  await using db = await testDatabase({
    sql: `${schema} do $$ begin execute format('alter database %I set work_mem = %L', current_database(), '5MB'); end $$;`,
  });
  expect(
    await mergeToProduction(sessionsOf(db), addColumn, await proven(addColumn), options()),
  ).toMatchObject({ asProven: true });
});

test('an applied version with other SQL is refused', async () => {
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(addColumn);
  await mergeToProduction(sessionsOf(db), addColumn, expected, options());
  const edited = migration('add_b', [
    ['transactional', 'alter table t add b int default 6;', 'alter table t drop b;'],
  ]);
  await expect(mergeToProduction(sessionsOf(db), edited, expected, options())).rejects.toThrow(
    AppliedMigrationChanged,
  );
});

test('a lock that is not free is tried again, holding nothing, and the blocker is named', async () => {
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(addColumn);
  const blocker = await db.session('the blocker');
  await blocker.query('begin; select * from t');
  const [{ pid } = { pid: 0 }] = (await blocker.query<{ pid: number }>('select pg_backend_pid() as pid'))
    .rows;
  const lines: string[] = [];
  let released: Promise<unknown> | null = null;
  const report = await mergeToProduction(sessionsOf(db), addColumn, expected, {
    ...options({ lockTimeoutMs: 250, retryPauseMs: 20 }),
    progress: (line) => {
      lines.push(line);
      released ??= blocker.query('rollback');
    },
  });
  await released;
  expect(report).toMatchObject({ applied: ['20260101000000', '20260101000001'], asProven: true });
  expect(report.lockRetries).toBeGreaterThanOrEqual(1);
  expect(lines[0]).toMatch(
    new RegExp(
      `^step 20260101000000 waits for a lock: blocked by pid ${pid} \\(idle in transaction for \\d+ s, the blocker\\); retry 1 of 20 in \\d+ ms$`,
    ),
  );
});

test('behind a vacuum a step waits in a queue that no application stands in', async () => {
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(addColumn);
  const vacuuming = await db.session('the vacuum');
  await vacuuming.query(
    `insert into t select generate_series(11, 5000); set vacuum_cost_delay = 100; set vacuum_cost_limit = 1`,
  );
  const vacuum = vacuuming.query('vacuum t').catch((error: unknown) => error);
  await eventually(
    db,
    `select 1 from pg_locks where relation = 't'::regclass and mode = 'ShareUpdateExclusiveLock'`,
  );
  const merge = mergeToProduction(sessionsOf(db), addColumn, expected, options({ retryPauseMs: 20 }));
  await eventually(
    db,
    `select 1 from pg_locks where relation = 't'::regclass and mode = 'ShareUpdateExclusiveLock' and not granted`,
  );
  await db.query(`set lock_timeout = '50ms'; insert into t (a) values (-7); delete from t where a = -7`);
  await db.query(`select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'the vacuum'`);
  expect(await merge).toMatchObject({ asProven: true, lockRetries: 1 });
  expect(await vacuum).toMatchObject({ code: '57014' });
});

test('the retries are bounded', async () => {
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(addColumn);
  const blocker = await db.session('the blocker');
  await blocker.query('begin; select * from t');
  const merge = mergeToProduction(
    sessionsOf(db),
    addColumn,
    expected,
    options({ lockTimeoutMs: 100, retryPauseMs: 10, lockRetries: 2 }),
  );
  const error = await merge.catch((caught: unknown) => caught);
  await blocker.query('rollback');
  expect(error).toBeInstanceOf(LockNotAcquired);
  expect(error).toMatchObject({
    attempts: 3,
    message: expect.stringContaining('in 3 attempts of 100 ms; blocked by pid '),
  });
  expect(await mergeToProduction(sessionsOf(db), addColumn, expected, options())).toMatchObject({
    asProven: true,
  });
});

test('an index that cannot be built is not left invalid, and going on is possible', async () => {
  await using db = await testDatabase({ sql: `${schema}` });
  const unique = migration('unique_a', [
    ['concurrent', 'create unique index concurrently t_a on t (a);', 'drop index concurrently t_a;'],
  ]);
  const expected = await proven(unique);
  await db.query('insert into t values (1)');
  const error = await mergeToProduction(sessionsOf(db), unique, expected, options()).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(MergeUndone);
  expect(error).toMatchObject({
    cause: { sqlstate: '23505' },
    message: expect.not.stringContaining('(a)=(1)'),
  });
  expect(await db.query(`select to_regclass('t_a') as index`)).toEqual([{ index: null }]);
  await db.query('delete from t where a = 1');
  expect(await mergeToProduction(sessionsOf(db), unique, expected, options())).toMatchObject({
    asProven: true,
  });
});

test('a stopped run cancels its statement', async () => {
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(addColumn);
  const blocker = await db.session();
  await blocker.query('begin; select * from t');
  const stop = new AbortController();
  const merge = mergeToProduction(
    sessionsOf(db),
    addColumn,
    expected,
    options({ signal: stop.signal, lockTimeoutMs: 60_000 }),
  );
  const failed = expect(merge).rejects.toThrow('enough');
  for (;;) {
    const rows = await db.query(
      `select 1 from pg_stat_activity where application_name = 'godwit:test-run' and wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (rows.length > 0) break;
  }
  stop.abort(new Error('enough'));
  await failed;
  await blocker.query('rollback');
  expect(await listHistory(await db.session())).toEqual([]);
});
