import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PolicyFacts } from '../../policies/facts.ts';
import { FileConstraints, judgeWrite } from '../../policies/files.ts';
import { applyOnBranch } from '../../postgres/apply/index.ts';
import { migrationFiles } from '../../postgres/script/index.ts';
import { appliedMigrations } from '../../tools/applied-migrations.ts';
import { testFacts } from '../policies/support/specialist.ts';
import { migration, options, sessionsOf } from '../postgres/apply/support.ts';
import { testRun } from './support/run.ts';

const folder = 'supabase/migrations';

/** As the Supabase CLI records: statements without semicolons, comments kept. */
const bySupabase = `
  CREATE SCHEMA supabase_migrations;
  CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
  INSERT INTO supabase_migrations.schema_migrations VALUES
    ('20250101000000', ARRAY['-- tasks'||chr(10)||'CREATE TABLE tasks (id int)', 'SELECT '';'''], 'tasks'),
    ('20250201000000', NULL, 'old'),
    ('20250301000000', ARRAY['CREATE TABLE gone (id int)'], 'gone'),
    ('7', ARRAY['SELECT 7'], NULL);
`;
const files = {
  [`${folder}/20250101000000_tasks.sql`]: 'create table wrong ();\n',
  [`${folder}/20250201000000_old.sql`]: 'SELECT 1;',
  [`${folder}/7_seven.sql`]: 'SELECT 7;',
  [`${folder}/20260101000000_new.sql`]: 'SELECT 2;',
};

test('a file is compared with what the history recorded, by version and by SQL', async () => {
  await using run = await testRun({ sql: bySupabase, files });
  const judge = async (path: string) => {
    const facts: PolicyFacts = {
      ...testFacts(),
      workspaceRoot: run.folder.path,
      appliedMigrations: await appliedMigrations(run.workspace, run.provider),
    };
    const { verdict, reason } = judgeWrite(path, FileConstraints.parse({}), facts);
    return verdict === 'allow' ? 'allow' : reason;
  };
  const tasks = `${folder}/20250101000000_tasks.sql`;

  expect(await judge(tasks)).toBe(
    `"${tasks}" is applied as version 20250101000000 (tasks), and its file already differs from what was applied: it has to be brought back, not changed`,
  );
  expect(await judge(`${folder}/20250101000000_other.sql`)).toContain(
    `and the file "${tasks}" already differs from what was applied`,
  );
  run.folder.write({ [tasks]: "CREATE TABLE  tasks (id int);\n\nSELECT ';'; -- the same\n" });
  expect(await judge(tasks)).toBe(
    `"${tasks}" is already applied, and an applied migration file never changes`,
  );
  expect(await judge(`${folder}/20250201000000_old.sql`)).toContain('recorded no SQL to compare it with');
  expect(await judge(`${folder}/7_anything.sql`)).toContain('is already applied');
  expect(await judge(`${folder}/70_anything.sql`)).toBe('allow');

  const gone = `${folder}/20250301000000_back.sql`;
  expect(await judge(gone)).toBe(
    `"${gone}" would be the file of version 20250301000000 (gone), which is applied and whose file is missing`,
  );
  const fresh = `${folder}/20260101000000_new.sql`;
  expect(await judge(fresh)).toBe('allow');
  run.folder.write({ [fresh]: 'CREATE TABLE gone (id int);' });
  expect(await judge(fresh)).toBe(
    `"${fresh}" holds the SQL that is applied as version 20250301000000 (gone), and applied SQL never changes`,
  );
});

test('our own history has checksums: a file of ours is compared to the byte, without its head', async () => {
  await using run = await testRun({ sql: 'CREATE TABLE t (a int)' });
  const change = migration('add_b', [['transactional', 'alter table t add b int;', 'alter table t drop b;']]);
  await applyOnBranch(sessionsOf(run.db), change, options());
  const standing = async () =>
    (await appliedMigrations(run.workspace, run.provider)).map(({ path, asApplied }) => [path, asApplied]);
  const [file] = migrationFiles(change).migrations;
  if (file === undefined) throw new Error('no file');
  expect(await standing()).toEqual([[null, null]]);
  run.folder.write({ [`${folder}/${file.path}`]: file.content });
  expect(await standing()).toEqual([[`${folder}/${file.path}`, true]]);
  const path = join(run.folder.path, folder);
  await rename(join(path, file.path), join(path, '20990101000000_renamed.sql'));
  expect(await standing()).toEqual([[`${folder}/20990101000000_renamed.sql`, true]]);
  run.folder.write({ [`${folder}/${file.path}`]: file.content.replace('add b int', 'add b bigint') });
  expect(await standing()).toEqual([[`${folder}/${file.path}`, false]]);
});
