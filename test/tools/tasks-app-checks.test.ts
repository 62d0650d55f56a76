import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asset } from '../../package-root.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { prepareDatabase } from '../../postgres/workspace-database.ts';
import { verifyApp } from '../../tools/verify_app.ts';
import { verifyData } from '../../tools/verify_data.ts';
import { verifyIndexes } from '../../tools/verify_indexes.ts';
import { verifyRls } from '../../tools/verify_rls.ts';
import { testFolder } from '../support/folder.ts';
import { testRun } from './support/run.ts';

it('passes every check of the example app, and again after its tests ran on the branch', async () => {
  using folder = testFolder();
  cpSync(asset('examples/tasks-app'), folder.path, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$/.test(path),
  });
  symlinkSync(asset('node_modules'), join(folder.path, 'node_modules'), 'dir');
  await using run = await testRun({
    folder,
    async prepare(db) {
      const migrationsDir = join(folder.path, 'supabase/migrations');
      const seedFile = join(folder.path, 'supabase/seed.sql');
      const files = { migrationsDir, seedFile, prelude: true };
      await withSession(db.target, { applicationName: 'test' }, (session) => prepareDatabase(session, files));
    },
  });
  const branch = await run.branchWith(
    'ALTER TABLE public.tasks ADD difficulty integer DEFAULT 5 CHECK (difficulty BETWEEN 1 AND 10)',
    'ALTER TABLE public.tasks DROP COLUMN difficulty',
  );
  const input = { branch_id: branch.id };
  for (const tool of [verifyData, verifyRls, verifyIndexes]) {
    expect(await run.call(tool, input), tool.name).toMatchObject({ ok: true, findings: [] });
  }
  for (const app of ['old', 'new'] as const) {
    const found = await run.call(verifyApp, { app, ...input });
    expect(found).toMatchObject({ ok: true, checked: true, findings: [] });
    expect(found.summary).not.toContain('not checked');
  }
  for (const tool of [verifyData, verifyRls]) {
    expect(await run.call(tool, input), tool.name).toMatchObject({ ok: true });
  }
  expect(run.last('data')?.summary).toContain('20000 rows in 8 tables');
});
