import { expect, test } from 'vitest';
import { proven } from '../../support/history.ts';
import { expectHazards } from './judged.ts';

test('what writes a table anew, and what only waits', async () => {
  await expectHazards(
    `create table t (id bigint primary key, a int); create table big (id bigint primary key);
     create materialized view m as select id from t; create unique index on m (id);
     create function work() returns void language plpgsql as $$ begin alter table t alter column a type text; end $$;
     create procedure commits() language plpgsql as $$ begin update t set id = 1; commit; end $$;`,
    [
      ['vacuum full t', 'table-rewrites'],
      ['vacuum t'],
      ['cluster t using t_pkey', 'table-rewrites'],
      ['alter table t set unlogged', 'storage-rewrites', 'unlogged-table'],
      ['alter table t set logged', 'storage-rewrites'],
      ['alter table t set (fillfactor = 90)'],
      ['refresh materialized view m', 'refresh-blocks'],
      ['refresh materialized view concurrently m'],
      ['create table copied as select * from t', 'copies-table', 'no-primary-key'],
      ['create table alike as select * from t with no data', 'no-primary-key'],
      ['create table alike2 (like t including all)'],
      // Inside of what no grammar reads.
      ['do $$ begin alter table t alter column a type bigint; end $$', 'blocks-while-rewriting'],
      ['do $$ begin perform 1; end $$'],
      ['select work()', 'blocks-while-rewriting'],
      ["do $$ begin execute 'alter table t alter column a set not null'; end $$", 'blocks-while-scanning'],
      [
        'alter table t alter a type bigint using 1; alter table t add check (a > 0)',
        'type-change-rewrites',
        'check-validates',
        'several-passes',
        'type-narrowing',
      ],
      ['alter table t add column z int; alter table big add column z int', 'several-tables-locked'],
      ['alter table t rename z to y; alter table t alter y set default 1', 'rename-column'],
    ],
  );
});

test('partitions', async () => {
  await expectHazards(
    `create table p (id bigint, at date not null) partition by range (at);
     create table p_default partition of p default;
     create table q (id bigint, at date not null) partition by range (at);
     create table q1 (id bigint, at date not null);
     create table q2 (id bigint, at date not null, check (at >= '2027-01-01' and at < '2028-01-01'));`,
    [
      [
        `create table p1 partition of p for values from ('2026-01-01') to ('2027-01-01')`,
        'default-partition-scanned',
      ],
      [`create table q0 partition of q for values from ('2025-01-01') to ('2026-01-01')`],
      [
        `alter table q attach partition q1 for values from ('2026-01-01') to ('2027-01-01')`,
        'attach-partition-scans',
      ],
      [`alter table q attach partition q2 for values from ('2027-01-01') to ('2028-01-01')`],
      ['alter table q detach partition q1', 'detach-partition-blocks'],
      ['alter table q detach partition q2 concurrently'],
    ],
  );
});

test('plans of prepared statements, and timeouts', async () => {
  const [, ...reports] = await proven([
    ['create table t (id bigint primary key, a int, b varchar(5)); create view v as select a from t'],
    ['alter table t add column c int'],
    [`set lock_timeout = '2s'; alter table t alter b type varchar(9)`],
    ['create or replace view v as select a, id from t'],
    [`select set_config('lock_timeout', '2s', true); alter table t alter a set not null`],
    [`set local lock_timeout = '0'; alter table t add check (a > 0)`],
    [`set lock_timeout = '1s'; set statement_timeout = '5s'; alter table t add check (a > 1)`],
    [`alter table t add check (a > 2) not valid; set lock_timeout = '1s'`],
    ['comment on table t is $$x$$; alter table t alter a set default 1'],
  ]);
  expect(
    reports.map(({ hazards }) =>
      hazards.filter(({ level }) => level === 'advice').map(({ rule, line }) => `${line} ${rule}`),
    ),
  ).toEqual([
    ['1 cached-plan', '1 no-timeout'],
    ['1 cached-plan'],
    ['1 cached-plan', '1 no-timeout'],
    ['1 no-timeout'],
    ['1 no-timeout'],
    [],
    ['1 no-timeout'],
    ['1 no-timeout'],
  ]);
  expect(reports[3]?.hazards.at(-1)?.message).toContain('without a statement_timeout');
});

test('a hazard of the catalog stands at the statement that made it', async () => {
  const [, report] = await proven([
    ['create table u (id bigint primary key); create table t (id bigint primary key)'],
    [
      `create table s (
         id bigint primary key,
         u_id bigint references u);
       alter table t alter id set statistics 10;
       alter table t add column "U id" bigint references u;
       create index on t ("U id");
       alter table t alter id set default 1;
       alter table s enable row level security;
       create policy p on s using (u_id is not null);`,
    ],
  ]);
  expect(report?.hazards.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
    '1 foreign-key-without-index',
    '1 no-timeout',
    '5 cached-plan',
    '5 several-tables-locked',
    '6 index-blocks-writes',
  ]);
});
