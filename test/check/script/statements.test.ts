import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../check/migration.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';
import { problemsOf, reading, statementsOf, upOf } from '../reading.ts';

const piece = fc.constantFrom(
  'select 1',
  "insert into t values ('a;b', E'\\';', $$;$$, $x$ $$ ; $x$)",
  'select \'ä😀\', "select;" from "T"',
  'create function f() returns int language sql begin atomic select 1; select 2; end',
  'do $$ begin perform 1; end $$',
  'create table "Größe" (id int, "a""b" text)',
  'create index concurrently i on t (id)',
);
const gap = fc.constantFrom(
  ';',
  ' ;\n',
  ';\r\n',
  '; -- é;\n',
  ';\n/* ; /* nested; */ 😀 */\n',
  ';;\n\t',
  '\n-- x\n;\n',
);
const script = fc
  .tuple(
    fc.constantFrom('', '\n', '-- 😀\n', '/* a */ '),
    fc.array(fc.tuple(piece, gap), { maxLength: 8 }),
    fc.boolean(),
  )
  .map(([start, parts, open]) => {
    const text = start + parts.map(([sql, between]) => sql + between).join('');
    return {
      text: open ? text : `${text}select 9\n-- end`,
      parts: [...parts.map(([sql]) => sql), ...(open ? [] : ['select 9'])],
    };
  });

