import type pg from 'pg';

/** Remembers the settings made in this session, so that a file cannot leave its own behind for the next one. */
export async function rememberSettings(session: pg.Client): Promise<{ restore: () => Promise<void> }> {
  const { rows: made } = await session.query<{ name: string; value: string }>(
    `SELECT name, current_setting(name) AS value FROM pg_catalog.pg_settings WHERE source = 'session'`,
  );
  const restore = async (): Promise<void> => {
    await session.query('RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL');
    for (const { name, value } of made)
      await session.query('SELECT pg_catalog.set_config($1, $2, false)', [name, value]);
  };
  return { restore };
}
