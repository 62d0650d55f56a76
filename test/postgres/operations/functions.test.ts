import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, type Given } from './cycle.ts';

const role = `caller_${process.pid}`;
const schema = `
  create type "Mood" as enum ('good', 'bad');
  create table tasks (id int primary key, title text);
  insert into tasks values (1, 'one'), (2, 'two');
  create schema "Fn";
  create function "Fn"."it's"(mood "Mood", n integer default 3) returns text language sql immutable set search_path = ''
    as 'select mood::text || n';
  revoke all on function "Fn"."it's" from public;
  grant execute on function "Fn"."it's" to ${role};
  comment on function "Fn"."it's" is 'kept';
  create function caller() returns text language plpgsql as $$ begin return "Fn"."it's"('good'); end $$;
  create procedure work(in a int, inout b int) language plpgsql as $$ begin b := a; end $$;
  create function used(a text) returns text language sql immutable as 'select a';
  create index on tasks (used(title));
`;

test('create_function, in SQL and PL/pgSQL, and what a trigger beside it needs', async () => {
  await using db = await testDatabase({
    sql: `create role ${role}; alter default privileges grant execute on functions to ${role}; ${schema}`,
  });
  const session = await db.session();
  try {
    const plan = await cycle(session, {
      op: 'create_function',
      name: 'Count "them"',
      schema: 'Fn',
      arguments: [
        { name: 'from', type: 'int' },
        { type: 'text[]', mode: 'variadic' },
      ],
      returns: 'TABLE (n bigint)',
      language: 'sql',
      volatility: 'stable',
      securityDefiner: true,
      searchPath: ['public'],
      callers: ['public'],
      body: `select count(*) from tasks where id > "from" and title = any ($2) -- $godwit$`,
      comment: "counts 'em",
    });
    expect(plan.steps).toEqual([
      {
        kind: 'transactional',
        up: expect.stringContaining(`CREATE FUNCTION "Fn"."Count ""them"""("from" int, VARIADIC text[]) RETURNS TABLE (n bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = "public", "pg_temp" AS $godwit_$
select count(*) from tasks where id > "from" and title = any ($2) -- $godwit$
$godwit_$;
REVOKE ALL ON FUNCTION "Fn"."Count ""them"""(int, text[]) FROM PUBLIC;
DO $godwit$`),
        down: 'DROP FUNCTION "Fn"."Count ""them"""(int, text[]);',
        locks: [],
      },
    ]);
    expect(await db.query(`select n::int from "Fn"."Count ""them"""(0, 'one', 'two', 'three')`)).toEqual([
      { n: 2 },
    ]);
    // Not what the database gives by default: only what was asked for.
    expect(
      await db.query(
        `select array(select grantee from aclexplode(proacl) where grantee <> proowner) as to from pg_proc where proname like 'Count%'`,
      ),
    ).toEqual([{ to: [0] }]);

    const both = await cycle(session, [
      {
        op: 'create_trigger',
        table: 'tasks',
        name: 'shout',
        timing: 'before',
        events: ['insert'],
        function: 'shout',
      },
      {
        op: 'create_function',
        name: 'shout',
        returns: 'trigger',
        language: 'plpgsql',
        searchPath: [],
        body: 'BEGIN\n  NEW.title := pg_catalog.upper(NEW.title);\n  RETURN NEW;\nEND',
      },
    ]);
    expect(both.operations.map(({ op }) => op)).toEqual(['create_function', 'create_trigger']);
    expect(await db.query(`insert into tasks values (3, 'three') returning title`)).toEqual([
      { title: 'THREE' },
    ]);
    await cycle(session, {
      op: 'create_function',
      kind: 'procedure',
      name: 'select',
      language: 'plpgsql',
      body: 'BEGIN NULL; END',
    });
  } finally {
    await session.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test('create_function with replace and drop_function: rights, owner and comment stay or come back', async () => {
  await using db = await testDatabase({ sql: `create role ${role}; ${schema}` });
  const session = await db.session();
  try {
    await session.query(`alter function "Fn"."it's" owner to ${role}`);
    const replaced = await cycle(session, {
      op: 'create_function',
      name: "it's",
      schema: 'Fn',
      arguments: [
        { name: 'mood', type: 'public."Mood"' },
        { name: 'n', type: 'int', default: '4' },
      ],
      returns: 'text',
      language: 'sql',
      body: "select 'new'",
      comment: 'other',
      replace: true,
    });
    expect(replaced.breaking).toEqual([
      `what calls Fn.it's(public."Mood", integer) gets what the new body does`,
    ]);
    expect(await db.query('select caller() as said')).toEqual([{ said: 'new' }]);
    const dropped = await cycle(session, {
      op: 'drop_function',
      name: "it's",
      schema: 'Fn',
      arguments: ['"Mood"', 'int4'],
    });
    expect(dropped.breaking).toEqual([
      `calls of Fn.it's(public."Mood", integer) fail; these name it: public.caller()`,
    ]);
    expect(dropped.steps[0]?.down).toContain(
      `ALTER FUNCTION "Fn"."it's"(public."Mood", integer) OWNER TO "${role}"`,
    );
    await cycle(session, { op: 'drop_function', name: 'work', arguments: ['int', 'int'] });
  } finally {
    await session.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test('what functions refuse', async () => {
  await using db = await testDatabase({ sql: `create role ${role}; ${schema}` });
  const session = await db.session();
  const fails = (given: object, message: string): Promise<void> =>
    expect(
      compile(session, {
        op: 'create_function',
        name: 'new',
        returns: 'int',
        language: 'sql',
        body: 'select 1',
        ...given,
      } as Given),
      message,
    ).rejects.toThrow(message);
  try {
    await fails({ returns: undefined }, 'it does not say what it returns');
    await fails({ returns: 'int strict' }, 'cannot be returned: it says more than a type');
    await fails({ returns: "int as ''; drop table tasks; --" }, 'cannot be returned: it holds a comment');
    await fails({ body: 'selec 1' }, 'its body cannot be read: syntax error at or near "selec"');
    await fails({ body: ' ' }, 'its body cannot be read: it is empty');
    await fails(
      { language: 'plpgsql', body: 'BEGIN IF true; END' },
      'its body cannot be read: missing "THEN"',
    );
    await fails({ securityDefiner: true, callers: [] }, 'each caller could choose what its names mean');
    await fails({ securityDefiner: true, searchPath: [] }, 'everybody could call it');
    await fails({ callers: ['anon_nobody'] }, 'there is no role "anon_nobody"');
    await fails({ name: 'caller', returns: 'text' }, 'function "public.caller()" exists already');
    await fails({ replace: true }, 'there is no function "public.new()"');
    await fails({ name: 'caller', returns: 'int', replace: true }, 'it returns text, and a replacement');
    const same = { name: 'used', returns: 'text', replace: true };
    await fails({ ...same, arguments: [{ name: 'b', type: 'text' }] }, 'its arguments are named "a"');
    await fails(
      { ...same, arguments: [{ name: 'a', type: 'text', default: "'x'" }] },
      '0 of its arguments have a default',
    );
    await fails({ kind: 'procedure' }, 'a procedure returns nothing');
    await fails(
      { op: 'drop_function', name: 'used', arguments: ['text'] },
      'public.used(text): index public.tasks_used_idx needs it',
    );
  } finally {
    await session.query(`drop owned by ${role}; drop role ${role}`);
  }
});
