import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { dropBranch } from '../../../postgres/branches/branches.ts';
import { createBranch } from '../../../postgres/branches/create.ts';
import type { CopyWay } from '../../../postgres/branches/metadata.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import type { Target } from '../../../postgres/connection/target.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { applyPrelude } from '../../../postgres/prelude/prelude.ts';
import { testDatabase } from '../../support/database.ts';
import { installedServer } from '../../support/installed-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { expectSameDatabase, explain, fingerprint } from './same.ts';

const schema = readFileSync(new URL('supabase.sql', import.meta.url), 'utf8');

const fill = (target: Target): Promise<void> =>
  withSession(target, { applicationName: 'test' }, async (session) => {
    for (const role of ['branch_app', 'branch_auth_admin']) await ensureRole(session, role);
    await applyPrelude(session);
    await session.query(schema);
  });

/** Roles belong to the whole server: made once, whoever comes first. */
async function ensureRole(session: pg.Client, role: string): Promise<void> {
  await session.query(`CREATE ROLE ${role}`).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && /42710|23505/.test(String(error.code)))) throw error;
  });
}

async function expectFaithfulCopy(production: Target, way: CopyWay): Promise<void> {
  const options = { name: 'copy', runId: randomUUID(), fingerprint, explain, way };
  const branch = await createBranch(production, options);
  try {
    await expectSameDatabase(production, branch.id);
  } finally {
    await dropBranch(production, branch.id);
  }
}

for (const way of ['template', 'stream'] as const)
  test(`all that a grown Supabase project holds, by ${way}`, async () => {
    await using db = await testDatabase({ name: `Grown "${way}" ${randomUUID().slice(0, 8)}` });
    await fill(db.target);
    await expectFaithfulCopy(db.target, way);
  });

const installed = installedServer();

test.skipIf(installed === null)('the same on an older server that has pg_dump', async () => {
  using folder = temporaryFolder();
  if (installed === null) return;
  const server = await startEmbedded({ dataDir: folder.path, durable: false, binaries: installed });
  try {
    const production = await server.ensureDatabase('grown');
    await fill(production);
    for (const way of ['template', 'dump', 'stream'] as const) await expectFaithfulCopy(production, way);
  } finally {
    await server.release();
  }
});
