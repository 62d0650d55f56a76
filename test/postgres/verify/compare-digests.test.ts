import { describe, expect, it } from 'vitest';
import { digestData } from '../../../postgres/data/index.ts';
import { compareDigests } from '../../../postgres/verify/index.ts';
import { testDatabase } from '../../support/database.ts';

const nothing = { written: [], removed: [] };
const tables = `
  CREATE TABLE tasks (id int, title text);
  CREATE TABLE "Odd ""one"".x" (id int);
  CREATE SCHEMA other; CREATE TABLE other.tasks (id int);
  INSERT INTO tasks SELECT n, 'task ' || n FROM generate_series(1, 10) n;
  INSERT INTO "Odd ""one"".x" VALUES (1), (2);
  INSERT INTO other.tasks VALUES (1);`;

async function compared(sql: string, intended: Parameters<typeof compareDigests>[2] = nothing) {
  await using db = await testDatabase({ sql: tables });
  const session = await db.session();
  const before = await digestData(session);
  await db.query(sql);
  return compareDigests(before, await digestData(session), intended);
}

const clean = { tables: 3, rows: 13, lostRows: [], changedUntouched: [] };
const odd = '"public"."Odd ""one"".x"';

describe('compareDigests', () => {
  it('finds nothing where a column, a table or an index was added', async () => {
    expect(
      await compared('ALTER TABLE tasks ADD difficulty int DEFAULT 5; CREATE TABLE more AS SELECT 1 AS x'),
    ).toEqual(clean);
  });

  it('finds rows that are gone, also where writing was meant', async () => {
    const written = [{ schema: null, table: 'tasks' }];
    const report = await compared('DELETE FROM tasks WHERE id > 7', { written, removed: [] });
    expect(report).toEqual({ ...clean, lostRows: [{ table: 'public.tasks', before: 10, after: 7 }] });
  });

  it('finds a table that is gone, unless it was meant to', async () => {
    const gone = { ...clean, lostRows: [{ table: 'public."Odd ""one"".x"', before: 2, after: null }] };
    expect(await compared(`DROP TABLE ${odd}`)).toEqual(gone);
    const removed = [{ schema: 'public', table: 'Odd "one".x' }];
    expect(await compared(`DROP TABLE ${odd}`, { written: [], removed })).toEqual(clean);
  });

  it('takes a renamed table for the same one', async () => {
    expect(await compared('ALTER TABLE tasks RENAME TO items')).toEqual(clean);
    expect(
      (await compared('ALTER TABLE tasks RENAME TO items; DELETE FROM items WHERE id = 1')).lostRows,
    ).toHaveLength(1);
  });

  it('finds changed rows where nothing was to be written', async () => {
    const update = `UPDATE tasks SET title = 'x' WHERE id = 1; UPDATE other.tasks SET id = 2`;
    expect((await compared(update)).changedUntouched).toEqual(['other.tasks', 'public.tasks']);
    expect(
      (await compared(update, { written: [{ schema: null, table: 'tasks' }], removed: [] })).changedUntouched,
    ).toEqual([]);
    expect(
      (await compared(update, { written: [{ schema: 'public', table: 'tasks' }], removed: [] }))
        .changedUntouched,
    ).toEqual(['other.tasks']);
  });

  it('finds rows that came where only a column was to', async () => {
    const report = await compared(`ALTER TABLE tasks ADD difficulty int; INSERT INTO tasks VALUES (11, '')`);
    expect(report.changedUntouched).toEqual(['public.tasks']);
  });
});
