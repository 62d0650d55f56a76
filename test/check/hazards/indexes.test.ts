import { test } from 'vitest';
import { expectHazards } from './judged.ts';

test('an index is judged by the lock that it took', async () => {
  await expectHazards(
    `create table t (id bigint primary key, a int, b int, c int, d int);
     create table parted (id bigint, at date) partition by range (at);
     create table part partition of parted for values from ('2026-01-01') to ('2027-01-01');
     create table "Odd ON ""t" (id bigint primary key, "A b" int);
     create index old_a on t (a);
     create index odd on "Odd ON ""t" ("A b");
     create materialized view seen as select id from t;`,
    [
      ['create index i1 on t (b)', 'index-blocks-writes'],
      ['create index concurrently i2 on t (c)'],
      // Nobody can wait for what nobody has seen.
      ['create table n (id bigint primary key, a int); create index n_a on n (a)'],
      ['create index i3 on parted (id)', 'index-blocks-writes'],
      ['create index i4 on only parted (at)'],
      ['create unique index u1 on t (d)', 'index-blocks-writes', 'unique-needs-unique-rows'],
      ['create index concurrently if not exists i5 on t (d, c)', 'index-if-not-exists'],
      [
        'create table w (id bigint primary key, b int, c int); create index on w (id, b, c, (b + c))',
        'wide-index',
      ],
      ['create table v (id bigint primary key, b int, c int); create index on v (id, b, c)'],
      ['create index again on t (a)', 'index-blocks-writes', 'duplicate-index'],
      ['create index odd2 on "Odd ON ""t" ("A b")', 'index-blocks-writes', 'duplicate-index'],
      ['drop index i1; create index i1 on t (b, d)', 'drop-index-blocks', 'index-blocks-writes'],

      ['create index g on t (c); drop index g', 'index-blocks-writes', 'drop-index-blocks'],
      ['reindex table t', 'reindex-blocks'],
      ['reindex table concurrently t'],
      ['create index on seen (id)'],
    ],
  );
});

test('an index that is dropped before its successor is there leaves a gap, but not in a transaction', async () => {
  await expectHazards(
    `create table t (id bigint primary key, a int, b int);
     create index t_a on t (a); create index t_a2 on t (a);`,
    [
      [
        'drop index concurrently if exists t_a; create index concurrently t_ab on t (a, b)',
        'index-replaced-too-early',
      ],
      ['create index concurrently t_a3 on t (a, id); drop index concurrently t_a2', 'not-rerunnable'],
    ],
  );
});

test('an invalid index that IF NOT EXISTS passes over is an error', async () => {
  await expectHazards(
    `create table t (a int, "B" int);
     insert into t values (1, 1), (1, 1);
     -- As a build leaves it that was cut off.
     create index t_a on t (a);
     create index "T b" on t ("B");
     update pg_catalog.pg_index set indisvalid = false where indexrelid in ('t_a'::regclass, '"T b"'::regclass);`,
    [
      ['create index concurrently if not exists t_a on t (a)', 'index-if-not-exists', 'invalid-index'],
      ['create index if not exists "T b" on t ("B")', 'invalid-index'],
      // Somebody else's.
      ['create index other on t (a, "B")', 'index-blocks-writes'],
    ],
  );
});
