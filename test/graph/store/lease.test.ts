import { expect, test } from 'vitest';
import { RunIsBusy } from '../../../graph/errors.ts';
import { isLeased, leaseRun } from '../../../graph/store/lease.ts';
import { openPool } from '../../../postgres/connection/pool.ts';
import { testDatabase } from '../../support/database.ts';

/** Dropped when a session ends, and only then its locks go: the server takes its time to free a lock. */
const temporaryTables = `DO $$ BEGIN
  FOR number IN 1..100 LOOP EXECUTE format('CREATE TEMPORARY TABLE t%s (value text)', number); END LOOP;
END $$`;

test('one process at a time; a released run is free at once', async () => {
  await using db = await testDatabase();
  const pool = await openPool(db.target, { applicationName: 'lease test', max: 4 });
  pool.on('connect', (client) => void client.query(temporaryTables));
  try {
    const lease = await leaseRun(pool, 'r1');
    await expect(leaseRun(pool, 'r1')).rejects.toThrow(RunIsBusy);
    expect(await isLeased(pool, 'r1')).toBe(true);
    await (await leaseRun(pool, 'r2')).release();
    await Promise.all([1, 2].map(() => pool.query('SELECT pg_sleep(0.01)')));
    await lease.release();
    expect(await isLeased(pool, 'r1')).toBe(false);
    await (await leaseRun(pool, 'r1')).release();
  } finally {
    await pool.end();
  }
});

test('a lease whose session is ended says so, and the run is free', async () => {
  await using db = await testDatabase();
  const pool = await openPool(db.target, { applicationName: 'lease test', max: 4 });
  try {
    const lease = await leaseRun(pool, 'r1');
    const lost = new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
    await db.query(`SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    await lost;
    await lease.release();
    await (await leaseRun(pool, 'r1')).release();
  } finally {
    await pool.end();
  }
});
