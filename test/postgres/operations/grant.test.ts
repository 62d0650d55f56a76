import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, type Given } from './cycle.ts';

const [reader, writer] = [`Reader "${process.pid}"`, `writer_${process.pid}`];
const [r, w] = [`"Reader ""${process.pid}"""`, writer];
const schema = `
  create role ${r}; create role ${w};
  create schema "Other"; grant usage on schema "Other" to ${w};
  create table "Other"."it's" (id serial primary key, a int, b int, "Größe" int);
  grant select (a), select ("Größe"), update (b) on "Other"."it's" to ${r};
  grant select on "Other"."it's" to ${w} with grant option;
  grant insert on "Other"."it's" to ${w};
  create type "Other".mood as enum ('good');
  create function "Other".f(a int, b "Other".mood) returns int language sql as 'select a';
  create view "Other".v as select 1 as one;
`;
const table = { op: 'grant', name: "it's", schema: 'Other' } as const;

async function inDatabase(
  run: (tools: {
    session: Awaited<ReturnType<Awaited<ReturnType<typeof testDatabase>>['session']>>;
    sql: (given: Given) => Promise<[string, string]>;
  }) => Promise<void>,
): Promise<void> {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    await run({
      session,
      sql: async (given) => {
        const { steps } = await cycle(session, given);
        return [steps[0].up, steps[0].down];
      },
    });
  } finally {
    await session.query(`reset role; drop owned by ${r}, ${w}; drop role ${r}, ${w}`);
  }
}

test('grant on every kind of object, and exactly that back', () =>
  inDatabase(async ({ session, sql }) => {
    expect(await sql({ ...table, privileges: ['select', 'delete'], roles: [reader, 'public'] })).toEqual([
      `GRANT SELECT, DELETE ON "Other"."it's" TO ${r}, PUBLIC;`,
      `REVOKE SELECT, DELETE ON "Other"."it's" FROM ${r};
REVOKE SELECT, DELETE ON "Other"."it's" FROM PUBLIC;
GRANT SELECT ("a") ON "Other"."it's" TO ${r};
GRANT SELECT ("Größe") ON "Other"."it's" TO ${r};`,
    ]);
    // What was there before stays on the way back: the select of the writer, its grant option.
    expect(
      await sql({
        ...table,
        privileges: ['select', 'insert', 'update'],
        roles: [writer],
        withGrantOption: true,
      }),
    ).toEqual([
      `GRANT SELECT, INSERT, UPDATE ON "Other"."it's" TO "${w}" WITH GRANT OPTION;`,
      `REVOKE UPDATE ON "Other"."it's" FROM "${w}";\nREVOKE GRANT OPTION FOR INSERT ON "Other"."it's" FROM "${w}";`,
    ]);
    expect(
      await sql({ ...table, privileges: ['update', 'insert'], columns: ['a', 'b'], roles: [reader] }),
    ).toEqual([
      `GRANT UPDATE ("a", "b"), INSERT ("a", "b") ON "Other"."it's" TO ${r};`,
      `REVOKE UPDATE ("a"), INSERT ("a") ON "Other"."it's" FROM ${r};
REVOKE INSERT ("b") ON "Other"."it's" FROM ${r};`,
    ]);
    const others = [
      [{ on: 'schema', name: 'Other' }, 'usage', 'SCHEMA "Other"'],
      [{ on: 'sequence', name: "it's_id_seq" }, 'usage', `SEQUENCE "Other"."it's_id_seq"`],
      [{ on: 'table', name: 'v' }, 'select', '"Other"."v"'],
    ] as const;
    for (const [on, privilege, written] of others) {
      expect(await sql({ ...table, ...on, privileges: [privilege], roles: [reader] })).toEqual([
        `GRANT ${privilege.toUpperCase()} ON ${written} TO ${r};`,
        `REVOKE ${privilege.toUpperCase()} ON ${written} FROM ${r};`,
      ]);
    }
    await session.query(`set role ${r}`);
    expect((await session.query(`select * from "Other"."it's", "Other".v`)).rows).toEqual([]);
    await session.query('reset role');
  }));

