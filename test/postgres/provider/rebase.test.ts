import { expect, test } from 'vitest';
import { BranchMissing } from '../../../postgres/branches/errors.ts';
import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import { testDatabase } from '../../support/database.ts';

const options = { runId: 'rebase', signal: new AbortController().signal, progress: () => {} };
const step = {
  version: '20260101000000',
  kind: 'transactional',
  up: 'ALTER TABLE t ADD b int',
  down: 'ALTER TABLE t DROP b',
} as const;

test('a branch that lacks a migration of production is made anew, without what was applied on it', async () => {
  await using db = await testDatabase({
    sql: `CREATE TABLE t (a int);
      CREATE SCHEMA supabase_migrations;
      CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);`,
  });
  const provider = await LocalProvider.open(db.target, 'postgres');
  const branch = await provider.createBranch('try', `rebase-${db.target.database}`);
  await provider.applyMigration(branch.project_ref, { name: 'add_b', steps: [step] }, options);
  const columns = async () =>
    (await provider.readCatalog(branch.id)).tables[0]?.columns.map(({ name }) => name);
  expect(await provider.rebaseBranch(branch.id)).toEqual({ applied: [] });
  expect(await columns()).toEqual(['a', 'b']);

  await db.query(`ALTER TABLE t ADD c int;
    INSERT INTO supabase_migrations.schema_migrations VALUES ('20251231000000', '{}', 'add_c')`);
  expect(await provider.rebaseBranch(branch.id)).toEqual({ applied: ['20251231000000'] });
  expect(await columns()).toEqual(['a', 'c']);
  expect((await provider.listBranches()).map(({ id, name }) => ({ id, name }))).toEqual([
    { id: branch.id, name: 'try' },
  ]);

  await provider.deleteBranch(branch.id);
  await expect(provider.rebaseBranch(branch.id)).rejects.toThrow(BranchMissing);
});
