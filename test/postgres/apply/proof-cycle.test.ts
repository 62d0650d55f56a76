import { describe, expect, test } from 'vitest';
import {
  applyOnBranch,
  MigrationFailed,
  NotAppliedHere,
  rollbackOnBranch,
} from '../../../postgres/apply/index.ts';
import { AppliedMigrationChanged, listHistory } from '../../../postgres/history/index.ts';
import { takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { migration, options, sessionsOf } from './support.ts';

const schema = `
  create table users (id int primary key);
  create table tasks (id int primary key, title text not null default 'new', owner int constraint tasks_owner_fkey references users on delete cascade);
  insert into users values (1);
  insert into tasks select n, 'task ' || n, 1 from generate_series(1, 5) n;
`;

const addDifficulty = migration('add_difficulty', [
  ['transactional', 'alter table tasks add difficulty int default 5;', 'alter table tasks drop difficulty;'],
  [
    'concurrent',
    'create index concurrently tasks_difficulty on tasks (difficulty);',
    'drop index concurrently tasks_difficulty;',
  ],
]);

test('up, down, up: restored, and the same again', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const open = sessionsOf(db);
  const before = await takeSnapshot(session);

  const first = await applyOnBranch(open, addDifficulty, options());
  expect(first.schemaBefore).toBe(before.hash);
  expect(first.schemaAfter).toBe((await takeSnapshot(session)).hash);
  expect(first.changes.map(({ text }) => text)).toEqual([
    'column public.tasks.difficulty: created',
    'index public.tasks_difficulty: created',
  ]);
  expect(first.steps.map(({ version }) => version)).toEqual(['20260101000000', '20260101000001']);
  expect(first.reapplied).toBeNull();
  expect(await listHistory(session)).toEqual([
    { version: '20260101000000', name: 'add_difficulty', checksum: expect.stringMatching(/^[0-9a-f]{64}$/) },
    {
      version: '20260101000001',
      name: 'add_difficulty_2',
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
  expect(
    await db.query('select version, statements from supabase_migrations.schema_migrations order by 1'),
  ).toEqual([
    { version: '20260101000000', statements: ['alter table tasks add difficulty int default 5'] },
    {
      version: '20260101000001',
      statements: ['create index concurrently tasks_difficulty on tasks (difficulty)'],
    },
  ]);

  expect(await applyOnBranch(open, addDifficulty, options())).toEqual(first);

  await db.query('update tasks set difficulty = 7 where id < 3');
  const back = await rollbackOnBranch(open, undefined, options());
  expect(back).toMatchObject({
    rolledBack: ['20260101000001', '20260101000000'],
    schemaRestored: true,
    dataRestored: true,
    differences: [],
    changedTables: [],
    losses: [
      'column public.tasks.difficulty is dropped with its values (2 of 5 rows hold a value that is not the default now)',
    ],
  });
  expect(await rollbackOnBranch(open, undefined, options())).toEqual(back);
  expect(await listHistory(session)).toEqual([]);

  const second = await applyOnBranch(open, addDifficulty, options());
  expect(second.reapplied).toEqual({ sameSchema: true, differences: [] });
  expect(second.schemaAfter).toBe(first.schemaAfter);
});

describe('a rollback that does not restore is told in words', () => {
  const wrong: [string, string, string, string[], string[]][] = [
    [
      'a lost default',
      'alter table tasks alter title type varchar(50);',
      'alter table tasks alter title drop default; alter table tasks alter title type text;',
      ["column public.tasks.title: default 'new'::text before, none after"],
      [],
    ],
    [
      'a forgotten ON DELETE',
      'alter table tasks drop constraint tasks_owner_fkey;',
      'alter table tasks add constraint tasks_owner_fkey foreign key (owner) references users;',
      ['constraint public.tasks.tasks_owner_fkey: ON DELETE CASCADE before, NO ACTION after'],
      [],
    ],
    [
      'a type left over',
      "create type level as enum ('low'); alter table tasks add level level;",
      'alter table tasks drop level;',
      ['enum public.level: created'],
      [],
    ],
    [
      'lost values',
      'alter table tasks drop title;',
      "alter table tasks add title text not null default 'new';",
      ['column order public.tasks: id, title, owner before, id, owner, title after'],
      ['public.tasks'],
    ],
    [
      'changed values',
      "update tasks set title = 'x' where id = 1;",
      "update tasks set title = 'task one' where id = 1;",
      [],
      ['public.tasks'],
    ],
    [
      'a lost owner of a view',
      'drop view if exists v; select 1;',
      'create view v as select id from tasks;',
      ['column public.v.id: created', 'view public.v: created'],
      [],
    ],
  ];
  test.each(wrong)('%s', async (_, up, down, differences, changedTables) => {
    await using db = await testDatabase({ sql: schema });
    await applyOnBranch(sessionsOf(db), migration('wrong', [['transactional', up, down]]), options());
    const report = await rollbackOnBranch(sessionsOf(db), undefined, options());
    expect(report.differences.map(({ text }) => text)).toEqual(differences);
    expect(report.changedTables).toEqual(changedTables);
    expect(report.dataRestored).toBe(changedTables.length === 0);
    expect(report.schemaRestored).toBe(differences.every((text) => text.startsWith('column order ')));
  });
});

test('losses: a table with its rows, a label, a column whose default is a function', async () => {
  await using db = await testDatabase({ sql: `${schema} create type status as enum ('open');` });
  const up = `create table "Notes" (id int); insert into "Notes" values (1), (2);
    alter type status add value 'done'; alter table tasks add seen timestamptz default now(), add double int generated always as (id * 2) stored;`;
  const down = `drop table "Notes"; alter table tasks drop seen, drop double;
    drop type status; create type status as enum ('open');`;
  await applyOnBranch(sessionsOf(db), migration('more', [['transactional', up, down]]), options());
  const { losses, schemaRestored } = await rollbackOnBranch(sessionsOf(db), undefined, options());
  expect(schemaRestored).toBe(true);
  expect(losses).toEqual([
    'table public."Notes" is dropped with all its rows (2 now)',
    'column public.tasks.seen is dropped with its values (5 of 5 rows hold a value now)',
    "enum public.status loses 'done': rows cannot keep such a value",
  ]);
});

test('what only gets its former name back is no loss', async () => {
  await using db = await testDatabase({ sql: schema });
  const up = 'alter table tasks rename to "Jobs"; alter table "Jobs" rename title to name;';
  const down = 'alter table "Jobs" rename name to title; alter table "Jobs" rename to tasks;';
  await applyOnBranch(sessionsOf(db), migration('renamed', [['transactional', up, down]]), options());
  const { losses, schemaRestored } = await rollbackOnBranch(sessionsOf(db), undefined, options());
  expect([schemaRestored, losses]).toEqual([true, []]);
});

test('a failing transactional step leaves nothing and says where, without row values', async () => {
  await using db = await testDatabase({
    sql: `${schema} insert into tasks values (9, 'secret words', 1), (10, 'secret words', 1);`,
  });
  const before = await takeSnapshot(await db.session());
  const failing = migration('unique_title', [
    [
      'transactional',
      'alter table tasks add note text;\n\n  alter table tasks add unique (title);',
      'select 1;',
    ],
  ]);
  const error = await applyOnBranch(sessionsOf(db), failing, options()).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MigrationFailed);
  expect(error).toMatchObject({
    version: '20260101000000',
    line: 3,
    sqlstate: '23505',
    message:
      'migration 20260101000000, line 3: could not create unique index "tasks_title_key" (SQLSTATE 23505)',
  });
  expect(error).not.toHaveProperty('cause');
  expect(JSON.stringify(error)).not.toContain('secret');
  expect((await takeSnapshot(await db.session())).hash).toBe(before.hash);
  expect(await listHistory(await db.session())).toEqual([]);
});

test('values that a message quotes are left out; a line within a statement is counted', async () => {
  await using db = await testDatabase({ sql: schema });
  const cast = migration('cast', [
    ['transactional', "select 'ü';\nselect\n  'ü', title::int from tasks;", 'select 1;'],
  ]);
  await expect(applyOnBranch(sessionsOf(db), cast, options())).rejects.toThrow(
    'migration 20260101000000, line 2: invalid input syntax for type integer: "…" (SQLSTATE 22P02)',
  );
  const missing = migration('missing', [
    ['transactional', "select 'ü';\nselect\n  'ü', nope from tasks;", 'select 1;'],
  ]);
  await expect(applyOnBranch(sessionsOf(db), missing, options())).rejects.toThrow(
    'line 3: column "nope" does not exist',
  );
  const deferred = migration('deferred', [
    [
      'transactional',
      'alter table tasks add parent int references tasks deferrable initially deferred; update tasks set parent = 99;',
      'select 1;',
    ],
  ]);
  await expect(applyOnBranch(sessionsOf(db), deferred, options())).rejects.toThrow('at commit: ');
});

test('an applied migration is never edited', async () => {
  await using db = await testDatabase({ sql: schema });
  await applyOnBranch(sessionsOf(db), addDifficulty, options());
  const edited = migration('add_difficulty', [
    [
      'transactional',
      'alter table tasks add difficulty int default 6;',
      'alter table tasks drop difficulty;',
    ],
  ]);
  await expect(applyOnBranch(sessionsOf(db), edited, options())).rejects.toThrow(AppliedMigrationChanged);
});

test('what a migration sets in its session does not reach the next step', async () => {
  await using db = await testDatabase({ sql: schema });
  const sets = migration('sets', [
    [
      'transactional',
      "set lock_timeout = 0; set search_path = ''; set role pg_monitor; select 1;",
      'select 1;',
    ],
    [
      'transactional',
      'create table settings as select current_user::text as who, current_setting($$lock_timeout$$) as lock, current_setting($$application_name$$) as app;',
      'drop table settings;',
    ],
  ]);
  await applyOnBranch(sessionsOf(db), sets, options());
  expect(await db.query('select * from public.settings')).toEqual([
    { who: 'postgres', lock: '100ms', app: 'godwit:test-run' },
  ]);
});

test('several migrations are rolled back newest first, down to a version; not beyond what was applied here', async () => {
  await using db = await testDatabase({ sql: schema });
  const open = sessionsOf(db);
  const one = migration('one', [['transactional', 'create table one (a int);', 'drop table one;']]);
  const two = migration(
    'two',
    [['transactional', 'create table two (a int references users);', 'drop table two;']],
    '20260102000000',
  );
  await applyOnBranch(open, one, options());
  const between = await takeSnapshot(await db.session());
  await applyOnBranch(open, two, options());
  expect(await rollbackOnBranch(open, '20260101000000', options())).toMatchObject({
    rolledBack: ['20260102000000'],
    schemaRestored: true,
  });
  expect((await takeSnapshot(await db.session())).hash).toBe(between.hash);
  await applyOnBranch(open, two, options());
  expect(await rollbackOnBranch(open, undefined, options())).toMatchObject({
    rolledBack: ['20260102000000', '20260101000000'],
    schemaRestored: true,
  });
  await applyOnBranch(open, one, options());
  await db.query('drop table godwit.branch_state');
  await expect(rollbackOnBranch(open, '20250101000000', options())).rejects.toThrow(NotAppliedHere);
});

test('a branch without applied migrations has nothing to roll back', async () => {
  await using db = await testDatabase({ sql: schema });
  expect(await rollbackOnBranch(sessionsOf(db), undefined, options())).toMatchObject({
    rolledBack: [],
    schemaRestored: true,
  });
});
