import { expect, test } from 'vitest';
import { readLayout } from '../../../check/layouts/index.ts';
import { openEmpty, prove } from '../../../check/prove/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { serverTarget, testDatabase } from '../../support/database.ts';
import { proven, writeHistory } from '../../support/history.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const history = [
  ['CREATE TABLE a (id int);', 'DROP TABLE a;'],
  ['CREATE TABLE b (id int);', 'DROP TABLE b;'],
  ['ALTER TABLE b ADD COLUMN x int;', 'ALTER TABLE b DROP COLUMN x;'],
] as const;
const versions = (reports: { version: string }[]) => reports.map(({ version }) => version);

const proofDatabases = () =>
  withSession(serverTarget(), { applicationName: 'test' }, async (session) => {
    const { rows } = await session.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'godwit\\_proof\\_%' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  });

test('only and from prove a part; the others are applied, and told where they fail', async () => {
  expect(versions(await proven(history, { only: ['3'] }))).toEqual(['3']);
  expect(versions(await proven(history, { from: '2' }))).toEqual(['2', '3']);
  const broken = [['CREATE TABLE a (nothing nowhere);'], ...history.slice(1)] as const;
  expect(versions(await proven(broken, { only: ['3'] }))).toEqual(['1', '3']);
});

test('an interrupted proof leaves no database, nor a copy that it made', async () => {
  using folder = temporaryFolder();
  // The second migration is stopped while a copy of the database stands ready.
  writeHistory(folder.path, [history[0], ['COMMIT; SELECT pg_sleep(600);']]);
  const stop = new AbortController();
  const opened = await openEmpty(serverTarget(), [], stop.signal);
  const run = opened.database.target.database.replace(/_\d+$/, '');
  const ours = async () => (await proofDatabases()).filter((name) => name.startsWith(run));
  const proof = prove(opened.database, readLayout(folder.path, 'golang-migrate').migrations, {
    signal: stop.signal,
    progress: () => undefined,
  });
  await proof.next();
  const second = proof.next();
  while ((await ours()).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  stop.abort(new Error('stopped'));
  await expect(second).rejects.toThrow('stopped');
  await opened.close();
  expect(await ours()).toEqual([]);
});

test('what a killed proof left is dropped by the next; that of a living one is not', async () => {
  const { signal } = new AbortController();
  const living = await openEmpty(serverTarget(), [], signal);
  const left = 'godwit_proof_00000000dead_1';
  await withSession(serverTarget(), { applicationName: 'test' }, (session) =>
    session.query(`CREATE DATABASE ${left} TEMPLATE template0`),
  );
  const next = await openEmpty(serverTarget(), [], signal);
  const found = await proofDatabases();
  expect(found).not.toContain(left);
  expect(found).toEqual(expect.arrayContaining([living, next].map((one) => one.database.target.database)));
  await Promise.all([living.close(), next.close()]);
});

test('a living proof is seen from every database of its server', async () => {
  const { signal } = new AbortController();
  await using db = await testDatabase();
  const living = await openEmpty(serverTarget(), [], signal);
  const next = await openEmpty(db.target, [], signal);
  expect(await proofDatabases()).toEqual(
    expect.arrayContaining([living, next].map((one) => one.database.target.database)),
  );
  await Promise.all([living.close(), next.close()]);
});
