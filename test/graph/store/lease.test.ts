import { expect, test } from 'vitest';
import { LeaseLost, RunIsBusy } from '../../../graph/errors.ts';
import { isLeased, leaseRun } from '../../../graph/store/lease.ts';
import { openStateDatabase } from '../../../graph/store/state-database.ts';
import { testDatabase } from '../../support/database.ts';

/** Dropped when a session ends, and only then its locks go: the server takes its time to free a lock. */
const temporaryTables = `DO $$ BEGIN
  FOR number IN 1..100 LOOP EXECUTE format('CREATE TEMPORARY TABLE t%s (value text)', number); END LOOP;
END $$`;

const endHolders = `SELECT pg_terminate_backend(pid) FROM pg_locks
  WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

test('one process at a time; a released run is free at once', async () => {
  await using db = await testDatabase();
  const state = await openStateDatabase(db.target);
  const { pool } = state;
  try {
    const lease = await leaseRun(state, 'r1');
    await lease.pool.query(temporaryTables);
    await expect(leaseRun(state, 'r1')).rejects.toThrow(RunIsBusy);
    expect(await isLeased(pool, 'r1')).toBe(true);
    await (await leaseRun(state, 'r2')).release();
    await lease.release();
    expect(lease.lost.aborted).toBe(false);
    expect(await isLeased(pool, 'r1')).toBe(false);
    await (await leaseRun(state, 'r1')).release();
  } finally {
    await state.close();
  }
});

test('a lease whose session is ended says so, writes nothing any more, and the run is free', async () => {
  await using db = await testDatabase();
  const state = await openStateDatabase(db.target);
  try {
    await db.query('CREATE TABLE written (by text)');
    const lease = await leaseRun(state, 'r1');
    const lost = new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
    await db.query(endHolders);
    const successor = await leaseRun(state, 'r1');
    await lost;
    await expect(lease.pool.query(`INSERT INTO written VALUES ('the first')`)).rejects.toThrow(LeaseLost);
    await successor.pool.query(`INSERT INTO written VALUES ('the second')`);
    await lease.release();
    await successor.release();
    expect(await db.query('SELECT by FROM written')).toEqual([{ by: 'the second' }]);
  } finally {
    await state.close();
  }
});
