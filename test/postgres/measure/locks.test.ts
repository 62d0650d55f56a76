import { expect, test } from 'vitest';
import { applyOnBranch } from '../../../postgres/apply/index.ts';
import type { StepKind } from '../../../postgres/migration.ts';
import { testDatabase } from '../../support/database.ts';
import { migration, options, sessionsOf } from '../apply/support.ts';

const schema = `
  create table users (id int primary key);
  create table t (id int primary key, a int, v varchar(10), u int);
  alter table t add constraint positive check (a > 0) not valid;
  alter table t add constraint t_u_fkey foreign key (u) references users not valid;
  alter table t add constraint a_there check (a is not null);
  create index t_v on t (v);
  insert into users select generate_series(1, 100);
  insert into t select n, n, 'x', n % 100 + 1 from generate_series(1, 1000) n;
  analyze;
`;

type Expected = [relation: string, mode: string, rewrite: boolean, scan: boolean, blocks: string];
const accessExclusive = (rewrite: boolean, scan: boolean): Expected => [
  'public.t',
  'AccessExclusiveLock',
  rewrite,
  scan,
  'reads and writes',
];

const known: [string, StepKind, string, Expected[]][] = [
  ['ADD COLUMN', 'transactional', 'alter table t add b int', [accessExclusive(false, false)]],
  [
    'ADD COLUMN with a stable default',
    'transactional',
    'alter table t add b timestamptz default now()',
    [accessExclusive(false, false)],
  ],
  [
    'ADD COLUMN with a volatile default',
    'transactional',
    'alter table t add b uuid default gen_random_uuid()',
    [accessExclusive(true, true)],
  ],
  [
    'ADD COLUMN with a check',
    'transactional',
    'alter table t add b int check (b > 0)',
    [accessExclusive(false, true)],
  ],
  [
    'a longer varchar',
    'transactional',
    'alter table t alter v type varchar(20)',
    [accessExclusive(false, false)],
  ],
  ['ALTER TYPE', 'transactional', 'alter table t alter a type bigint', [accessExclusive(true, true)]],
  ['SET NOT NULL', 'transactional', 'alter table t alter v set not null', [accessExclusive(false, true)]],
  [
    'SET NOT NULL that a check proves',
    'transactional',
    'alter table t alter a set not null',
    [accessExclusive(false, false)],
  ],
  [
    'CREATE INDEX',
    'transactional',
    'create index i on t (a)',
    [['public.t', 'ShareLock', false, true, 'writes']],
  ],
  [
    'VALIDATE',
    'transactional',
    'alter table t validate constraint positive',
    [['public.t', 'ShareUpdateExclusiveLock', false, true, 'schema changes']],
  ],
  [
    'CREATE INDEX CONCURRENTLY',
    'concurrent',
    'create index concurrently i on t (a)',
    [['public.t', 'ShareUpdateExclusiveLock', false, true, 'schema changes']],
  ],
  ['DROP INDEX', 'transactional', 'drop index t_v', [accessExclusive(false, false)]],
  [
    'ADD FOREIGN KEY NOT VALID',
    'transactional',
    'alter table t add constraint f foreign key (a) references users not valid',
    [
      ['public.t', 'ShareRowExclusiveLock', false, false, 'writes'],
      ['public.users', 'ShareRowExclusiveLock', false, false, 'writes'],
    ],
  ],
  ['CREATE TABLE', 'transactional', 'create table fresh (a int); create index on fresh (a)', []],
  [
    'a new table that references an old one',
    'transactional',
    'create table fresh (a int references users)',
    [['public.users', 'ShareRowExclusiveLock', false, false, 'writes']],
  ],
];

test.each(known)('%s', async (_, kind, up, expected) => {
  await using db = await testDatabase({ sql: schema });
  const report = await applyOnBranch(sessionsOf(db), migration('known', [[kind, up, 'select 1']]), options());
  const [step] = report.steps;
  expect(
    step?.locks.map(({ relation, mode, rewrite, scan, blocks }) => [relation, mode, rewrite, scan, blocks]),
  ).toEqual(expected);
  for (const { heldMs } of step?.locks ?? []) {
    expect(heldMs).toBeGreaterThanOrEqual(0);
    expect(heldMs).toBeLessThanOrEqual(step?.ms ?? 0);
  }
});

test('a lock is held from its statement to the commit', async () => {
  await using db = await testDatabase({ sql: schema });
  const up =
    'select pg_sleep(0.1); alter table t add b int; select pg_sleep(0.2); alter table users add b int;';
  const { steps } = await applyOnBranch(
    sessionsOf(db),
    migration('held', [['transactional', up, 'select 1']]),
    options(),
  );
  const held = Object.fromEntries(steps[0]?.locks.map(({ relation, heldMs }) => [relation, heldMs]) ?? []);
  expect(held['public.t']).toBeGreaterThanOrEqual(200);
  expect(held['public.users']).toBeLessThan(held['public.t'] ?? 0);
  expect(steps[0]?.ms).toBeGreaterThanOrEqual(300);
});

test('rows: those of statements, of DO blocks and of batches', async () => {
  await using db = await testDatabase({ sql: schema });
  const rows = async (kind: StepKind, up: string, version: string) =>
    (await applyOnBranch(sessionsOf(db), migration('rows', [[kind, up, 'select 1']], version), options()))
      .steps[0]?.rows;
  expect(
    await rows(
      'transactional',
      'update t set a = a + 1 where id <= 10; delete from t where id = 11;',
      '20260101000000',
    ),
  ).toBe(11);
  expect(
    await rows('transactional', 'do $$ begin update t set a = a + 1 where id <= 7; end $$', '20260102000000'),
  ).toBe(7);
  expect(
    await rows(
      'batched',
      'do $$ begin for i in 1..3 loop update t set a = a + 1 where id = i; commit; end loop; end $$',
      '20260103000000',
    ),
  ).toBe(3);
  expect(
    await rows('transactional', 'alter table t add c uuid default gen_random_uuid()', '20260104000000'),
  ).toBe(0);
});
