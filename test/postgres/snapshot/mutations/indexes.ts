import type { Mutation } from './mutation.ts';

export const indexes: Mutation[] = [
  {
    name: 'an index is created',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'create index i on t (a)',
    texts: ['index public.i: created'],
  },
  {
    name: 'an index is dropped',
    setup: 'create table t (id int primary key, a text, b int);create index i on t (a);',
    change: 'drop index i',
    texts: ['index public.i: dropped'],
  },
  {
    name: 'condition of an index',
    setup: 'create table t (id int primary key, a text, b int);create index i on t (a) where b > 0;',
    change: 'drop index i; create index i on t (a) where b > 1',
    texts: [
      'index public.i: definition CREATE INDEX i ON public.t USING btree (a) WHERE (b > 0) before, CREATE INDEX i ON public.t USING btree (a) WHERE (b > 1) after',
    ],
  },
  {
    name: 'order of an index',
    setup: 'create table t (id int primary key, a text, b int);create index i on t (a);',
    change: 'drop index i; create index i on t (a desc)',
    texts: [
      'index public.i: definition CREATE INDEX i ON public.t USING btree (a) before, CREATE INDEX i ON public.t USING btree (a DESC) after',
    ],
  },
  {
    name: 'NULLS NOT DISTINCT',
    since: 15,
    setup: 'create table t (id int primary key, a text, b int);create unique index i on t (a);',
    change: 'drop index i; create unique index i on t (a) nulls not distinct',
    texts: [
      'index public.i: definition CREATE UNIQUE INDEX i ON public.t USING btree (a) before, CREATE UNIQUE INDEX i ON public.t USING btree (a) NULLS NOT DISTINCT after',
    ],
  },
  {
    name: 'storage parameter of an index',
    setup: 'create table t (id int primary key, a text, b int);create index i on t (a);',
    change: 'alter index i set (fillfactor = 60)',
    texts: [
      "index public.i: definition CREATE INDEX i ON public.t USING btree (a) before, CREATE INDEX i ON public.t USING btree (a) WITH (fillfactor='60') after",
    ],
  },
  {
    name: 'an index for CLUSTER',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t cluster on t_pkey',
    texts: ['index public.t_pkey: clustered none before, yes after'],
  },
  {
    name: 'statistics target of an index column',
    setup: 'create table t (id int primary key, a text, b int);create index i on t ((a || a));',
    change: 'alter index i alter column 1 set statistics 300',
    texts: ['index public.i: statistics targets none before, 1: 300 after'],
  },
  {
    name: 'an invalid index',
    setup: 'create table t (id int primary key, a text, b int);create index i on t (a);',
    change: "update pg_index set indisvalid = false where indexrelid = 'i'::regclass",
    texts: ['index public.i: valid yes before, no after'],
  },
];
