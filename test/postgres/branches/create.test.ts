import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { branchTarget, dropBranch, listBranches } from '../../../postgres/branches/branches.ts';
import { createBranch } from '../../../postgres/branches/create.ts';
import {
  BranchDiffers,
  CannotCreateDatabases,
  ProductionTooLarge,
} from '../../../postgres/branches/errors.ts';
import { type Metadata, writeMetadata } from '../../../postgres/branches/metadata.ts';
import { branchDatabaseName } from '../../../postgres/branches/name.ts';
import { DatabaseMissing } from '../../../postgres/connection/errors.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { Target } from '../../../postgres/connection/target.ts';
import { serverTarget, testDatabase } from '../../support/database.ts';

const applicationName = 'test';
const fingerprint = async (session: pg.Client): Promise<string> => {
  const { rows } = await session.query(`SELECT string_agg(relname, ',' ORDER BY relname) AS tables
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`);
  return String(rows[0]?.tables);
};

const exists = (database: string): Promise<boolean> =>
  withSession(serverTarget(), { applicationName }, async (session) => {
    const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    return rowCount === 1;
  });

test('the same run and name give the finished branch again, at once or later', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE t (a int)' });
  const options = { name: 'n', runId: randomUUID(), fingerprint };
  const [first, second] = await Promise.all([
    createBranch(db.target, options),
    createBranch(db.target, options),
  ]);
  expect(second).toEqual(first);
  await withSession(branchTarget(db.target, first.id), { applicationName }, (session) =>
    session.query('CREATE TABLE of_the_run (a int)'),
  );
  expect(await createBranch(db.target, options)).toEqual(first);
  const other = await createBranch(db.target, { ...options, runId: randomUUID() });
  expect(other.id).not.toBe(first.id);
  expect((await listBranches(db.target)).map(({ id }) => id)).toEqual([first.id, other.id]);
  for (const { id } of [first, other]) await dropBranch(db.target, id);
});

test('a half-made branch is removed and made again', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE t (a int)' });
  const options = { name: 'half', runId: 'r', fingerprint };
  const id = branchDatabaseName(db.target.database, options.runId, options.name);
  const halfMade: Metadata = {
    godwit: 'branch',
    name: 'half',
    runId: 'r',
    parent: db.target.database,
    status: 'CREATING_PROJECT',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    way: null,
    fingerprint: null,
  };
  // Without a comment: a crash in the moment between the database and its mark.
  for (const metadata of [halfMade, null]) {
    await withSession(serverTarget(), { applicationName }, async (session) => {
      await session.query(`CREATE DATABASE ${id}`);
      if (metadata !== null) await writeMetadata(session, id, metadata);
    });
    expect((await listBranches(db.target)).map(({ status }) => status)).toEqual(
      metadata === null ? [] : ['CREATING_PROJECT'],
    );
    const branch = await createBranch(db.target, options);
    expect(branch).toMatchObject({ id, status: 'MIGRATIONS_PASSED', fingerprint: 't' });
    await dropBranch(db.target, id);
  }
});

test('an abort in the middle leaves no database', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE t (a int)' });
  const controller = new AbortController();
  const create = createBranch(db.target, {
    name: 'aborted',
    runId: 'r',
    signal: controller.signal,
    async fingerprint(session) {
      controller.abort(new Error('enough'));
      await session.query('SELECT pg_sleep(60)');
      return '';
    },
  });
  await expect(create).rejects.toThrow();
  expect(await listBranches(db.target)).toEqual([]);
  expect(await exists(branchDatabaseName(db.target.database, 'r', 'aborted'))).toBe(false);
});

test('a copy that is not the same is dropped and refused', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE t (a int)' });
  const options = { name: 'differs', runId: 'r', fingerprint: async () => randomUUID() };
  await expect(createBranch(db.target, options)).rejects.toThrow(BranchDiffers);
  expect(await exists(branchDatabaseName(db.target.database, 'r', 'differs'))).toBe(false);
});

test('a copy that differs says how, the first ten ways', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE t (a int)' });
  const differences = Array.from({ length: 12 }, (_, n) => `column public.t.a: difference ${n}`);
  const seen: string[] = [];
  const create = createBranch(db.target, {
    name: 'explained',
    runId: 'r',
    fingerprint: async () => randomUUID(),
    async explain(...sessions) {
      for (const session of sessions) {
        const { rows } = await session.query('SELECT current_database() AS name');
        seen.push(rows[0].name);
      }
      return differences;
    },
  });
  const error = await create.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BranchDiffers);
  expect(error).toMatchObject({ differences });
  expect(String(error)).toContain('\n  column public.t.a: difference 9\n  and 2 more');
  expect(String(error)).not.toContain('difference 10');
  expect(seen).toEqual([db.target.database, branchDatabaseName(db.target.database, 'r', 'explained')]);
});

test('a production above the limit is refused before anything is made', async () => {
  await using db = await testDatabase();
  const options = { name: 'large', runId: 'r', fingerprint, maxBytes: 1_000_000 };
  await expect(createBranch(db.target, options)).rejects.toThrow(ProductionTooLarge);
  await expect(createBranch(db.target, options)).rejects.toThrow(/has \d+ MB; branches copy at most 1 MB/);
  expect(await listBranches(db.target)).toEqual([]);
});

test('a production that does not exist is named', async () => {
  const missing = serverTarget().withDatabase('no such "one"');
  await expect(createBranch(missing, { name: 'n', runId: 'r', fingerprint })).rejects.toThrow(
    DatabaseMissing,
  );
});

test('a role without CREATEDB is told the statement that helps; with it the role makes branches of its own database', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE t (a int)' });
  const role = `Plain "role" ${randomUUID().slice(0, 8)}`;
  const ident = pg.escapeIdentifier(role);
  await db.query(`CREATE ROLE ${ident} LOGIN PASSWORD 'pw'; ALTER TABLE t OWNER TO ${ident};
    ALTER DATABASE ${pg.escapeIdentifier(db.target.database)} OWNER TO ${ident}`);
  const url = new URL(db.target.connectionString());
  url.username = encodeURIComponent(role);
  url.password = 'pw';
  const theirs = Target.parse(url.href);
  try {
    const refused = await createBranch(theirs, { name: 'n', runId: 'r', fingerprint }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(CannotCreateDatabases);
    expect(refused).toMatchObject({ role, hint: `an administrator can run: ALTER ROLE ${ident} CREATEDB;` });

    await db.query(`ALTER ROLE ${ident} CREATEDB`);
    for (const way of ['template', 'stream'] as const) {
      const branch = await createBranch(theirs, { name: way, runId: 'r', fingerprint, way });
      expect(await listBranches(db.target)).toEqual([branch]);
      await dropBranch(theirs, branch.id);
    }
  } finally {
    await db.query(`REASSIGN OWNED BY ${ident} TO CURRENT_USER; DROP ROLE ${ident}`);
  }
});