test('statements stand where they say, and with what is between them they are the file', () => {
  fc.assert(
    fc.property(script, ({ text, parts }) => {
      const read = upOf(text);
      expect(statementsOf(read)).toEqual(parts);
      let rebuilt = '';
      let end = 0;
      for (const statement of read.statements) {
        rebuilt += text.slice(end, statement.start) + statement.sql;
        end = statement.end;
        expect(text.slice(statement.start, statement.end)).toBe(statement.sql);
        const lines = text.split('\n');
        expect(lines[statement.line - 1]?.slice(statement.column - 1)).toMatch(
          new RegExp(`^${(statement.sql.split('\n')[0] ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
        );
      }
      expect(rebuilt + text.slice(end)).toBe(text);
    }),
    { numRuns: 150 },
  );
});

test('a syntax error has line and column and quotes the line; the rest of the file is not run either', () => {
  const read = upOf("select 'é😀';\n  create tabel t;\nselect 2;");
  expect(read.problems).toEqual([
    {
      rule: 'syntax-error',
      level: 'refused',
      line: 2,
      column: 10,
      message: 'syntax error at or near "tabel": "create tabel t;"',
      remedy: null,
    },
  ]);
  expect(read.statements).toEqual([]);
  expect(read.sql).toContain('tabel');
});

test('commands of psql are named with their lines, all of them', () => {
  const read = upOf("\\connect other\nselect 1;\n  \\i more.sql\nselect '\n\\no command';\n\\! rm -rf /\n");
  expect(problemsOf(read)).toEqual([
    'refused psql-command 1:1',
    'refused psql-command 3:3',
    'refused psql-command 6:1',
  ]);
  expect(read.problems[2]?.message).toBe(
    '"\\! rm -rf /" is a command of psql, not SQL: the server does not know it',
  );
});

test('rows after COPY FROM stdin are named at the COPY', () => {
  const read = upOf(
    'create table t (a int, b text);\nCOPY public.t (a, b) FROM stdin;\n1\tone\n2\ttwo; three\n\\.\n\nselect 1;\n',
  );
  expect(problemsOf(read)).toEqual(['refused copy-inline-rows 2:1']);
  expect(problemsOf(upOf('copy t from stdin;'))).toEqual(['refused reaches-outside 1:1']);
});

describe('the transaction of a script', () => {
  test.each([
    ['create table t (id int); insert into t values (1);', 'one'],
    ["set local lock_timeout = '1s'; savepoint a; select 1; rollback to a; release a;", 'one'],
    ['create index concurrently i on t (id);', 'none'],
    ['do $$ begin update t set id = 1; commit; end $$;', 'none'],
    ['begin; select 1; commit;', 'own'],
    ['begin; select 1; commit; vacuum t; start transaction; select 2; end;', 'own'],
  ] as const)('%s is %s', (sql, transaction) => {
    const read = upOf(sql);
    expect(read.transaction).toBe(transaction);
    expect(refusalOf(read)).toBeUndefined();
  });

  test('golang-migrate: what is said to fail in one message is what fails there', async () => {
    await using db = await testDatabase();
    await db.query('create table t (id int)');
    const commit = 'do $$ begin commit; end $$';
    const scripts = [
      'vacuum t',
      'vacuum t; select 1',
      'select 1; vacuum t',
      'begin; select 1; commit; vacuum t',
      'begin; vacuum t; commit',
      'vacuum t; begin; select 1; commit',
      'begin; insert into t values (1); commit; select 1',
      commit,
      `${commit}; select 1`,
      `begin; ${commit}; commit`,
      'create index concurrently i on t (id);',
      'drop index concurrently i; -- gone',
    ];
    for (const sql of scripts) {
      const code = await withSession(db.target, { applicationName: 'test' }, (session) =>
        session.query(sql).then(
          () => null,
          (error: { code?: string }) => error.code,
        ),
      );
      expect([sql, problemsOf(upOf(sql)).length > 0]).toEqual([sql, code !== null]);
    }
  });

  test('a statement that needs none inside the script’s own is an error of the script', () => {
    const [migration] = reading(
      { '1_a.sql': 'begin;\nvacuum t;\ncommit and chain;\nvacuum t;\ncommit;\nvacuum t;' },
      'headings',
    ).migrations;
    expect(migration && problemsOf(migration.up)).toEqual([
      'error needs-no-transaction 2:1',
      'error needs-no-transaction 4:1',
    ]);
  });

  test.each([
    ["alter type mood add value 'glad';", null],
    ["alter type mood add value 'glad';\ninsert into t values ('sad');", null],
    [
      "alter type mood add value 'glad';\ninsert into t values ('glad');",
      "line 2: \"insert into t values ('glad')\" may use the value 'glad', which line 1 adds to an enum",
    ],
    ["insert into t values ('glad'); alter type mood add value 'glad';", null],
    ["alter type mood rename value 'sad' to 'glad'; insert into t values ('glad');", null],
    ['call p();', 'line 1: "call p()" calls a procedure that may commit'],
  ])('%s may need none: %s', (sql, why) => {
    expect(upOf(sql)).toMatchObject({ transaction: 'one', mayNeedNone: why });
  });

  test('what is said to need none is what the server refuses in a transaction block', async () => {
    await using db = await testDatabase();
    await db.query(
      'create table t (id int); create index i on t (id); create table p (id int) partition by range (id); create table p1 partition of p for values from (1) to (2); create procedure q() language sql as $$ select 1 $$',
    );
    const statements = [
      'create index concurrently j on t (id)',
      'create index j on t (id)',
      'drop index concurrently i',
      'drop index i',
      'reindex table t',
      'reindex index concurrently i',
      'reindex schema public',
      'vacuum t',
      'vacuum (analyze) t',
      'analyze t',
      'cluster t using i',
      'cluster',
      'alter table p detach partition p1',
      'alter table p detach partition p1 concurrently',
      'create database godwit_never',
      'drop database godwit_never',
      'alter database postgres set tablespace pg_default',
      "alter system set work_mem = '4MB'",
      'discard all',
      'discard plans',
      'refresh materialized view m',
      "create tablespace x location '/nowhere'",
      'drop tablespace x',
      'call q()',
      'do $$ begin null; end $$',
      'truncate t',
    ];
    for (const sql of statements) {
      const code = await withSession(db.target, { applicationName: 'test' }, async (session) => {
        await session.query('begin');
        return session.query(sql).then(
          () => null,
          (error: { code?: string }) => error.code,
        );
      });
      const [statement] = upOf(`${sql};`).statements;
      expect([sql, (statement?.outsideTransaction ?? null) !== null]).toEqual([sql, code === '25001']);
    }
  });
});
