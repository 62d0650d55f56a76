import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyOnBranch } from '../../../postgres/apply/index.ts';
import { openSession, withSession } from '../../../postgres/connection/session.ts';
import type { Migration } from '../../../postgres/migration.ts';
import { compileOperations, Operation } from '../../../postgres/operations/index.ts';
import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import { assignVersions, parseScript } from '../../../postgres/script/index.ts';
import { takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { withoutDatabase } from '../../../postgres/snapshot/without-database.ts';
import type { RollbackBlocked } from '../../../postgres/undo/index.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let db: TestDatabase;
let provider: LocalProvider;
let number = 0;

beforeAll(async () => {
  db = await testDatabase({
    sql: `CREATE TABLE tasks (id int PRIMARY KEY, title text NOT NULL);
      INSERT INTO tasks SELECT n, 'task ' || n FROM generate_series(1, 50) AS n`,
  });
  provider = await LocalProvider.open(db.target, 'postgres');
});
afterAll(() => db[Symbol.asyncDispose]());

const options = (runId: string) => ({
  runId,
  signal: new AbortController().signal,
  progress: () => undefined,
});

/** As a merge leaves it: the history knows the steps and the run. */
async function merged(name: string, up: string, down: string, run = `run-${name}`): Promise<Migration> {
  const version = `202611270${String(++number).padStart(5, '0')}`;
  const migration = { name, steps: assignVersions(parseScript(up, down), version) };
  await applyOnBranch(() => openSession(db.target, { applicationName: 'test' }), migration, options(run));
  await db.query('DROP TABLE godwit.branch_state');
  return migration;
}

const plan = (migration: Migration) =>
  provider.undoPlan(migration, { ...options('undo'), keepArchivesDays: 30 });

const schemaOf = (database: string) =>
  withSession(db.target.withDatabase(database), { applicationName: 'test' }, async (session) =>
    withoutDatabase(await takeSnapshot(session)),
  );

/** Applied, rolled back, applied again on a branch, as a run does; what the branch is afterwards. */
async function provenOnBranch(migration: Migration) {
  const { steps, ...facts } = await plan(migration);
  const branch = await provider.createBranch(`try-${++number}`, 'undo');
  const undo = {
    name: `rollback_${migration.name}`,
    steps: assignVersions(steps, `202611280${String(number).padStart(5, '0')}`),
  };
  await provider.applyMigration(branch.project_ref, undo, options('undo'));
  const back = await provider.resetBranch(branch.id, undefined, options('undo'));
  const again = await provider.applyMigration(branch.project_ref, undo, options('undo'));
  expect(again.reapplied).toMatchObject({ sameSchema: true });
  const query = (sql: string) =>
    withSession(
      db.target.withDatabase(branch.id),
      { applicationName: 'test' },
      async (session) => (await session.query(sql)).rows,
    );
  return {
    facts,
    back,
    branch: branch.id,
    query,
    [Symbol.asyncDispose]: () => provider.deleteBranch(branch.id),
  };
}

test('a table that was created goes with its rows kept, and comes back with them and its numbers', async () => {
  const before = await schemaOf(db.target.database);
  const migration = await merged(
    'add_badges',
    `CREATE TYPE mood AS ENUM ('good', 'bad');
     CREATE TABLE badges (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE, mood mood, twice int GENERATED ALWAYS AS (length(code) * 2) STORED);
     INSERT INTO badges (code, mood) VALUES ('first', 'good')`,
    'DROP TABLE badges; DROP TYPE mood',
  );
  await db.query(`INSERT INTO badges (code, mood) VALUES ('second', 'bad'), ('gone', 'bad');
    UPDATE badges SET code = 'was first' WHERE id = 1; DELETE FROM badges WHERE code = 'gone'`);
  await using proven = await provenOnBranch(migration);
  expect(proven.back).toMatchObject({ schemaRestored: true, dataRestored: true });
  expect((await schemaOf(proven.branch)).hash).toBe(before.hash);
  expect(await proven.query('SELECT c2, c3 FROM godwit_archive.badges ORDER BY c1')).toEqual([
    { c2: 'was first', c3: 'good' },
    { c2: 'second', c3: 'bad' },
  ]);
  expect(proven.facts).toMatchObject({
    breaking: ['applications that read or write public.badges fail'],
    destroys: ['the rows of public.badges (2 now; godwit_archive.badges keeps them)'],
    archives: ['godwit_archive.badges'],
  });
});

test('steps keep their kinds; values that were written since are kept, and come back', async () => {
  const migration = await merged(
    'add_rank',
    `-- godwit:step 1 transactional
     ALTER TABLE tasks ADD COLUMN rank int;
     -- godwit:step 2 concurrent
     CREATE INDEX CONCURRENTLY tasks_rank ON tasks (rank)`.replace(/^ +/gm, ''),
    `-- godwit:step 2 concurrent
     DROP INDEX CONCURRENTLY tasks_rank;
     -- godwit:step 1 transactional
     ALTER TABLE tasks DROP COLUMN rank`.replace(/^ +/gm, ''),
  );
  await db.query('UPDATE tasks SET rank = id WHERE id <= 20');
  // What a killed process left is half-way there.
  const left = await provider.createBranch('undo', 'undo');
  await withSession(db.target.withDatabase(left.id), { applicationName: 'test' }, (session) =>
    session.query('ALTER TABLE tasks DROP COLUMN rank'),
  );
  const { steps } = await plan(migration);
  expect(steps.map(({ kind }) => kind)).toEqual([
    'transactional',
    'batched',
    'transactional',
    'concurrent',
    'transactional',
  ]);
  await using proven = await provenOnBranch(migration);
  expect(proven.back).toMatchObject({ schemaRestored: true, dataRestored: true });
  expect(proven.facts.destroys).toEqual([
    'the values of public.tasks.rank (20 of 50 rows hold a value now; godwit_archive.tasks_rank keeps them)',
  ]);
});

test('the way back of a dropped column brings its values, its archive goes', async () => {
  await db.query(`ALTER TABLE tasks ADD COLUMN notes text; UPDATE tasks SET notes = 'note ' || id`);
  const operation: Operation = { op: 'drop_column', schema: 'public', table: 'tasks', column: 'notes' };
  const { steps } = compileOperations([operation], await provider.readCatalog(provider.productionRef));
  const migration = { name: 'drop_notes', steps: assignVersions(steps, '20261127090000') };
  const open = () => openSession(db.target, { applicationName: 'test' });
  await applyOnBranch(open, migration, options('dropped'));
  await db.query('DROP TABLE godwit.branch_state');
  await using proven = await provenOnBranch(migration);
  expect(proven.back).toMatchObject({ schemaRestored: true, dataRestored: true });
  expect(proven.facts).toMatchObject({ destroys: [], archives: [] });
  expect(await proven.query(`SELECT count(*)::int AS n FROM tasks WHERE notes = 'note ' || id`)).toEqual([
    { n: 50 },
  ]);
  expect(await proven.query(`SELECT to_regclass('godwit_archive.tasks_notes') AS at`)).toEqual([
    { at: null },
  ]);

  // Gone for good, it cannot bring anything back.
  await db.query('DROP TABLE godwit_archive.tasks_notes');
  await expect(plan(migration)).rejects.toMatchObject({
    code: 'rollback-blocked',
    message: expect.stringContaining(
      '20261127090000_drop_notes cannot be rolled back as the database is now',
    ),
  });
});

test('a column that got another type gets it back with its values, those written since, too', async () => {
  await db.query('ALTER TABLE tasks ADD COLUMN score int; UPDATE tasks SET score = id');
  const operation = Operation.parse({ op: 'alter_type', table: 'tasks', column: 'score', type: 'bigint' });
  const { steps } = compileOperations([operation], await provider.readCatalog(provider.productionRef));
  const migration = { name: 'alter_score', steps: assignVersions(steps, '20261127091000') };
  await applyOnBranch(
    () => openSession(db.target, { applicationName: 'test' }),
    migration,
    options('altered'),
  );
  await db.query('DROP TABLE godwit.branch_state; UPDATE tasks SET score = 77 WHERE id = 1');
  await using proven = await provenOnBranch(migration);
  expect(proven.back).toMatchObject({ schemaRestored: true, dataRestored: true });
  expect(proven.facts.archives).toEqual([]);
  expect(await proven.query('SELECT pg_typeof(score)::text AS type, score FROM tasks WHERE id = 1')).toEqual([
    { type: 'integer', score: 77 },
  ]);
});

test('a column that goes outside a transaction would lose what is written last: refused', async () => {
  const migration = await merged(
    'add_extra',
    'ALTER TABLE tasks ADD COLUMN extra int',
    'DO $$ BEGIN COMMIT; ALTER TABLE tasks DROP COLUMN extra; END $$',
  );
  await expect(plan(migration)).rejects.toMatchObject({
    code: 'rollback-blocked',
    message: expect.stringContaining('public.tasks.extra is dropped outside a transaction'),
  });
});

test('what stands on it is named: later migrations, or a change by hand', async () => {
  const blocked = (migration: Migration): Promise<RollbackBlocked> =>
    plan(migration).then(
      () => expect.unreachable(),
      (error: RollbackBlocked) => error,
    );
  const first = await merged(
    'add_level',
    'ALTER TABLE tasks ADD COLUMN level int',
    'ALTER TABLE tasks DROP COLUMN level',
  );
  // It goes with the column without a word, and the way there again does not bring it back.
  const index = await merged(
    'index_level',
    'CREATE INDEX by_level ON tasks (level)',
    'DROP INDEX by_level',
    'later1',
  );
  const silent = await blocked(first);
  expect(silent.later).toEqual([index.steps[0].version]);
  expect(silent.message).toContain('index public.by_level');
  expect(silent.hint).toBe(
    `${index.steps[0].version}_index_level came later and names it. The newest goes first: godwit rollback later1 takes it back.`,
  );
  const view = await merged(
    'view_level',
    'CREATE VIEW levels AS SELECT "level" FROM tasks',
    'DROP VIEW levels',
    'later2',
  );
  const refused = await blocked(first);
  expect(refused.later).toEqual([index.steps[0].version, view.steps[0].version]);
  expect(refused.message).toContain(
    'cannot drop column level of table tasks because other objects depend on it',
  );

  const alone = await merged(
    'add_ripeness',
    'ALTER TABLE tasks ADD COLUMN ripeness int',
    'ALTER TABLE tasks DROP COLUMN ripeness',
  );
  await db.query('ALTER TABLE tasks RENAME COLUMN ripeness TO condition');
  const drifted = await blocked(alone);
  expect(drifted.later).toEqual([]);
  expect(drifted.message).toContain('column "ripeness" of relation "tasks" does not exist');
  expect(drifted.hint).toContain('changed by hand');
});
