import type pg from 'pg';
import { ensureHistory, listHistory } from './history/index.ts';
import { applyPrelude, isEmpty, supabaseSearchPath } from './prelude/prelude.ts';
import { listMigrationFiles, type MigrationSource, readSqlFile } from './workspace/files.ts';
import { type ParsedFile, parseSqlFile } from './workspace/parse.ts';
import { inTransaction, runSqlFile } from './workspace/run.ts';
import { rememberSettings } from './workspace/settings.ts';

export interface WorkspaceFiles {
  /** Folder of `<version>_<name>.sql` files. */
  readonly migrationsDir: string;
  /** SQL for the data of a new database, e.g. `supabase/seed.sql`. */
  readonly seedFile?: string;
  /** Make what Supabase provides (roles, auth, storage) before the first migration. */
  readonly prelude: boolean;
  /**
   * Leaves a database that is filled already as it is. A version its history lacks may be a migration that nobody
   * approved yet, or one that was rolled back: a tool that finds such files in its own workspace asks for this.
   */
  readonly onlyNew?: boolean;
}

export interface PreparedDatabase {
  /** Versions applied by this call, ascending. */
  readonly applied: readonly string[];
  /** Versions that were there before, ascending. */
  readonly alreadyApplied: readonly string[];
  /** Versions of files that were left alone because of `onlyNew`, ascending. */
  readonly pending: readonly string[];
  /** This call ran the seed. */
  readonly seeded: boolean;
}

/**
 * Brings a database to the state of a workspace. An empty one gets the prelude, the migrations and the seed; any
 * other one only the migrations that its history lacks. May be called again after a crash, and by several
 * processes at once: one works, the others wait. Settings that the files leave in the session are undone. A file
 * that Postgres cannot run in a transaction starts over when a crash cut it off.
 *
 * @throws MigrationsFolderMissing | MigrationFileNameInvalid | DuplicateMigrationVersion | ScriptFileUnreadable |
 *   ScriptFileFailed
 */
export async function prepareDatabase(session: pg.Client, files: WorkspaceFiles): Promise<PreparedDatabase> {
  const migrations = listMigrationFiles(files.migrationsDir);
  await session.query(lock('pg_advisory_lock'));
  try {
    const creating = await beginCreation(session, files.prelude);
    await ensureHistory(session);
    const alreadyApplied = (await listHistory(session)).map(({ version }) => version);
    const lacking = migrations.filter(({ version }) => !alreadyApplied.includes(version));
    const [missing, left] = creating || !files.onlyNew ? [lacking, []] : [[], lacking];
    const run = await fileRunner(session, files.prelude);
    for (const migration of missing) await applyMigrationFile(session, migration, run);
    const seeded = creating && (await finishCreation(session, files.seedFile, run));
    return { applied: versions(missing), alreadyApplied, pending: versions(left), seeded };
  } finally {
    await session.query(lock('pg_advisory_unlock')).catch(() => undefined);
  }
}

const versions = (migrations: readonly MigrationSource[]): string[] =>
  migrations.map(({ version }) => version);

const lock = (call: 'pg_advisory_lock' | 'pg_advisory_unlock'): string =>
  `SELECT pg_catalog.${call}(pg_catalog.hashtext('godwit'), pg_catalog.hashtext('prepare database'))`;

type FileRunner = (file: ParsedFile, record: () => Promise<void>) => Promise<void>;

/** Runs every file with the settings this session has now, whatever the file before it set. */
async function fileRunner(session: pg.Client, prelude: boolean): Promise<FileRunner> {
  const settings = await rememberSettings(session);
  return async (file, record) => {
    try {
      if (prelude) await session.query(`SET search_path = ${supabaseSearchPath}`);
      await runSqlFile(session, file, async () => {
        // A file may leave the session in a role that cannot write the history.
        await settings.restore();
        await record();
      });
    } catch (error) {
      await settings.restore().catch(() => undefined);
      throw error;
    }
    await settings.restore();
  };
}

/**
 * Whether this database is ours to fill: empty until now, or begun by a call that did not come to its end. The
 * marker and the prelude are one transaction, and so are the end and the seed.
 */
async function beginCreation(session: pg.Client, prelude: boolean): Promise<boolean> {
  const { rows: marker } = await session.query<{ exists: boolean }>(
    `SELECT to_regclass('godwit.workspace_database') IS NOT NULL AS exists`,
  );
  if (marker[0]?.exists) {
    const { rows: begun } = await session.query(
      'SELECT FROM godwit.workspace_database WHERE filled_at IS NULL',
    );
    return begun.length === 1;
  }
  const used = (await listHistory(session)).length > 0 || !(await isEmpty(session));
  if (used) return false;
  await inTransaction(session, async () => {
    if (prelude) await applyPrelude(session);
    await session.query(createMarker);
  });
  return true;
}

const createMarker = `
  CREATE SCHEMA IF NOT EXISTS godwit;
  CREATE TABLE godwit.workspace_database (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    begun_at timestamptz NOT NULL DEFAULT now(),
    filled_at timestamptz
  );
  COMMENT ON TABLE godwit.workspace_database IS 'When migrations and seed of a workspace filled this database.';
  INSERT INTO godwit.workspace_database DEFAULT VALUES`;

async function applyMigrationFile(
  session: pg.Client,
  { version, name, path }: MigrationSource,
  run: FileRunner,
): Promise<void> {
  const file = parseSqlFile(path, readSqlFile(path));
  const statements = file.statements.map(({ sql }) => sql);
  await run(file, async () => {
    await session.query(
      'INSERT INTO supabase_migrations.schema_migrations (version, statements, name) VALUES ($1, $2, $3)',
      [version, statements, name],
    );
  });
}

/** Runs the seed, if there is one. Marked as filled without one too: a seed written later is not for this database. */
async function finishCreation(
  session: pg.Client,
  seedFile: string | undefined,
  run: FileRunner,
): Promise<boolean> {
  const file = parseSqlFile(seedFile ?? '', seedFile === undefined ? '' : readSqlFile(seedFile));
  await run(file, async () => {
    await session.query('UPDATE godwit.workspace_database SET filled_at = now()');
  });
  return seedFile !== undefined;
}
