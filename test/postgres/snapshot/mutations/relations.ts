import type { Mutation } from './mutation.ts';

export const relations: Mutation[] = [
  {
    name: 'a table is created',
    setup: '',
    change: 'create table t (a int)',
    texts: ['column public.t.a: created', 'table public.t: created'],
  },
  {
    name: 'a table is dropped',
    setup: 'create table t (a int)',
    change: 'drop table t',
    texts: ['column public.t.a: dropped', 'table public.t: dropped'],
  },
  {
    name: 'owner of a table',
    since: 17,
    setup: 'create table t (id int primary key, a text, b int);create role $role;',
    change: 'alter table t owner to $role',
    texts: [
      'table public.t: owner postgres before, $role after',
      'table public.t: privileges of $role from $role none before, DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE after',
      'table public.t: privileges of postgres from postgres DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE before, none after',
    ],
  },
  {
    name: 'a privilege on a table',
    setup: 'create table t (id int primary key, a text, b int);create role $role;',
    change: 'grant select on t to $role',
    texts: ['table public.t: privileges of $role from postgres none before, SELECT after'],
  },
  {
    name: 'a grant option',
    setup:
      'create table t (id int primary key, a text, b int);create role $role; grant select on t to $role;',
    change: 'grant select on t to $role with grant option',
    texts: [
      'table public.t: privileges of $role from postgres SELECT before, SELECT with grant option after',
    ],
  },
  {
    name: 'unlogged',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t set unlogged',
    texts: ['table public.t: unlogged none before, yes after'],
  },
  {
    name: 'a storage parameter',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t set (fillfactor = 70)',
    texts: ['table public.t: options none before, fillfactor=70 after'],
  },
  {
    name: 'a storage parameter of the toast table',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t set (toast.autovacuum_enabled = off)',
    texts: ['table public.t: toast options none before, autovacuum_enabled=off after'],
  },
  {
    name: 'row level security switched on',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t enable row level security',
    texts: ['table public.t: row level security none before, yes after'],
  },
  {
    name: 'row level security forced',
    setup: 'create table t (id int primary key, a text, b int);alter table t enable row level security;',
    change: 'alter table t force row level security',
    texts: ['table public.t: row level security forced none before, yes after'],
  },
  {
    name: 'replica identity',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t replica identity full',
    texts: ['table public.t: replica identity default before, full after'],
  },
  {
    name: 'replica identity by an index',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t replica identity using index t_pkey',
    texts: [
      'index public.t_pkey: replica identity none before, yes after',
      'table public.t: replica identity default before, index after',
    ],
  },
  {
    name: 'bound of a partition',
    setup:
      'create table p (a int) partition by range (a); create table p1 partition of p for values from (0) to (10);',
    change:
      'alter table p detach partition p1; alter table p attach partition p1 for values from (0) to (20)',
    texts: [
      'table public.p1: partition bound FOR VALUES FROM (0) TO (10) before, FOR VALUES FROM (0) TO (20) after',
    ],
  },
  {
    name: 'a partition is detached',
    setup:
      'create table p (a int) partition by range (a); create table p1 partition of p for values from (0) to (10);',
    change: 'alter table p detach partition p1',
    texts: [
      'column public.p1.a: inherited yes before, none after',
      'table public.p1: inherits public.p before, none after',
      'table public.p1: partition bound FOR VALUES FROM (0) TO (10) before, none after',
    ],
  },
  {
    name: 'partition key',
    setup: 'create table p (a int, b int) partition by range (a);',
    change: 'drop table p; create table p (a int, b int) partition by range (b)',
    texts: ['partitioned table public.p: partition key RANGE (a) before, RANGE (b) after'],
  },
  {
    name: 'inheritance',
    setup: 'create table p (a int); create table c (a int);',
    change: 'alter table c inherit p',
    texts: [
      'column public.c.a: inherited none before, also local after',
      'table public.c: inherits none before, public.p after',
    ],
  },
  {
    name: 'text of a view',
    since: 16,
    setup: 'create table t (id int primary key, a text, b int);create view v as select a from t;',
    change: 'create or replace view v as select a from t where b > 1',
    texts: [
      'view public.v: definition SELECT a FROM public.t; before, SELECT a FROM public.t WHERE (b > 1); after',
    ],
  },
  {
    name: 'security_invoker of a view',
    since: 15,
    setup: 'create table t (id int primary key, a text, b int);create view v as select a from t;',
    change: 'alter view v set (security_invoker = true)',
    texts: ['view public.v: options none before, security_invoker=true after'],
  },
  {
    name: 'a materialized view is emptied',
    setup:
      'create table t (id int primary key, a text, b int);create materialized view m as select a from t;',
    change: 'refresh materialized view m with no data',
    texts: ['materialized view public.m: populated yes before, no after'],
  },
  {
    name: 'a name with odd letters',
    since: 18,
    setup: 'create table "Täble ""x""" ("select" int);',
    change: 'alter table "Täble ""x""" alter "select" set not null',
    texts: [
      'column public."Täble ""x"""."select": not null none before, yes after',
      'constraint public."Täble ""x"""."Täble ""x""_select_not_null": created',
    ],
  },
];
