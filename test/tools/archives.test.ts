import { expect, it } from 'vitest';
import { testRun } from './support/run.ts';

const sql = 'CREATE TABLE "Old tasks" (id int); INSERT INTO "Old tasks" SELECT generate_series(1, 10)';

async function archivesOf(up: string) {
  await using run = await testRun({ sql });
  await run.branchWith(`CREATE SCHEMA godwit_archive;\n${up}`, 'SELECT 1');
  const { observed } = run.last('applied') ?? {};
  return observed;
}

it('counts a copy that a migration made', async () => {
  const up = 'CREATE TABLE godwit_archive.copy AS SELECT * FROM "Old tasks" WHERE id > 8';
  expect(await archivesOf(up)).toMatchObject({ archives: [{ table: 'godwit_archive.copy', rows: 2 }] });
});

it('counts a table that a migration moved there', async () => {
  const up = 'ALTER TABLE "Old tasks" SET SCHEMA godwit_archive';
  expect(await archivesOf(up)).toMatchObject({ archives: [{ table: 'godwit_archive.Old tasks', rows: 10 }] });
});
