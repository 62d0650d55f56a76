import { expect, test } from 'vitest';
import { accessChanges, takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { since } from '../../support/server-version.ts';

test('who may do what, of what was there before: not what comes with a new table, not what a trigger runs', async () => {
  await using db = await testDatabase({
    sql: `CREATE TABLE tasks (id int, owner text); CREATE TABLE gone (id int);
      CREATE POLICY own ON gone; CREATE POLICY own ON tasks; CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;`,
  });
  const session = await db.session();
  const before = await takeSnapshot(session);
  await session.query(`
    DROP TABLE gone;
    CREATE TABLE fresh (id int);
    ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;
    CREATE POLICY everybody ON fresh;
    GRANT SELECT ON fresh TO PUBLIC;
    ${since(15, 'CREATE VIEW careful WITH (security_invoker=true) AS SELECT id FROM tasks;')}
    CREATE FUNCTION on_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NEW; END';
    CREATE FUNCTION harmless() RETURNS int LANGUAGE sql RETURN 1;

    DROP POLICY own ON tasks;
    ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
    GRANT SELECT ON tasks TO PUBLIC;
    ALTER FUNCTION f() SECURITY DEFINER;
    CREATE VIEW shown AS SELECT id FROM tasks;
    CREATE MATERIALIZED VIEW copied AS SELECT id FROM tasks;
    CREATE FUNCTION all_tasks() RETURNS bigint LANGUAGE sql SECURITY DEFINER RETURN (SELECT count(*) FROM tasks);`);
  const changes = accessChanges(before, await takeSnapshot(session));
  expect(changes.map((text) => text.replace(/from \S+ none/, 'from … none'))).toEqual([
    'function public.all_tasks(): created, and runs with the rights of its owner',
    'function public.f(): security definer none before, yes after',
    'materialized view public.copied: created, and holds what its owner may see',
    'policy public.tasks.own: dropped',
    'table public.tasks: privileges of PUBLIC from … none before, SELECT after',
    'table public.tasks: row level security none before, yes after',
    'view public.shown: created, and shows what its owner may see',
  ]);
});
