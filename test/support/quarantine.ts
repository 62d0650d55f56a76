import type pg from 'pg';
import { proven } from './history.ts';

/** Rows of every table of a database, as text and in their order; archives are not among them. */
export async function rowsOf(session: pg.Client): Promise<Record<string, string[]>> {
  const { rows: tables } = await session.query<{ at: string }>(
    `select format('%I.%I', schemaname, tablename) as at from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'godwit_archive') order by 1`,
  );
  const found: Record<string, string[]> = {};
  for (const { at } of tables) {
    const { rows } = await session.query<{ line: string }>(`select (to_jsonb(t))::text as line from ${at} t`);
    found[at] = rows.map(({ line }) => line).sort();
  }
  return found;
}

/** What `--derive` offers for the last of these ups, after the ones before it. */
export async function offered(...ups: readonly string[]) {
  const reports = await proven(
    ups.map((up) => [up] as const),
    { derive: true, only: [String(ups.length)] },
  );
  return reports.at(-1)?.quarantine;
}
