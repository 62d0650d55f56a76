import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { asset } from '../../../package-root.ts';
import { branchTarget, dropBranch } from '../../../postgres/branches/branches.ts';
import { createBranch } from '../../../postgres/branches/create.ts';
import type { CopyWay } from '../../../postgres/branches/metadata.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import type { Target } from '../../../postgres/connection/target.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import { prepareDatabase } from '../../../postgres/workspace-database.ts';
import { testDatabase } from '../../support/database.ts';
import { installedServer } from '../../support/installed-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { expectSameDatabase, explain, fingerprint } from './same.ts';

const applicationName = 'test';

const prepare = (target: Target) =>
  withSession(target, { applicationName }, (session) =>
    prepareDatabase(session, {
      migrationsDir: asset('examples/tasks-app/supabase/migrations'),
      seedFile: asset('examples/tasks-app/supabase/seed.sql'),
      prelude: true,
    }),
  );

/** Somebody reads production all the while, except for a template, which nobody may be in. */
async function expectFaithfulCopy(production: Target, way: CopyWay): Promise<void> {
  const make = () =>
    createBranch(production, { name: 'copy', runId: randomUUID(), fingerprint, explain, way });
  const branch = await (way === 'template'
    ? make()
    : withSession(production, { applicationName: 'the app' }, async (app) => {
        await app.query('BEGIN; SELECT count(*) FROM tasks');
        return make();
      }));
  try {
    expect(branch).toMatchObject({ way, status: 'MIGRATIONS_PASSED' });
    await expectSameDatabase(production, branch.id);
    await withSession(branchTarget(production, branch.id), { applicationName }, async (session) => {
      // The trigger on auth.users would have made one profile more for each user.
      const { rows: counts } = await session.query(
        `SELECT (SELECT count(*) FROM auth.users)::int AS users, (SELECT count(*) FROM profiles)::int AS profiles`,
      );
      expect(counts).toEqual([{ users: counts[0].profiles, profiles: counts[0].users }]);
      const { rows } = await session.query(
        `INSERT INTO categories (slug, name) VALUES ('next', 'Next') RETURNING id,
          (SELECT max(id) + 1 FROM categories) AS next`,
      );
      expect(rows[0].id).toBe(rows[0].next);
    });
  } finally {
    await dropBranch(production, branch.id);
  }
}

for (const way of ['template', 'stream'] as const)
  test(`the example app in use, copied by ${way}`, async () => {
    await using db = await testDatabase();
    await prepare(db.target);
    await expectFaithfulCopy(db.target, way);
  });

test('the provider makes a branch of the example app while a session is open on it', async () => {
  await using db = await testDatabase();
  await prepare(db.target);
  const app = await db.session('the app');
  await app.query('BEGIN; SELECT count(*) FROM tasks');
  const provider = await LocalProvider.open(db.target, 'postgres');
  const branch = await provider.createBranch('in use', 'run');
  expect(branch.status).toBe('MIGRATIONS_PASSED');
  await expectSameDatabase(db.target, branch.id);
  await provider.deleteBranch(branch.id);
});

const installed = installedServer();

test.skipIf(installed === null)('the example app on a server that has pg_dump', async () => {
  using folder = temporaryFolder();
  if (installed === null) return;
  const server = await startEmbedded({ dataDir: folder.path, durable: false, binaries: installed });
  try {
    const production = await server.ensureDatabase('tasks');
    await prepare(production);
    for (const way of ['template', 'dump', 'stream'] as const) await expectFaithfulCopy(production, way);
  } finally {
    await server.release();
  }
});
