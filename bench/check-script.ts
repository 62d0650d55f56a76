import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { withSession } from '../postgres/connection/session.ts';
import type { Target } from '../postgres/connection/target.ts';
import { migration } from './check-history.ts';

/**
 * What a careful shell script does, milliseconds for each migration that it proves (every `every`th, the others are
 * applied): up; on a copy down, compare, up again, compare. Its dump before is that after the migration before.
 */
export async function proveByScript(
  server: Target,
  programs: string,
  before: string,
  length: number,
  every: number,
): Promise<number[]> {
  const [main, copy] = ['script_main', 'script_copy'];
  const administer = (sql: string) =>
    withSession(server, { applicationName: 'bench' }, async (session) => {
      for (const statement of sql.split(';')) await session.query(statement);
    });
  const run = (program: string, database: string, args: readonly string[], input = ''): string =>
    execFileSync(join(programs, program), args, {
      env: { PATH: process.env.PATH, ...server.withDatabase(database).libpqEnvironment() },
      input,
      encoding: 'utf8',
      maxBuffer: 1e9,
      // pg_dump waits for nothing on it.
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  const psql = (database: string, sql: string) =>
    run('psql', database, ['--no-psqlrc', '--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1'], sql);
  const dump = (database: string) =>
    run('pg_dump', database, ['--inserts']).replace(/^\\(un)?restrict .*$/gm, '');
  await administer(`CREATE DATABASE ${main} TEMPLATE template0`);
  try {
    psql(main, before);
    const times: number[] = [];
    for (let at = 0; at < length; at++) {
      const { up, down } = migration(at);
      if ((at + 1) % every !== 0) {
        psql(main, up);
        continue;
      }
      const wasDump = withoutSequences(dump(main));
      const started = performance.now();
      psql(main, up);
      const isDump = dump(main);
      await administer(`CREATE DATABASE ${copy} TEMPLATE ${main}`);
      psql(copy, down);
      if (withoutSequences(dump(copy)) !== wasDump) throw new Error(`the down of ${at + 1} does not restore`);
      psql(copy, up);
      if (dump(copy).length === 0 || isDump.length === 0) throw new Error('an empty dump');
      await administer(`DROP DATABASE ${copy}`);
      times.push(performance.now() - started);
    }
    return times;
  } finally {
    await administer(
      `DROP DATABASE IF EXISTS ${main} WITH (FORCE); DROP DATABASE IF EXISTS ${copy} WITH (FORCE)`,
    );
  }
}

/** A sequence keeps what it gave out. */
const withoutSequences = (dump: string): string => dump.replace(/^SELECT pg_catalog\.setval.*$/gm, '');
