import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../check/migration.ts';
import { problemsOf, reading, upOf } from '../reading.ts';

describe('a statement that reaches out of the database is refused', () => {
  test.each([
    ["copy t from program 'curl x'", /program of the server/],
    ["copy t to '/tmp/x'", /file of the server/],
    ['copy t to stdout', /nobody to copy to/],
    ["select pg_read_file('/etc/passwd')", /files of the server/],
    ["select pg_catalog.pg_ls_dir('/')", /files of the server/],
    ["insert into t select lo_import('/etc/passwd')", /large objects/],
    ["select * from dblink('host=x', 'select 1') as x (a int)", /other databases/],
    ["select net.http_get('http://x')", /the network/],
    ['select pg_terminate_backend(1)', /other sessions/],
    ['select pg_reload_conf()', /settings of the server/],
    ["load 'plugin'", /loads a library/],
    ['import foreign schema a from server b into c', /another database/],
    ["create subscription s connection 'host=x' publication p", /another database/],
    ["do $$ begin perform pg_read_file('x'); end $$", /files of the server/],
    ["do $$ begin execute 'select ' || 'pg_read_file(''x'')'; end $$", /files of the server/],
    ["do $$ begin execute format('copy t to program %L', 'x'); end $$", /file or program/],
    ["do $$ begin execute 'select dblink_exec(''x'', ''y'')'; end $$", /other databases/],
    ["select query_to_xml('select pg_read_file(''x'')', true, true, '')", /files of the server/],
    ['create view v as select pg_read_file(current_user)', /files of the server/],
    ["create foreign table t (l text) server s options (format 'csv', filename '/etc/passwd')", /its rows/],
    ["alter foreign table t options (add program 'id')", /its rows/],
    ["create function f() returns int language c as '/tmp/x.so', 'f'", /loads a library/],
    ['create operator @@@ (rightarg = text, function = pg_read_file)', /files of the server/],
    ['create aggregate a (text) (sfunc = pg_catalog.pg_read_file, stype = text)', /files of the server/],
  ])('%s', (sql, message) => {
    const read = upOf(`select 1;\n${sql};`);
    expect(refusalOf(read)).toMatchObject({
      rule: 'reaches-outside',
      line: 2,
      column: 1,
      message: expect.stringMatching(message),
    });
    // It is still named with its statement, so that a reader sees what was not run.
    expect(read.statements).toHaveLength(2);
  });
});

describe('what people’s migrations do inside the database is not', () => {
  test.each([
    "select pg_catalog.set_config('search_path', '', false)",
    'create extension if not exists pgcrypto',
    'create extension dblink',
    'create role app login; grant app to postgres',
    "do $$ begin execute 'create role x'; exception when duplicate_object then null; end $$",
    "do $$ begin if not exists (select from pg_roles) then execute format('grant all on %I to x', 'copy from here'); end if; end $$",
    "select setval('s', 1)",
    'select pg_advisory_xact_lock(1)',
    "comment on table t is 'see http (and pg_read_file) for more'",
    "insert into t values ('copy t from program')",
    'create server s foreign data wrapper postgres_fdw',
    "create foreign table t (a int options (column_name 'b')) server s options (table_name 'u')",
    "create function f() returns int immutable language sql as 'select 1'",
    'create operator === (leftarg = int, rightarg = int, function = int4eq, restrict = eqsel)',
    'create cast (text as app.code) with function app.code(text) as assignment',
    'create event trigger e on ddl_command_end execute function f()',
    'create function f() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$',
  ])('%s', (sql) => {
    expect(problemsOf(upOf(`${sql};`))).toEqual([]);
  });
});

test('what does not stay in the database is said', () => {
  const read = upOf(
    "create role a; alter role a rename to b; alter system set work_mem = 1; grant connect on database d to a; grant select on t to a; alter table t owner to a; comment on role a is 'x';",
  );
  expect(read.statements.map(({ changesServer }) => changesServer)).toEqual([
    'creates a role',
    'changes a role of the server',
    'changes settings of the server',
    'changes a database of the server',
    null,
    null,
    'changes a role of the server',
  ]);
});

test('rows of a foreign table of the migrations are elsewhere: it may be made, and not read or changed', () => {
  const { migrations } = reading({
    '1_a.up.sql': 'create foreign table app.far (a int) server s;\ncreate table near (a int);',
    '2_b.up.sql': 'comment on foreign table app.far is $$x$$; grant select on app.far to postgres;',
    '3_c.up.sql': 'insert into near select a from app.far;',
    '4_d.up.sql': 'with gone as (delete from far returning a) select 1;',
    '5_e.up.sql': 'drop foreign table app.far;',
    '6_f.up.sql':
      'create view far_view as select a from app.far;\ncreate table copy as select a from app.far;',
    '7_g.up.sql': 'do $$ begin update app.far set a = 1; end $$;',
  });
  expect(migrations.map(({ up }) => problemsOf(up))).toEqual([
    [],
    [],
    ['refused reaches-outside 1:1'],
    ['refused reaches-outside 1:1'],
    [],
    ['refused reaches-outside 2:1'],
    ['refused reaches-outside 1:1'],
  ]);
});

describe('a function that reaches outside', () => {
  const notify = `create function app.notify() returns trigger language plpgsql as $$
begin perform net.http_post('http://x'); return new; end $$;`;

  test('may be created; what calls it is refused, also through another one and in a later migration', () => {
    const { migrations } = reading({
      '1_a.up.sql': notify,
      '2_b.up.sql':
        'create function outer_one() returns int language sql as $$ select app.notify(); select 1 $$;',
      '3_c.up.sql': 'select 1;\nselect outer_one();',
      '4_d.up.sql': 'do $$ begin perform outer_one(); end $$;',
      '5_e.up.sql': 'create trigger n after insert on t for each row execute function app.notify();',
      '6_f.up.sql': 'drop function app.notify();',
    });
    expect(migrations.map(({ up }) => problemsOf(up))).toEqual([
      ['advice reaches-outside-later 1:1'],
      ['advice reaches-outside-later 1:1'],
      ['refused reaches-outside 2:1'],
      ['refused reaches-outside 1:1'],
      [],
      [],
    ]);
  });

  test.each([
    ["create function f() returns int language c as '$libdir/x'", 'select f()'],
    ['create function f() returns int language plpython3u as $$ import os $$', 'select f()'],
    ["create function f(text) returns text language internal as 'pg_read_file_all'", "select f('x')"],
    [
      'create function f(text) returns text language sql as $$ select pg_read_file($1) $$',
      'create operator @@@ (rightarg = text, function = f)',
    ],
    [
      'create function f(c) returns text language sql as $$ select pg_read_file(($1).p) $$',
      'create cast (c as text) with function f(c)',
    ],
    ["create procedure f() language sql begin atomic select pg_read_file('x'); end", 'call f()'],
  ])('%s: called by %s', (definition, call) => {
    const read = upOf(`${definition};\n${call};`);
    expect(problemsOf(read)).toEqual(['advice reaches-outside-later 1:1', 'refused reaches-outside 2:1']);
  });
});
