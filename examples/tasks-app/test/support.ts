import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import type pg from 'pg';
import { connect } from '../src/database.ts';

const pool = connect();
after(() => pool.end());

/** Runs the test in a transaction that is always rolled back, so that any database with the schema will do. */
export async function inTransaction(test: (db: pg.PoolClient) => Promise<void>): Promise<void> {
  const db = await pool.connect();
  try {
    await db.query('begin');
    await test(db);
  } finally {
    await db.query('rollback');
    db.release();
  }
}

/** Signs somebody up; the trigger on auth.users makes the profile. Gives the id. */
export async function signUp(
  db: pg.PoolClient,
  username = `test-${randomUUID().slice(0, 8)}`,
): Promise<string> {
  const id = randomUUID();
  await db.query(
    'insert into auth.users (id, aud, role, email, raw_user_meta_data) values ($1, $2, $2, $3, $4)',
    [id, 'authenticated', `${id}@example.com`, { username }],
  );
  return id;
}

/** The rest of the transaction is what this user does through the API; null is a visitor who is not signed in. */
export async function signIn(db: pg.PoolClient, userId: string | null): Promise<void> {
  const role = userId === null ? 'anon' : 'authenticated';
  await db.query(`set local role ${role}`);
  await db.query(`select set_config('request.jwt.claims', $1, true)`, [
    JSON.stringify(userId === null ? { role } : { sub: userId, role }),
  ]);
}
