import { expect, test } from 'vitest';
import { openSession } from '../../../postgres/connection/session.ts';
import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import { testDatabase } from '../../support/database.ts';

test("a run's sessions are ended by whoever takes it over; a frozen process cannot commit any more", async () => {
  await using db = await testDatabase();
  const provider = await LocalProvider.open(db.target, 'postgres');
  const frozen = await openSession(db.target.ofRun('run_1'), { applicationName: 'godwit branch' });
  const other = await openSession(db.target.ofRun('run_2'), { applicationName: 'godwit branch' });
  const silenced = frozen.on('error', () => undefined);
  try {
    await frozen.query('SELECT pg_advisory_lock(1)');
    await frozen.query('BEGIN; CREATE TABLE half_done (id int)');

    const successor = await provider.takeOver('run_1');

    const [free] = await db.query('SELECT pg_try_advisory_lock(1) AS locked');
    expect(free).toEqual({ locked: true });
    await expect(silenced.query('COMMIT')).rejects.toThrow();
    expect(await db.query(`SELECT to_regclass('half_done') AS made`)).toEqual([{ made: null }]);
    expect((await other.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    const { rows } = await successor.executeSql(
      successor.productionRef,
      `SELECT current_setting('application_name') AS name`,
      { readOnly: true, signal: new AbortController().signal },
    );
    expect(rows).toEqual([{ name: 'godwit:run_1' }]);
  } finally {
    await Promise.allSettled([frozen.end(), other.end()]);
  }
});