test('revoke, of what everybody had by default as well, and exactly that back', () =>
  inDatabase(async ({ sql }) => {
    const revoke = { ...table, revoke: true } as const;
    expect(await sql({ ...revoke, privileges: ['select'], roles: [writer] })).toEqual([
      `REVOKE SELECT ON "Other"."it's" FROM "${w}";`,
      `GRANT SELECT ON "Other"."it's" TO "${w}" WITH GRANT OPTION;`,
    ]);
    expect(await sql({ ...revoke, privileges: ['select'], roles: [reader] })).toEqual([
      `REVOKE SELECT ON "Other"."it's" FROM ${r};`,
      `GRANT SELECT ("a") ON "Other"."it's" TO ${r};\nGRANT SELECT ("Größe") ON "Other"."it's" TO ${r};`,
    ]);
    const f = { on: 'function', name: 'f', arguments: ['integer', '"Other".mood'] } satisfies Partial<Given>;
    expect(await sql({ ...revoke, ...f, privileges: ['execute'], roles: ['public'] })).toEqual([
      `REVOKE EXECUTE ON FUNCTION "Other"."f"(integer, "Other".mood) FROM PUBLIC;`,
      `GRANT EXECUTE ON FUNCTION "Other"."f"(integer, "Other".mood) TO PUBLIC;`,
    ]);
    expect(
      await sql({ ...revoke, on: 'type', name: 'mood', privileges: ['usage'], roles: ['public'] }),
    ).toEqual([
      `REVOKE USAGE ON TYPE "Other"."mood" FROM PUBLIC;`,
      `GRANT USAGE ON TYPE "Other"."mood" TO PUBLIC;`,
    ]);
  }));

test('several grants in one request build on each other; what they mean is said', () =>
  inDatabase(async ({ session }) => {
    const plan = await cycle(session, [
      { ...table, privileges: ['update'], roles: ['public'] },
      { ...table, privileges: ['update'], columns: ['b'], roles: [reader], revoke: true },
      { ...table, privileges: ['update'], columns: ['a'], roles: [reader] },
    ]);
    expect(plan.breaking).toEqual([
      "public may update every row of Other.it's: row level security is off",
      `${reader} lose update (b) on Other.it's`,
    ]);
  }));

test('what grants refuse', () =>
  inDatabase(async ({ session }) => {
    const fails = (given: object, message: string): Promise<void> =>
      expect(
        compile(session, { ...table, privileges: ['select'], roles: [writer], ...given } as Given),
        message,
      ).rejects.toThrow(message);
    await fails({}, `Other.it's: ${writer} may do that already`);
    await fails({ roles: ['nobody at all'] }, 'there is no role "nobody at all"');
    await fails({ roles: ['postgres'] }, 'postgres is its owner');
    await fails({ roles: [] }, 'it is not said which privilege of whom');
    await fails({ privileges: ['usage'] }, 'there is no privilege usage on a table');
    await fails({ privileges: ['delete'], columns: ['a'] }, 'there is no privilege delete on a column');
    await fails({ columns: ['c'] }, `there is no column "Other.it's.c"`);
    await fails({ on: 'schema', name: 'Others', privileges: ['usage'] }, 'there is no schema "Others"');
    await fails({ on: 'type', name: 'moods', privileges: ['usage'] }, 'there is no type "Other.moods"');
    await fails({ on: 'sequence', name: 's', privileges: ['usage'] }, 'there is no sequence "Other.s"');
    await fails({ on: 'function', name: 'f', privileges: ['execute'] }, 'there is no function "Other.f()"');
    await fails({ revoke: true, privileges: ['update'] }, `${writer} was not granted UPDATE itself`);
    await fails({ revoke: true, columns: ['a'] }, `${writer} was not granted SELECT on column a itself`);
    await session.query(`set role ${w}; grant select on "Other"."it's" to ${r}; reset role`);
    await fails({ revoke: true }, `${writer} has granted it on to ${reader}`);
  }));
