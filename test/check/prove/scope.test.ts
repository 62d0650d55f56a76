import { expect, test } from 'vitest';
import { openEmpty } from '../../../check/prove/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { serverTarget } from '../../support/database.ts';
import { proven } from '../../support/history.ts';

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

test('an interrupted proof leaves no database', async () => {
  const before = await proofDatabases();
  const stop = new AbortController();
  const progress = (line: string): void => {
    if (line.includes('3 of 4')) setTimeout(() => stop.abort(new Error('stopped')), 50);
  };
  const slow = [...history.slice(0, 2), ['SELECT pg_sleep(600);'], ['SELECT 1;']] as const;
  await expect(proven(slow, { signal: stop.signal, progress })).rejects.toThrow('stopped');
  expect(await proofDatabases()).toEqual(before);
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
