import type { Mutation } from './mutation.ts';

export const everythingElse: Mutation[] = [
  {
    name: 'a schema is left over',
    setup: '',
    change: 'create schema x',
    texts: ['schema x: created'],
  },
  {
    name: 'a privilege on a schema',
    setup: 'create schema x; create role $role;',
    change: 'grant usage on schema x to $role',
    texts: ['schema x: privileges of $role from postgres none before, USAGE after'],
  },
  {
    name: 'an extension is created',
    setup: '',
    change: 'create extension pg_trgm',
    texts: ['comment on extension pg_trgm: created', 'extension pg_trgm: created'],
  },
  {
    name: 'schema of an extension',
    setup: 'create schema x; create extension pg_trgm;',
    change: 'alter extension pg_trgm set schema x',
    texts: ['extension pg_trgm: schema public before, x after'],
  },
  {
    name: 'a table joins an extension',
    since: 18,
    setup: 'create extension pg_trgm; create table t (a int);',
    change: 'alter extension pg_trgm add table t',
    texts: [
      'column public.t.a: dropped',
      'extension pg_trgm: members 47 before, 50 after',
      'table public.t: dropped',
    ],
  },
  {
    name: 'comment on a column',
    setup: 'create table t (id int primary key, a text, b int);',
    change: "comment on column t.a is 'words'",
    texts: ['comment on table column public.t.a: created'],
  },
  {
    name: 'comment on a table is changed',
    setup: "create table t (id int primary key, a text, b int);comment on table t is 'old';",
    change: "comment on table t is 'new'",
    texts: ['comment on table public.t: text old before, new after'],
  },
  {
    name: 'comment on a function',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: "comment on function f(int) is 'words'",
    texts: ['comment on function public.f(integer): created'],
  },
  {
    name: 'default privileges',
    setup: 'create role $role;',
    change: 'alter default privileges in schema public grant select on tables to $role',
    texts: ['default privileges of postgres in public on tables: created'],
  },
  {
    name: 'default privileges everywhere',
    setup: 'create role $role;',
    change: 'alter default privileges revoke execute on functions from public',
    texts: ['default privileges of postgres everywhere on functions: created'],
  },
  {
    name: 'setting of the database',
    setup: '',
    change:
      "do $$ begin execute format('alter database %I set work_mem = %L', current_database(), '7MB'); end $$",
    texts: ['database setting work_mem: created'],
  },
  {
    name: 'setting of the database for a role',
    setup: 'create role $role;',
    change:
      "do $$ begin execute format('alter role $role in database %I set work_mem = %L', current_database(), '7MB'); end $$",
    texts: ['database setting work_mem for role $role: created'],
  },
  {
    name: 'a secret setting of the database',
    setup: '',
    change:
      "do $$ begin execute format('alter database %I set app.jwt_secret = %L', current_database(), 'hunter2'); end $$",
    texts: ['database setting app.jwt_secret: created'],
  },
  {
    name: 'privileges on the database',
    setup: '',
    change:
      "do $$ begin execute format('revoke connect on database %I from public', current_database()); end $$",
    texts: ['database itself: privileges of PUBLIC from postgres CONNECT, TEMPORARY before, TEMPORARY after'],
  },
  {
    name: 'target of a statistics object',
    setup: 'create table t (id int primary key, a text, b int);create statistics s on a, b from t;',
    change: 'alter statistics s set statistics 10',
    texts: ['statistics public.s: target none before, 10 after'],
  },
  {
    name: 'kinds of a statistics object',
    setup: 'create table t (id int primary key, a text, b int);create statistics s on a, b from t;',
    change: 'drop statistics s; create statistics s (mcv) on a, b from t',
    texts: [
      'statistics public.s: definition CREATE STATISTICS public.s ON a, b FROM public.t before, CREATE STATISTICS public.s (mcv) ON a, b FROM public.t after',
    ],
  },
  {
    name: 'a collation',
    setup: "create collation c (locale = 'C');",
    change: "drop collation c; create collation c (locale = 'POSIX')",
    texts: ['collation public.c: locale C C before, POSIX POSIX after'],
  },
  {
    name: 'a cast',
    setup:
      "create type c as (x int); create function c2t(c) returns text language sql immutable as 'select ''x''';",
    change: 'create cast (c as text) with function c2t(c) as assignment',
    texts: ['cast (public.c as text): created'],
  },
  {
    name: 'an operator',
    setup: "create function plus(text, int) returns text language sql as 'select $1';",
    change: 'create operator ## (function = plus, leftarg = text, rightarg = int)',
    texts: ['operator public.##(text, integer): created'],
  },
  {
    name: 'mapping of a text search configuration',
    setup: 'create text search configuration c (copy = simple);',
    change: 'alter text search configuration c alter mapping for word with english_stem',
    texts: [
      'text search configuration public.c: definition 1: simple, 2: simple, 3: simple, 4: simple, 5: simple, 6: simple, 7: simple, 8: simple, 9: simple, 10: simple, 11: simpl… before, 1: simple, 2: english_stem, 3: simple, 4: simple, 5: simple, 6: simple, 7: simple, 8: simple, 9: simple, 10: simple, 11:… after',
    ],
  },
  {
    name: 'option of a text search dictionary',
    setup: 'create text search dictionary d (template = simple, accept = false);',
    change: 'alter text search dictionary d (accept = true)',
    texts: [
      "text search dictionary public.d: definition pg_catalog.simple accept = 'false' before, pg_catalog.simple accept = 'true' after",
    ],
  },
  {
    name: 'row filter of a publication',
    since: 15,
    setup: 'create table t (id int primary key, a text, b int);create publication p for table t;',
    change: 'alter publication p set table t where (b > 0)',
    texts: ['publication table public.t in p: where none before, (b > 0) after'],
  },
  {
    name: 'columns of a publication',
    since: 15,
    setup: 'create table t (id int primary key, a text, b int);create publication p for table t;',
    change: 'alter publication p set table t (id, a)',
    texts: ['publication table public.t in p: columns none before, a, id after'],
  },
  {
    name: 'operations of a publication',
    setup: 'create table t (id int primary key, a text, b int);create publication p for table t;',
    change: "alter publication p set (publish = 'insert')",
    texts: ['publication p: publish insert, update, delete, truncate before, insert after'],
  },
  {
    name: 'option of a server',
    setup:
      "create extension postgres_fdw; create server s foreign data wrapper postgres_fdw options (host 'a');",
    change: "alter server s options (set host 'b')",
    texts: ['server s: options host=a before, host=b after'],
  },
  {
    name: 'a user mapping',
    setup: 'create extension postgres_fdw; create server s foreign data wrapper postgres_fdw;',
    change: "create user mapping for current_user server s options (user 'x', password 'hunter2')",
    texts: ['user mapping for postgres on s: created'],
  },
  {
    name: 'option of a foreign table',
    setup:
      "create extension postgres_fdw; create server s foreign data wrapper postgres_fdw; create foreign table f (a int) server s options (table_name 'x');",
    change: "alter foreign table f options (set table_name 'y')",
    texts: ['foreign table options public.f: options table_name=x before, table_name=y after'],
  },
];
