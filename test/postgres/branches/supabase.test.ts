import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { dropBranch } from '../../../postgres/branches/branches.ts';
import { createBranch } from '../../../postgres/branches/create.ts';
import { BranchCopyFailed } from '../../../postgres/branches/errors.ts';
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
    for (const role of ['branch_app', 'branch_auth_admin', 'branch_super SUPERUSER'])
      await ensureRole(session, role);
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

    await withSession(production, { applicationName: 'test' }, async (session) => {
      await session.query('SET ROLE branch_super; CREATE EXTENSION fuzzystrmatch; RESET ROLE');
      const options = { name: 'owned', runId: 'r', fingerprint, explain };
      await expect(createBranch(production, { ...options, way: 'dump' })).rejects.toThrow(
        'pg_dump does not keep the owner of extension fuzzystrmatch (branch_super)',
      );
      const branch = await createBranch(production, options);
      expect(branch.way).toBe('stream');
      await expectSameDatabase(production, branch.id);
    });
  } finally {
    await server.release();
  }
});

test('what came with PostgreSQL 18 is streamed too', async () => {
  await using db = await testDatabase({
    sql: `CREATE EXTENSION btree_gist;
      CREATE TABLE t (id int CONSTRAINT "must be" NOT NULL, a int, twice int GENERATED ALWAYS AS (a * 2) VIRTUAL,
        at int4range, PRIMARY KEY (id, at WITHOUT OVERLAPS), CONSTRAINT hoped CHECK (a > 0) NOT ENFORCED);
      CREATE TABLE u (id int, at int4range, later int, FOREIGN KEY (id, PERIOD at) REFERENCES t (id, PERIOD at));
      INSERT INTO t (id, a, at) VALUES (1, -1, '[1,5)'), (1, 2, '[5,9)'); INSERT INTO u VALUES (1, '[2,7)', NULL)`,
  });
  await expectFaithfulCopy(db.target, 'stream');
});

test.each([
  [
    'CREATE TABLE t (a int); CREATE TABLE "Ch ild" (a int) INHERITS (t)',
    'table public."Ch ild", which has column a',
  ],
  [
    'CREATE TABLE t (); CREATE TABLE u (); CREATE TABLE v () INHERITS (t, u)',
    'table public.v, which has several',
  ],
  ['CREATE TYPE p AS (x int); CREATE TABLE t OF p', 'table public.t, which is of type public.p'],
  [
    `CREATE TABLE t (a int, b int) PARTITION BY LIST (a); CREATE TABLE p (b int, a int);
      ALTER TABLE t ATTACH PARTITION p DEFAULT`,
    'partition public.p, which has its columns in another order',
  ],
  [
    'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID',
    'public.t, whose constraint c is not valid',
  ],
  ['CREATE TEXT SEARCH CONFIGURATION mine (COPY = simple)', 'text search configuration.*mine'],
  ['CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)', 'operator.*==='],
])('a stream refuses by name what it cannot make the same: %s', async (sql, message) => {
  await using db = await testDatabase({ sql });
  const create = createBranch(db.target, { name: 'n', runId: 'r', fingerprint, explain, way: 'stream' });
  await expect(create).rejects.toThrow(BranchCopyFailed);
  await expect(create).rejects.toThrow(new RegExp(message));
});
