import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { branchTarget, dropBranch } from '../../../postgres/branches/branches.ts';
import { createBranch } from '../../../postgres/branches/create.ts';
import { BranchCopyFailed } from '../../../postgres/branches/errors.ts';
import type { CopyWay } from '../../../postgres/branches/metadata.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import type { Target } from '../../../postgres/connection/target.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { testDatabase } from '../../support/database.ts';
import { installedServer } from '../../support/installed-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { contents, ensureRoles, fingerprint, richSchema, schemaDifferences } from './fixture.ts';

const applicationName = 'test';

async function fill(production: Target): Promise<void> {
  await withSession(production, { applicationName }, async (session) => {
    await ensureRoles(session);
    await session.query(richSchema);
    const name = session.escapeIdentifier(production.database);
    await session.query(`
      ALTER DATABASE ${name} SET search_path = "$user", "Äpp.""x", public;
      ALTER DATABASE ${name} SET app.tenant = 'a ''quoted'' \\ one';
      ALTER DATABASE ${name} SET statement_timeout = '10min';
      ALTER ROLE branch_reader IN DATABASE ${name} SET work_mem = '8MB';
      ALTER DATABASE ${name} CONNECTION LIMIT 90;
      ALTER DATABASE ${name} OWNER TO "Branch ""Owner""";
      REVOKE ALL ON DATABASE ${name} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${name} TO branch_reader WITH GRANT OPTION`);
  });
}

async function expectSame(production: Target, id: string): Promise<void> {
  await withSession(production, { applicationName }, (a) =>
    withSession(branchTarget(production, id), { applicationName }, async (b) => {
      expect(await schemaDifferences(a, b)).toEqual([]);
      expect(await contents(b)).toEqual(await contents(a));
    }),
  );
}

async function expectFaithfulCopy(production: Target, way: CopyWay): Promise<void> {
  const branch = await createBranch(production, { name: 'Add X!', runId: randomUUID(), fingerprint, way });
  try {
    expect(branch).toMatchObject({ name: 'Add X!', way, status: 'MIGRATIONS_PASSED' });
    await expectSame(production, branch.id);
  } finally {
    await dropBranch(production, branch.id);
  }
}

const oddName = (way: string): string => `Prod "${way}" é${randomUUID().slice(0, 8)}`;

for (const way of ['template', 'stream'] as const)
  test(`a branch made by ${way} has schema, rows, owners, privileges and settings of production`, async () => {
    await using db = await testDatabase({ name: oddName(way) });
    await fill(db.target);
    await expectFaithfulCopy(db.target, way);
  });

const installed = installedServer();

test.skipIf(installed === null)('all three ways on a server that has pg_dump, older than ours', async () => {
  using folder = temporaryFolder();
  if (installed === null) return;
  const server = await startEmbedded({ dataDir: folder.path, durable: false, binaries: installed });
  try {
    const production = await server.ensureDatabase(oddName('dump'));
    await fill(production);
    for (const way of ['template', 'dump', 'stream'] as const) await expectFaithfulCopy(production, way);

    // In use: what the template refuses, the dump does.
    await withSession(production, { applicationName: 'someone else' }, async (session) => {
      await session.query('BEGIN; SELECT count(*) FROM parent');
      const branch = await createBranch(production, { name: 'in use', runId: 'r', fingerprint });
      expect(branch.way).toBe('dump');
      await expectSame(production, branch.id);
      await dropBranch(production, branch.id);
    });

    const plain = await server.ensureDatabase('without public');
    await withSession(plain, { applicationName }, (session) =>
      session.query('DROP SCHEMA public; DROP EXTENSION plpgsql'),
    );
    for (const way of ['dump', 'stream'] as const) await expectFaithfulCopy(plain, way);
  } finally {
    await server.release();
  }
});

test('production in use, without pg_dump: the rows of one moment are streamed', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)' });
  const timed = async (name: string, way?: 'stream') => {
    const started = Date.now();
    const branch = await createBranch(db.target, { name, runId: 'r', fingerprint, ...(way && { way }) });
    return { branch, took: Date.now() - started };
  };
  const idle = await timed('idle', 'stream');
  await dropBranch(db.target, idle.branch.id);
  const other = await db.session('someone else');
  await other.query('BEGIN; INSERT INTO t VALUES (3)');
  const { branch, took } = await timed('busy');
  // The server itself would wait 5 s more for the other session to go.
  expect(took).toBeLessThan(idle.took + 4_500);
  await other.query('COMMIT');
  expect(branch.way).toBe('stream');
  const rows = await withSession(branchTarget(db.target, branch.id), { applicationName }, (session) =>
    session.query('SELECT a FROM t ORDER BY a'),
  );
  expect(rows.rows).toEqual([{ a: 1 }, { a: 2 }]);
  await dropBranch(db.target, branch.id);
});

test('triggers do not run on the rows of a streamed branch, and tables that refer to each other in a ring are copied', async () => {
  await using db = await testDatabase({
    sql: `CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a);
      INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
      CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''boom''; END';
      CREATE TRIGGER boom BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION boom();
      ALTER TABLE a ENABLE ALWAYS TRIGGER boom`,
  });
  await expectFaithfulCopy(db.target, 'stream');
});

test('what a stream cannot copy is a refusal, not a loss', async () => {
  await using db = await testDatabase({ sql: `SELECT lo_from_bytea(0, 'x')` });
  const create = createBranch(db.target, { name: 'lo', runId: 'r', fingerprint, way: 'stream' });
  await expect(create).rejects.toThrow(BranchCopyFailed);
  await expect(create).rejects.toThrow(/stream: it cannot copy large object \d+/);
});
