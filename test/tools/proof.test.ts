import { expect, test } from 'vitest';
import { isProven } from '../../graph/protocol/proof.ts';
import { applyMigration } from '../../tools/mcp__supabase__apply_migration.ts';
import { resetBranch } from '../../tools/mcp__supabase__reset_branch.ts';
import { testRun } from './support/run.ts';

const table =
  'CREATE TABLE tasks (id int PRIMARY KEY, note text); INSERT INTO tasks VALUES (1, $$a$$), (2, $$b$$)';

test('a rollback is evidence about the branch it ran on, whatever was applied last elsewhere', async () => {
  await using run = await testRun({ sql: table });
  const good = await run.branchWith(
    'ALTER TABLE tasks ADD COLUMN a int',
    'ALTER TABLE tasks DROP COLUMN a',
    'good',
  );
  const [, goodEvidence] = run.ledger;
  const bad = await run.branchWith('ALTER TABLE tasks ADD COLUMN b int', 'SELECT 1', 'bad');
  const badHash = run.last('applied')?.subject ?? '';
  await run.call(resetBranch, { branch_id: good.id });
  expect(run.last('rolled-back')).toMatchObject({ subject: goodEvidence?.subject, ok: true });
  await run.call(resetBranch, { branch_id: bad.id });
  expect(run.last('rolled-back')).toMatchObject({ subject: badHash, ok: false });
  expect(isProven(run.ledger, badHash, bad.id)).toBe(false);

  const again = {
    name: 'good',
    query: 'ALTER TABLE tasks ADD COLUMN a int',
    rollback_sql: 'ALTER TABLE tasks DROP COLUMN a',
  };
  await run.call(applyMigration, { project_id: good.project_ref, ...again });
  expect(isProven(run.ledger, goodEvidence?.subject ?? '', good.id)).toBe(true);
  expect(isProven(run.ledger, goodEvidence?.subject ?? '', bad.id)).toBe(false);
});

test('a rollback whose process died before it was told is told by the next', async () => {
  await using run = await testRun({ sql: table });
  const branch = await run.branchWith(
    'ALTER TABLE tasks ADD COLUMN a int',
    'ALTER TABLE tasks DROP COLUMN a',
  );
  // As a killed process leaves it: the step is undone, the report is not stored.
  await run.provider.executeSql(branch.project_ref, 'ALTER TABLE tasks DROP COLUMN a', everything);
  for (const rows of ['godwit.migration', 'supabase_migrations.schema_migrations'])
    await run.provider.executeSql(branch.project_ref, `DELETE FROM ${rows}`, everything);
  await run.provider.executeSql(
    branch.project_ref,
    `UPDATE godwit.branch_state SET status = 'rolling back'`,
    everything,
  );
  await run.call(resetBranch, { branch_id: branch.id });
  expect(run.last('rolled-back')).toMatchObject({ subject: run.last('applied')?.subject, ok: true });
});

test('an archive that production has already is no backup', async () => {
  const old =
    'CREATE SCHEMA godwit_archive; CREATE TABLE godwit_archive.old AS SELECT generate_series(1, 9) AS id';
  await using run = await testRun({ sql: `${table}; ${old}` });
  await run.branchWith(
    `-- kept in godwit_archive.old, promise
     CREATE TABLE godwit_archive.new AS SELECT id, note FROM tasks; ALTER TABLE tasks DROP COLUMN note`,
    'ALTER TABLE tasks ADD COLUMN note text; DROP TABLE godwit_archive.new',
  );
  expect(run.last('applied')?.observed).toMatchObject({
    dropped: [{ schema: 'public', table: 'tasks', column: 'note' }],
    archives: [{ table: 'godwit_archive.new', rows: 2 }],
  });
});

const everything = { readOnly: false, signal: new AbortController().signal };
