import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { applyOnBranch } from '../apply/index.ts';
import { dropBranch } from '../branches/branches.ts';
import { dropDatabase } from '../branches/copy.ts';
import { createBranch } from '../branches/create.ts';
import { withMaintenance } from '../branches/maintenance.ts';
import type { CreateBranchOptions } from '../branches/options.ts';
import { type Catalog, type CatalogTable, readCatalog } from '../catalog/index.ts';
import { openPool } from '../connection/pool.ts';
import { openSession, withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { deriveRollback, NothingLeftOver } from '../derive/index.ts';
import { listHistory } from '../history/index.ts';
import { compileOperations, type Operation } from '../operations/index.ts';
import type { RunOptions } from '../provider.ts';
import { assignVersions } from '../script/index.ts';
import { ident } from '../sql.ts';
import { listMigrationFiles } from '../workspace/files.ts';
import { prepareDatabase } from '../workspace-database.ts';
import { BaselineUnknown } from './errors.ts';

export interface LeftoverOptions extends RunOptions {
  /** Version of the migration that failed. */
  readonly version: string;
  /** Absolute path of the workspace's migrations. */
  readonly migrationsFolder: string;
  /** How the branch it is tried on is compared with production. */
  readonly compare: Omit<CreateBranchOptions, 'name' | 'runId'>;
}

/** What Supabase keeps and no migration of a project makes; on a project of theirs it is not ours to compare. */
const managedSchemas = new Set([
  'auth',
  'storage',
  'extensions',
  'realtime',
  'vault',
  'graphql',
  'graphql_public',
]);

/**
 * What a migration left behind that failed half-way, as operations that take it away again: tables and columns with
 * their rows into the archive, the rest by SQL that is read off the difference. "Before" is a scratch database in
 * which the migrations that production's history holds are replayed.
 * @throws NothingLeftOver | BaselineUnknown
 */
export async function leftoverOperations(
  production: Target,
  options: LeftoverOptions,
): Promise<readonly Operation[]> {
  const scratch = production.withDatabase(scratchName(options.runId));
  try {
    await makeBaseline(production, scratch, options);
    const catalog = await withSession(production, { applicationName: 'godwit' }, readCatalog);
    const before = await withSession(scratch, { applicationName: 'godwit' }, readCatalog);
    const drops = addedObjects(before, catalog);
    const rest = await restAfter(production, scratch, drops, catalog, options);
    if (drops.length === 0 && rest === undefined) throw new NothingLeftOver();
    return rest === undefined ? drops : [...drops, rest];
  } finally {
    await withMaintenance(production, undefined, (session) => dropDatabase(session, scratch.database));
  }
}

/** The same name for the same run: what a killed process left is replaced. */
const scratchName = (runId: string): string =>
  `godwit_scratch_${createHash('sha256').update(runId).digest('hex').slice(0, 8)}`;

async function makeBaseline(production: Target, scratch: Target, options: LeftoverOptions): Promise<void> {
  const { version: failed, migrationsFolder, progress } = options;
  const [history, prelude] = await withSession(production, { applicationName: 'godwit' }, async (session) => [
    (await listHistory(session)).map(({ version }) => version).filter((version) => version !== failed),
    (await readCatalog(session)).tables.some(({ schema, name }) => schema === 'auth' && name === 'users'),
  ]);
  const files = listMigrationFiles(migrationsFolder).filter(({ version }) => history.includes(version));
  const missing = history.filter((version) => !files.some((file) => file.version === version));
  if (missing.length > 0 || history.length === 0) throw new BaselineUnknown(failed, missing);

  progress(`replaying ${files.length} migrations to see what was there before ${failed}`);
  await withMaintenance(production, options.signal, async (session) => {
    await dropDatabase(session, scratch.database);
    await session.query(`CREATE DATABASE ${ident(scratch.database)} TEMPLATE template0`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'godwit-baseline-'));
  try {
    for (const { path } of files) await copyFile(path, join(folder, basename(path)));
    await withSession(scratch, { applicationName: 'godwit' }, (session) =>
      prepareDatabase(session, { migrationsDir: folder, prelude }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tables and columns that the baseline has not: they may hold rows, so they are archived rather than dropped. */
function addedObjects(before: Catalog, now: Catalog): Operation[] {
  const holdsRows = ({ kind, schema }: CatalogTable) => kind === 'table' && !managedSchemas.has(schema);
  return now.tables.filter(holdsRows).flatMap(({ schema, name: table, columns }): Operation[] => {
    const was = before.tables.find((one) => one.schema === schema && one.name === table);
    if (was === undefined) return [{ op: 'drop_table', schema, table }];
    const known = new Set(was.columns.map(({ name }) => name));
    return columns
      .filter(({ name }) => !known.has(name))
      .map(({ name: column }) => ({ op: 'drop_column', schema, table, column }));
  });
}

/** What still differs once the tables and columns are gone: tried on a branch, read off as SQL. */
async function restAfter(
  production: Target,
  scratch: Target,
  drops: readonly Operation[],
  catalog: Catalog,
  { version, compare, ...options }: LeftoverOptions,
): Promise<Operation | undefined> {
  const { runId } = options;
  const branch = await createBranch(production, { name: 'leftovers', runId, ...compare });
  const target = production.withDatabase(branch.id);
  try {
    const [first, ...others] = drops;
    if (first !== undefined) {
      const { steps } = compileOperations([first, ...others], catalog);
      const open = () => openSession(target, { applicationName: `godwit:${runId}` });
      await applyOnBranch(open, { name: 'leftovers', steps: assignVersions(steps, firstVersion) }, options);
    }
    const [was, is] = await Promise.all(
      [scratch, target].map((one) => openPool(one, { applicationName: 'godwit', max: 2 })),
    );
    if (was === undefined || is === undefined) throw new Error('two pools were opened');
    try {
      const { up, down } = await deriveRollback(was, is);
      return {
        op: 'custom_sql',
        up,
        down,
        reason: `removes what the failed migration ${version} left behind`,
      };
    } catch (error) {
      if (error instanceof NothingLeftOver) return undefined;
      throw error;
    } finally {
      await Promise.all([was.end(), is.end()]);
    }
  } finally {
    await dropBranch(production, branch.id);
  }
}

/** Only for the trial on the branch; any will do. */
const firstVersion = '99990101000000';
