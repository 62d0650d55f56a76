import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, type Given } from './cycle.ts';

const role = `policy_reader_${process.pid}`;
const schema = `
  create role ${role};
  create table public."To ""Do" (id int primary key, owner int, "group" text);
  alter table public."To ""Do" enable row level security;
  grant all on public."To ""Do" to ${role};
  create policy "it's mine" on public."To ""Do" for select to ${role} using (owner = 1 or "group" = 'x');
  comment on policy "it's mine" on public."To ""Do" is 'who sees what';
  create policy strict on public."To ""Do" as restrictive using (id < 10) with check (id < 9);
  insert into public."To ""Do" select n, n % 2, 'y' from generate_series(1, 20) n;
  create table plain (id int);
`;
const table = 'To "Do';

test('drop_policy and create_policy with replace: what a role sees, and the policy as it was on the way back', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const seen = async (): Promise<number> => {
    await session.query(`set role ${role}`);
    const { rows } = await session.query<{ count: number }>('select count(*)::int from "To ""Do"');
    await session.query('reset role');
    return rows[0]?.count ?? -1;
  };
  try {
    expect(await seen()).toBe(5);
    const replaced = await cycle(session, {
      op: 'create_policy',
      table,
      name: "it's mine",
      command: 'all',
      using: 'owner = 0',
      check: 'owner = 0',
      replace: true,
    });
    expect(replaced.steps[0]?.up).toBe(
      `DROP POLICY "it's mine" ON "public"."To ""Do";
CREATE POLICY "it's mine" ON "public"."To ""Do" TO PUBLIC USING (owner = 0) WITH CHECK (owner = 0);
COMMENT ON POLICY "it's mine" ON "public"."To ""Do" IS 'who sees what';`,
    );
    expect(replaced.breaking).toEqual([
      `other rows of public.To "Do may be in reach than policy it's mine let through`,
    ]);
    expect(await seen()).toBe(4);
    const strict = await cycle(session, { op: 'drop_policy', table, name: 'strict' });
    expect(strict.steps[0]).toMatchObject({
      up: 'DROP POLICY "strict" ON "public"."To ""Do";',
      down: 'CREATE POLICY "strict" ON "public"."To ""Do" AS RESTRICTIVE TO PUBLIC USING ((id < 10)) WITH CHECK ((id < 9));',
      locks: ['public.To "Do'],
    });
    expect(strict.breaking).toEqual([
      'rows of public.To "Do that restrictive policy strict kept back are in reach',
    ]);
    expect(await seen()).toBe(10);
    const last = await cycle(session, { op: 'drop_policy', table, name: "it's mine" });
    expect(last.breaking).toEqual([
      'no permissive policy is left on public.To "Do: roles other than its owner see and change no row',
    ]);
    expect(await seen()).toBe(0);
  } finally {
    await session.query(`reset role; drop owned by ${role}; drop role ${role}`);
  }
});

test('what policies refuse', async () => {
  await using db = await testDatabase({
    sql: 'create table t (id int); create policy p on t using (true); create table "on" (id int); alter table "on" enable row level security; create policy p on "on" using (true); create view v as select 1 as one;',
  });
  const session = await db.session();
  const fails = (given: Given, message: string, hint: string): Promise<void> =>
    expect(compile(session, given)).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint,
    });
  await fails(
    { op: 'drop_policy', table: 't', name: 'q' },
    'there is no policy on public.t "q"',
    'did you mean "p"?',
  );
  await fails(
    { op: 'drop_policy', table: 'v', name: 'p' },
    'public.v: it is a view',
    'name the table that it shows',
  );
  await fails(
    { op: 'create_policy', table: 'on', name: 'q', using: 'true', replace: true },
    'there is no policy on public.on "q"',
    'did you mean "p"?',
  );
  await expect(
    compile(session, { op: 'create_policy', table: 't', name: 'x', using: 'true) or (true' }),
  ).rejects.toThrow('is not one SQL expression');
});
