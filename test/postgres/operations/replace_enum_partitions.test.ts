import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, type Given, runStep, up } from './cycle.ts';

const type = '"Sta ge"';
const at = 's."Ev""ents"';
const given: Given = {
  op: 'replace_enum',
  name: 'Sta ge',
  labels: ['done', 'open'],
  map: [
    { from: 'new', to: 'open' },
    { from: 'held', to: 'open' },
  ],
};

test('replace_enum: a partitioned table is written and indexed partition by partition', async () => {
  await using db = await testDatabase({
    sql: `create schema s; create type ${type} as enum ('new', 'done', 'gone', 'held');
      create table ${at} (id int, day date not null, "Sta te" ${type} not null default 'new', tags ${type}[], note text,
        primary key (id, day), constraint known check ("Sta te" <> 'gone' or id > 3)) partition by range (day);
      create table s."2025" partition of ${at} for values from ('2025-01-01') to ('2026-01-01');
      create table "la ter" partition of ${at} default;
      create index by_stage on ${at} ("Sta te", id); create index open on ${at} (day) where "Sta te" in ('new', 'held');
      create function touch() returns trigger language plpgsql as $$ begin new.note := 'was ' || new."Sta te"; return new; end $$;
      create trigger touch before insert or update on s."2025" for each row execute function touch();
      create table plain (id int primary key, stage ${type}); insert into plain values (1, 'new'), (2, 'done');
      insert into ${at} select n, date '2025-11-01' + n % 120, (array['new', 'done', 'held'])[1 + n % 3]::${type}, array['new', 'done']::${type}[] from generate_series(1, 900) n`,
  });
  const session = await db.session();
  const plan = await compile(session, given);
  expect(await counts(session, plan.preconditions)).toMatchObject({
    'no row of s.Ev"ents has gone in Sta te': 0,
  });
  for (const step of plan.steps.slice(0, -1)) {
    expect(step.up).not.toMatch(/CREATE INDEX "[^"]*" ON "/);
    await runStep(session, step, 'up');
    // An old application writes, through the whole table and through a partition.
    await session.query(`insert into ${at} (id, day) values ((select max(id) + 1 from ${at}), '2025-02-02');
      update "la ter" set "Sta te" = 'done' where id = (select max(id) from "la ter")`);
  }
  await runStep(session, plan.steps.at(-1) ?? plan.steps[0], 'up');
  await session.query(`insert into ${at} (id, day, "Sta te") values (5001, '2025-03-03', 'open'::${type}), (5002, '2030-01-01', 'done');
    insert into s."2025" (id, day) values (5003, '2025-03-03'); update s."2025" set "Sta te" = 'done' where id = 5001`);
  const rows = `select id, "Sta te" as is, note from ${at} where id > 5000 order by id`;
  expect(await db.query(rows)).toEqual([
    { id: 5001, is: 'done', note: 'was done' },
    { id: 5002, is: 'done', note: null },
    { id: 5003, is: 'open', note: 'was open' },
  ]);
  expect(
    await db.query(
      `select pg_get_indexdef(indexrelid) as is, indisvalid from pg_index where indexrelid::regclass::text in ('s.by_stage', 's.open') order by 1`,
    ),
  ).toEqual([
    { is: `CREATE INDEX by_stage ON ONLY s."Ev""ents" USING btree ("Sta te", id)`, indisvalid: true },
    {
      is: `CREATE INDEX open ON ONLY s."Ev""ents" USING btree (day) WHERE ("Sta te" = 'open'::"Sta ge")`,
      indisvalid: true,
    },
  ]);
  await down(session, plan);
  expect(await db.query(`select count(*)::int as n from ${at} where "Sta te" = 'new' and id > 5000`)).toEqual(
    [{ n: 1 }],
  );
  await cycle(session, given);
  // A partition that comes now has it all.
  await session.query(`create table s.soon partition of ${at} for values from ('2031-01-01') to ('2032-01-01');
    insert into ${at} (id, day, "Sta te") values (6000, '2031-02-02', 'open')`);
  expect(await db.query(`select "Sta te_old" as was from s.soon`)).toEqual([{ was: 'new' }]);
  // What it leaves for later; of merged values an archive keeps which it was.
  for (const { operations } of plan.followUps.filter((one) => one.operations.length > 0))
    await cycle(session, operations);

  await expect(
    compile(session, { op: 'drop_column', schema: 's', table: '2025', column: 'note' }),
  ).rejects.toThrow('it is a partition of s.Ev"ents');
  await session.query(
    `create index notes on ${at} (note) where note is not null; alter table ${at} add constraint short check (length(note) < 99)`,
  );
  const drop = await cycle(session, { op: 'drop_column', schema: 's', table: 'Ev"ents', column: 'note' });
  await down(session, drop);
  expect(await db.query(`select note from ${at} where id = 5001`)).toEqual([{ note: 'was done' }]);
  await up(session, drop);
  const archive = drop.archives[0]?.replace('godwit_archive.', '') ?? '';
  await cycle(session, { op: 'restore_archive', name: archive });
  expect(await db.query(`select note from ${at} where id = 5001`)).toEqual([{ note: 'was done' }]);
  // So are other changes of a column.
  const renamed = await cycle(session, {
    op: 'rename_column',
    schema: 's',
    table: 'Ev"ents',
    column: 'note',
    to: 'Wo rt',
  });
  await session.query(
    `insert into ${at} (id, day, "Wo rt", "Sta te") values (7000, '2025-04-04', 'new', 'done'), (7001, '2030-04-04', 'new', 'done')`,
  );
  expect(await db.query(`select note from ${at} where id > 6999 order by id`)).toEqual([
    { note: 'was done' },
    { note: 'new' },
  ]);
  await down(session, renamed);
  await cycle(session, { op: 'alter_type', schema: 's', table: 'Ev"ents', column: 'Sta te', type: 'text' });
  await session.query(`create index just_one on s."2025" (note)`);
  await expect(
    compile(session, { op: 'drop_column', schema: 's', table: 'Ev"ents', column: 'note' }),
  ).rejects.toThrow('partition s.2025 has index just_one of its own on it');
});
