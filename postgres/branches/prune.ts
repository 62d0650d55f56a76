import type pg from 'pg';
import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { applicationName, lockTimeoutMs } from './maintenance.ts';

const sql = `SELECT format('SCHEMA %I', nspname) AS object FROM pg_namespace WHERE nspname !~ '^pg_'
  UNION ALL SELECT format('EXTENSION %I', extname) FROM pg_extension`;

/** template0 brings the schema public and the language plpgsql, which production may have dropped. */
export async function removeWhatProductionLacks(
  source: Target,
  branch: Target,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = { applicationName, lockTimeoutMs, ...(signal && { signal }) };
  const objects = async (session: pg.Client): Promise<string[]> =>
    (await session.query<{ object: string }>(sql)).rows.map(({ object }) => object);
  const wanted = await withSession(source, options, objects);
  await withSession(branch, options, async (session) => {
    for (const object of await objects(session))
      if (!wanted.includes(object)) await session.query(`DROP ${object}`);
  });
}
