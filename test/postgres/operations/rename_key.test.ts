import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, down, runStep } from './cycle.ts';

const at = '"Sh op"."Or""der"';
const key = 'K'.repeat(63);
const shop = `
  create schema "Sh op";
  create table ${at} ("Id" int generated always as identity (start with 5 cache 3) primary key, parent int, note text);
  comment on constraint "Or""der_pkey" on ${at} is 'the key';
  alter table ${at} add constraint own foreign key (parent) references ${at} ("Id") on delete set null;
  create table lines (id serial primary key, o int not null references ${at} on delete cascade on update cascade, n int default 1);
  create index on lines (o);
  create table details ("Id" int primary key references ${at} ("Id") deferrable, at date);
  create table codes (code text, lang text default 'en', said text, constraint codes_key primary key (lang, code));
  create table uses (code text, lang text, foreign key (lang, code) references codes);
  create function touch() returns trigger language plpgsql as $$ begin new.note := 'touched'; return new; end $$;
  create trigger touch before update on ${at} for each row execute function touch();
  insert into ${at} (note) select 'n' || n from generate_series(1, 1300) n;
  update ${at} set parent = "Id" - 1 where "Id" > 6; update ${at} set note = 'x';
  insert into lines (o) select "Id" from ${at}; insert into details select "Id" from ${at} limit 9;
  insert into codes select 'c' || n from generate_series(1, 9) n; insert into uses values ('c1', 'en');
`;
const rename = { op: 'rename_column', schema: 'Sh op', table: 'Or"der', column: 'Id', to: key } as const;

test('a primary key has both names: rows come, go and are referred to by either', async () => {
  await using db = await testDatabase({ sql: shop });
  const session = await db.session();
  const say = async (sql: string): Promise<unknown> => (await session.query(sql)).rows[0];
  const plan = await compile(session, rename);
  const last = plan.steps.at(-1);
  expect(last?.up).toContain(`PRIMARY KEY USING INDEX "Or""der_pkey_`);
  let n = 0;
  const works = async (hasNew: boolean): Promise<void> => {
    n += 1;
    // An old application.
    const { id } = (await say(`insert into ${at} (note) values ('old') returning "Id" as id`)) as {
      id: number;
    };
    await session.query(
      `insert into lines (o) values (${id}); update ${at} set parent = null where "Id" = ${id}`,
    );
    await session.query(
      `insert into ${at} ("Id", note) overriding system value values (${-n}, 'given') on conflict ("Id") do update set note = 'again'`,
    );
    await expect(
      session.query(`insert into ${at} ("Id") overriding system value values (${-n})`),
    ).rejects.toThrow('duplicate key');
    if (!hasNew) return;
    // A new one.
    const { key: own } = (await say(`insert into ${at} (note) values ('new') returning "${key}" as key`)) as {
      key: number;
    };
    await session.query(`insert into lines (o) values (${own})`);
    await session.query(
      `insert into ${at} ("${key}", note) overriding system value values (${-n}, 'x') on conflict ("${key}") do update set note = 'twice'`,
    );
    await session.query(`update ${at} set "Id" = -${1000 + n} where "${key}" = ${own}`);
    expect(await say(`select o from lines order by id desc limit 1`)).toEqual({ o: -1000 - n });
    await expect(
      session
        .query('insert into lines (o) values (-1)')
        .then(() => session.query(`delete from ${at} where "${key}" = -1`)),
    ).resolves.toBeDefined();
    expect(await say(`select count(*)::int as lines from lines where o = -1`)).toEqual({ lines: 0 });
    await session.query(
      `insert into ${at} ("${key}", note) overriding system value values (-1, 'x') on conflict do nothing`,
    );
  };
  for (const [done, step] of plan.steps.entries()) {
    await runStep(session, step, 'up');
    await works(done === plan.steps.length - 1);
  }
  expect(await say(`select count(*)::int as apart from ${at} where "Id" is distinct from "${key}"`)).toEqual({
    apart: 0,
  });
  await down(session, plan);
  await works(false);
  const again = await cycle(session, rename);
  expect(again.breaking).toEqual([
    `primary key Or"der_pkey of Sh op.Or"der is on ${key}: GROUP BY Id alone stands for the other columns no more`,
    `foreign key own of Sh op.Or"der refers to ${key}`,
    `foreign key details_Id_fkey of public.details refers to ${key}`,
    `foreign key lines_o_fkey of public.lines refers to ${key}`,
    `until Id is dropped, INSERT … ON CONFLICT by Id or ${key} of Sh op.Or"der may end in a duplicate key error where two sessions insert the same value at the same moment: try it again`,
  ]);
  // What it leaves for later.
  for (const { operations } of again.followUps.slice(0, 1)) await cycle(session, operations);
  await session.query(
    `insert into ${at} (note) values ('later'); insert into lines (o) select max("${key}") from ${at}`,
  );
});

test('a key of two columns, one with a sequence, one that is a foreign key, too', async () => {
  await using db = await testDatabase({ sql: shop });
  const session = await db.session();
  const code = await cycle(session, { op: 'rename_column', table: 'codes', column: 'code', to: 'Wort' });
  await session.query(
    `insert into codes ("Wort") values ('new'); insert into codes (code) values ('old'); insert into uses values ('old', 'en'), ('new', 'en')`,
  );
  await expect(session.query(`insert into uses values ('none', 'en')`)).rejects.toThrow('foreign key');
  for (const { operations } of code.followUps.slice(0, 1)) await cycle(session, operations);
  const own = await cycle(session, [
    { op: 'rename_column', table: 'lines', column: 'id', to: 'line' },
    { op: 'add_column', table: 'lines', column: 'more', type: 'int' },
  ]);
  await session.query(
    'insert into lines (o) values (5); insert into lines (line, o) values (9999, 5); insert into lines (id, o) values (9998, 5)',
  );
  for (const { operations } of own.followUps.slice(0, 1)) await cycle(session, operations);
  await session.query('insert into lines (o) values (5)');
  const both = await cycle(session, { op: 'rename_column', table: 'details', column: 'Id', to: 'o' });
  await session.query('insert into details (o) values (50); insert into details ("Id") values (51)');
  await expect(session.query('insert into details (o) values (-50)')).rejects.toThrow('foreign key');
  for (const { operations } of both.followUps.slice(0, 1)) await cycle(session, operations);
  await session.query('create table later (id int primary key deferrable)');
  await expect(
    compile(session, { op: 'rename_column', table: 'later', column: 'id', to: 'l' }),
  ).rejects.toThrow('primary key later_pkey is checked when a transaction ends');
  await session.query(`create publication p for table codes`);
  await expect(
    compile(session, { op: 'rename_column', table: 'codes', column: 'lang', to: 'l' }),
  ).rejects.toThrow('finds rows by it on the other side of a replication');
  await session.query(`create view v as select line, o, n from lines group by line`);
  await expect(
    compile(session, { op: 'rename_column', table: 'lines', column: 'line', to: 'l' }),
  ).rejects.toThrow('view public.v rests on primary key lines_pkey');
});
