import { test } from 'vitest';
import { expectHazards } from './judged.ts';

const tables = `create table t (id bigint primary key, a int, b int, c text, r tsrange);
  create table u (id bigint primary key, t_id bigint, n int);
  create index u_t_id on u (t_id);`;

test('foreign keys', async () => {
  await expectHazards(tables, [
    ['alter table u add constraint f1 foreign key (t_id) references t', 'foreign-key-validates'],
    ['alter table u add constraint f2 foreign key (t_id) references t not valid'],
    ['alter table u validate constraint f2'],
    [
      'alter table u add constraint f3 foreign key (t_id) references t not valid; alter table u validate constraint f3',
      'validate-with-add',
    ],
    // Locks both tables, reads neither.
    ['alter table u add column t2 bigint references t', 'foreign-key-without-index'],
    ['create table x (id bigint primary key, t_id bigint unique references t)'],
    ['create table y (id bigint primary key, n int unique references t)', 'foreign-key-type'],
    ['create table z (id bigint primary key, t_id bigint references t)', 'foreign-key-without-index'],
    ['alter table u drop constraint f1', 'drop-constraint'],
    ['alter table u drop constraint f2, add constraint f2 foreign key (t_id) references t not valid'],
    ['drop table u', 'drop-table', 'drop-table-locks-others'],
  ]);
});

test('checks are cleared where the server reads no row', async () => {
  await expectHazards(tables, [
    ['alter table t add constraint c1 check (a > 0)', 'check-validates'],
    ['alter table t add constraint c2 check (a > 1) not valid'],
    ['alter table t validate constraint c2'],
    [
      'alter table t add constraint c3 check (a > 2) not valid; alter table t validate constraint c3',
      'validate-with-add',
    ],
    ['alter table t add column k int check (k > 0)', 'check-validates'],
    ['alter table t add column l int'],
    ['create table n (id bigint primary key check (id > 0))'],
    ['alter table t drop constraint c1', 'drop-constraint'],
  ]);
});

test('keys and NOT NULL', async () => {
  await expectHazards(tables, [
    ['alter table t add constraint u1 unique (a)', 'key-builds-index', 'unique-needs-unique-rows'],
    ['create unique index concurrently u2 on t (b)', 'unique-needs-unique-rows'],
    ['alter table t add constraint u2 unique using index u2'],
    ['alter table t add column e int unique', 'key-builds-index'],
    [
      'alter table t add exclude using gist (r with &&)',
      'exclusion-builds-index',
      'unique-needs-unique-rows',
    ],
    ['alter table t drop constraint t_pkey', 'drop-constraint'],
    ['create unique index concurrently pk on t (a)', 'duplicate-index', 'unique-needs-unique-rows'],
    ['alter table t add constraint pk primary key using index pk', 'primary-key-scans'],
    ['alter table u alter n set not null', 'set-not-null-scans'],
    ['alter table u alter n drop not null', 'drop-not-null'],
    ['alter table u add constraint there check (n is not null) not valid'],
    ['alter table u validate constraint there'],
    // The validated CHECK of an earlier migration is proof enough for the server.
    ['alter table u alter n set not null'],
    ['alter table u drop constraint there', 'drop-constraint'],
    [
      'alter table u alter n drop not null; alter table u alter n set not null',
      'drop-not-null',
      'set-not-null-scans',
    ],
  ]);
});

test('a domain reads every table that uses it', async () => {
  await expectHazards(
    `create domain mark as int; create domain free as int;
     create table t (id bigint primary key, m mark);`,
    [
      ['alter domain mark add constraint positive check (value > 0)', 'domain-constraint-scans'],
      ['alter domain mark add constraint small check (value < 9) not valid'],
      ['alter domain mark set not null', 'domain-constraint-scans'],
      ['alter domain free add constraint positive check (value > 0)'],
    ],
  );
});
