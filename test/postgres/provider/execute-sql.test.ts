import { expect, test } from 'vitest';
import { executeSql } from '../../../postgres/provider/execute-sql.ts';
import { testDatabase } from '../../support/database.ts';

const look = { readOnly: true, signal: new AbortController().signal };

test('what the statement does wrong is told; what the server or others do passes', async () => {
  await using db = await testDatabase({ sql: 'CREATE TABLE tasks (id int)' });
  await expect(executeSql(db.target, 'SELECT nothing FROM tasks', look)).rejects.toMatchObject({
    code: 'sql-failed',
    sqlstate: '42703',
    transient: false,
  });
  const other = await db.session();
  await other.query('BEGIN; LOCK TABLE tasks');
  await expect(executeSql(db.target, 'SELECT id FROM tasks', look)).rejects.toMatchObject({
    sqlstate: '55P03',
    transient: true,
  });
  await other.query('ROLLBACK');
  const ended = 'SELECT pg_terminate_backend(pg_backend_pid())';
  await expect(executeSql(db.target, ended, { ...look, readOnly: false })).rejects.toMatchObject({
    sqlstate: '57P01',
    transient: true,
  });
});
