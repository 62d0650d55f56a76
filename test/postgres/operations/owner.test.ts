import { expect, test } from 'vitest';
import { compareData, digestData } from '../../../postgres/data/index.ts';
import { takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { compile, down, type Given, schemaChanges, up } from './cycle.ts';

const operations: readonly Given[] = [
  {
    op: 'add_column',
    table: 'tasks',
    column: 'token',
    type: 'uuid',
    default: 'gen_random_uuid()',
    notNull: true,
  },
  { op: 'rename_column', table: 'tasks', column: 'score', to: 'points' },
  { op: 'split_table', table: 'tasks', into: 'task_content', columns: [{ from: 'body', to: 'body' }] },
  { op: 'split_table', table: 'tasks', into: 'task_tags', rows: { columns: ['tags'], to: 'tag' } },
  { op: 'backfill', table: 'tasks', column: 'note', expression: `'n' || id` },
  { op: 'drop_column', table: 'tasks', column: 'old' },
  { op: 'alter_type', table: 'tasks', column: 'weight', type: 'bigint' },
  { op: 'alter_type', table: 'tasks', column: 'label', type: 'text' },
  { op: 'add_index', table: 'tasks', columns: ['weight'] },
  { op: 'drop_not_null', table: 'tasks', column: 'weight' },
  { op: 'drop_constraint', table: 'tasks', name: 'light' },
  { op: 'drop_table', table: 'gone' },
  {
    op: 'create_table',
    table: 'fresh',
    columns: [{ name: 'task', type: 'int', references: { table: 'tasks' } }],
    updatedAt: true,
  },
];

test('an owner without special rights can do it all, also where policies bind the owner', async () => {
  const role = `owner_${process.pid}`;
  await using db = await testDatabase();
  const session = await db.session();
  await session.query(`create role ${role}`);
  try {
    const { rows } = await session.query('select current_database() as name');
    await session.query(`alter database ${rows[0].name} owner to ${role}; alter schema public owner to ${role}; set role ${role};
      create table tasks (id int primary key, score int not null default 1, body text, note text, old text, label varchar(9), weight int not null default 3, tags text[], constraint light check (weight < 10));
      create table gone (id int primary key);
      create function touch() returns trigger language plpgsql as $$ begin new.body := new.body; return new; end $$;
      create trigger touch before update on tasks for each row execute function touch();
      insert into tasks select n, n, 'b' || n, null, 'o' || n, 'l' || n, 3, array['t' || n, 'u'] from generate_series(1, 1200) n;`);
    const schema = await takeSnapshot(session);
    const data = await digestData(session);
    const plan = await compile(session, operations);
    await up(session, plan);
    await session.query(
      `update tasks set points = 5000 where id = 1; update task_content set body = 'new' where task_id = 1; delete from task_tags where task_id = 1 and position = 1`,
    );
    expect((await session.query('select score, body, tags from tasks where id = 1')).rows).toEqual([
      { score: 5000, body: 'new', tags: ['u'] },
    ]);
    await session.query(
      `update tasks set points = 1 where id = 1; update task_content set body = 'b1' where task_id = 1; insert into task_tags (task_id, position, tag) values (1, 1, 't1')`,
    );
    await down(session, plan);
    expect(await schemaChanges(session, schema)).toEqual([]);
    expect(compareData(data, await digestData(session))).toEqual([]);
    await session.query(
      'alter table tasks enable row level security; alter table tasks force row level security',
    );
    const drop = await compile(session, { op: 'drop_column', table: 'tasks', column: 'old' });
    await expect(up(session, drop)).rejects.toThrow('row-level security');
    const alter = await compile(session, {
      op: 'alter_type',
      table: 'tasks',
      column: 'label',
      type: 'varchar(5)',
    });
    await expect(up(session, alter)).rejects.toThrow('row-level security');
  } finally {
    await session.query(`reset role; reassign owned by ${role} to current_user; drop owned by ${role}`);
    await session.query(
      `alter database ${(await session.query('select current_database() as name')).rows[0].name} owner to current_user`,
    );
    await session.query(`drop role ${role}`);
  }
});
