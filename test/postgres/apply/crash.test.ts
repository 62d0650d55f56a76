import { expect, test } from 'vitest';
import {
  applyOnBranch,
  ConnectionLost,
  findBranchState,
  mergeToProduction,
  rollbackOnBranch,
} from '../../../postgres/apply/index.ts';
import { hashMigration, type Migration } from '../../../postgres/migration.ts';
import type { TestDatabase } from '../../support/database.ts';
import { testDatabase } from '../../support/database.ts';
import { killWaitingStep, migration, options, sessionsOf } from './support.ts';

const schema = 'create table t (a int); insert into t select generate_series(1, 30);';
/** Long: these steps wait for the test on purpose. */
const patient = { lockTimeoutMs: 60_000 };
const gate = 424242;

async function proven(sql: string, change: Migration) {
  await using branch = await testDatabase({ sql });
  await applyOnBranch(sessionsOf(branch), change, options());
  const state = await findBranchState(await branch.session(), hashMigration(change).hash);
  if (!state?.afterSchema) throw new Error('not applied');
  return { schemaBefore: state.beforeSchema, schemaAfter: state.afterSchema };
}

/** Runs the merge until it waits, kills it there, frees the way, and merges again. */
async function crashAndGoOn(db: TestDatabase, change: Migration, hold: string, release: string) {
  const expected = await proven(schema, change);
  const holder = await db.session();
  await holder.query(hold);
  const crashed = mergeToProduction(sessionsOf(db), change, expected, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  await holder.query(release);
  const again = options(patient);
  return { report: await mergeToProduction(sessionsOf(db), change, expected, again), lines: again.lines };
}

test('in the middle of a transactional step: nothing is left, going on applies the rest once', async () => {
  await using db = await testDatabase({ sql: schema });
  const change = migration('two_steps', [
    ['transactional', 'create table first (a int);', 'drop table first;'],
    [
      'transactional',
      `create table second (a int); select pg_advisory_xact_lock(${gate}); insert into second values (1);`,
      'drop table second;',
    ],
  ]);
  const expected = await proven(schema, change);
  const holder = await db.session();
  await holder.query(`select pg_advisory_lock(${gate})`);
  const crashed = mergeToProduction(sessionsOf(db), change, expected, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  expect(
    await db.query(
      `select to_regclass('first') is not null as first, to_regclass('second') is not null as second`,
    ),
  ).toEqual([{ first: true, second: false }]);
  await holder.query('select pg_advisory_unlock_all()');
  expect(await mergeToProduction(sessionsOf(db), change, expected, options())).toMatchObject({
    alreadyApplied: ['20260101000000'],
    applied: ['20260101000001'],
    asProven: true,
  });
  expect(await db.query('select a from second')).toEqual([{ a: 1 }]);
});

const addIndex = migration('add_index', [
  ['concurrent', 'create index concurrently t_a on t (a);', 'drop index concurrently t_a;'],
]);

test('in the middle of CREATE INDEX CONCURRENTLY: the invalid index is replaced', async () => {
  await using db = await testDatabase({ sql: schema });
  const { report, lines } = await crashAndGoOn(db, addIndex, 'begin; insert into t values (0)', 'rollback');
  expect(report).toMatchObject({ applied: ['20260101000000'], alreadyApplied: [], asProven: true });
  expect(lines[0]).toBe('step 20260101000000: dropped public.t_a, invalid, left by an interrupted build');
  expect(await db.query(`select indisvalid from pg_index where indexrelid = 't_a'::regclass`)).toEqual([
    { indisvalid: true },
  ]);
});

test('between CREATE INDEX CONCURRENTLY and its history row: the index is kept', async () => {
  await using db = await testDatabase({ sql: schema });
  // The tables of the history are there before the lock: an earlier migration was merged.
  await mergeToProduction(sessionsOf(db), addIndex, await proven(schema, addIndex), options());
  const change = migration(
    'other_index',
    [['concurrent', 'create index concurrently t_b on t (a);', 'drop index concurrently t_b;']],
    '20260102000000',
  );
  const expected = await proven(`${schema} create index t_a on t (a);`, change);
  const holder = await db.session();
  await holder.query('begin; lock table supabase_migrations.schema_migrations in share mode');
  const crashed = mergeToProduction(sessionsOf(db), change, expected, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  await holder.query('rollback');
  const [built] = await db.query(`select 't_b'::regclass::oid as oid`);
  const again = options();
  expect(await mergeToProduction(sessionsOf(db), change, expected, again)).toMatchObject({
    applied: ['20260102000000'],
    asProven: true,
  });
  expect(again.lines[0]).toBe('step 20260102000000 was finished before it was interrupted');
  expect(await db.query(`select 't_b'::regclass::oid as oid`)).toEqual([built]);
});

test('in the middle of DROP INDEX CONCURRENTLY', async () => {
  const change = migration('drop_index', [
    ['concurrent', 'drop index concurrently t_a;', 'create index concurrently t_a on t (a);'],
  ]);
  await using db = await testDatabase({ sql: `${schema} create index t_a on t (a);` });
  const expected = await proven(`${schema} create index t_a on t (a);`, change);
  const holder = await db.session();
  await holder.query('begin; insert into t values (0)');
  const crashed = mergeToProduction(sessionsOf(db), change, expected, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  await holder.query('rollback');
  expect(await mergeToProduction(sessionsOf(db), change, expected, options())).toMatchObject({
    asProven: true,
  });
  expect(await db.query(`select to_regclass('t_a') as index`)).toEqual([{ index: null }]);
});

const backfill = `do $$
declare done int;
begin
  loop
    update t set b = a where ctid in (select ctid from t where b is null limit 10);
    get diagnostics done = row_count;
    exit when done = 0;
    commit;
    if (select count(*) from t where b is not null) = 20 then perform pg_advisory_xact_lock(${gate}); end if;
  end loop;
end $$;`;

test('in the middle of a batched step: what is committed stays, the rest follows', async () => {
  const change = migration('backfill', [
    ['transactional', 'alter table t add b int;', 'alter table t drop b;'],
    ['batched', backfill, 'update t set b = null;'],
  ]);
  await using db = await testDatabase({ sql: schema });
  const expected = await proven(schema, change);
  const holder = await db.session();
  await holder.query(`select pg_advisory_lock(${gate})`);
  const crashed = mergeToProduction(sessionsOf(db), change, expected, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  expect(await db.query('select count(*)::int as filled from t where b is not null')).toEqual([
    { filled: 20 },
  ]);
  await holder.query('select pg_advisory_unlock_all()');
  const report = await mergeToProduction(sessionsOf(db), change, expected, options());
  expect(report).toMatchObject({
    alreadyApplied: ['20260101000000'],
    applied: ['20260101000001'],
    asProven: true,
  });
  expect(report.steps[0]?.rows).toBe(10);
  expect(await db.query('select count(*)::int as missing from t where b is distinct from a')).toEqual([
    { missing: 0 },
  ]);
});

test('in the middle of a rollback: the rest is rolled back and compared with the state before all', async () => {
  await using db = await testDatabase({ sql: schema });
  const change = migration('two_steps', [
    [
      'transactional',
      'create table first (a int);',
      `drop table first; select pg_advisory_xact_lock(${gate});`,
    ],
    ['transactional', 'create table second (a int);', 'drop table second;'],
  ]);
  await applyOnBranch(sessionsOf(db), change, options());
  const holder = await db.session();
  await holder.query(`select pg_advisory_lock(${gate})`);
  const crashed = rollbackOnBranch(sessionsOf(db), undefined, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  await holder.query('select pg_advisory_unlock_all()');
  expect(await rollbackOnBranch(sessionsOf(db), undefined, options())).toMatchObject({
    rolledBack: ['20260101000000'],
    schemaRestored: true,
    dataRestored: true,
    // The second table was gone when it went on.
    losses: [
      'table public.first is dropped with all its rows (0 now)',
      'table public.second is dropped with all its rows (0 now)',
    ],
  });
});

test('an application on a branch goes on after a crash and reports all steps', async () => {
  await using db = await testDatabase({ sql: schema });
  const change = migration('two_steps', [
    ['transactional', 'create table first (a int);', 'drop table first;'],
    ['concurrent', 'create index concurrently t_a on t (a);', 'drop index concurrently t_a;'],
  ]);
  const holder = await db.session();
  await holder.query('begin; insert into t values (0)');
  const crashed = applyOnBranch(sessionsOf(db), change, options(patient)).catch((error: unknown) => error);
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  await holder.query('rollback');
  const report = await applyOnBranch(sessionsOf(db), change, options());
  expect(report.steps.map(({ version }) => version)).toEqual(['20260101000000', '20260101000001']);
  expect(report.changes.map(({ text }) => text)).toEqual([
    'column public.first.a: created',
    'index public.t_a: created',
    'table public.first: created',
  ]);
  expect(await rollbackOnBranch(sessionsOf(db), undefined, options())).toMatchObject({
    schemaRestored: true,
    dataRestored: true,
  });
});

test('in the middle of DETACH PARTITION CONCURRENTLY: the pending detach is finalized', async () => {
  const sql = `create table p (a int) partition by range (a); create table p1 partition of p for values from (0) to (10);
    insert into p values (1);`;
  const change = migration('detach', [
    [
      'concurrent',
      'alter table p detach partition p1 concurrently;',
      'alter table p attach partition p1 for values from (0) to (10);',
    ],
  ]);
  await using db = await testDatabase({ sql });
  const expected = await proven(sql, change);
  const holder = await db.session();
  await holder.query('begin; select from p');
  const crashed = mergeToProduction(sessionsOf(db), change, expected, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  await holder.query('rollback');
  const again = options();
  expect(await mergeToProduction(sessionsOf(db), change, expected, again)).toMatchObject({ asProven: true });
  expect(again.lines.slice(0, 2)).toEqual([
    'step 20260101000000: finalized the detaching of "p1"',
    'step 20260101000000 was finished before it was interrupted',
  ]);
  expect(await db.query(`select 1 from pg_inherits`)).toEqual([]);
});

test('in the middle of REINDEX CONCURRENTLY: what it left is dropped', async () => {
  const change = migration('rebuild', [['concurrent', 'reindex index concurrently t_a;', 'select 1;']]);
  const sql = `${schema} create index t_a on t (a);`;
  await using db = await testDatabase({ sql });
  const expected = await proven(sql, change);
  const holder = await db.session();
  await holder.query('begin; insert into t values (0)');
  const crashed = mergeToProduction(sessionsOf(db), change, expected, options(patient)).catch(
    (error: unknown) => error,
  );
  await killWaitingStep(db);
  expect(await crashed).toBeInstanceOf(ConnectionLost);
  await holder.query('rollback');
  expect(await mergeToProduction(sessionsOf(db), change, expected, options())).toMatchObject({
    asProven: true,
  });
  expect(
    await db.query(`select indexrelid::regclass::text as index from pg_index where indrelid = 't'::regclass`),
  ).toEqual([{ index: 't_a' }]);
});
