import type pg from 'pg';
import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { ident } from '../sql.ts';
import { copyDatabase, dropDatabase } from './copy.ts';
import { BranchDiffers, CannotCreateDatabases, ProductionTooLarge } from './errors.ts';
import { applicationName, lockTimeoutMs, withMaintenance } from './maintenance.ts';
import { type BranchDatabase, type Metadata, readMetadata, toBranch, writeMetadata } from './metadata.ts';
import { branchDatabaseName } from './name.ts';
import { type CreateBranchOptions, defaultMaxBytes } from './options.ts';
import { readProduction } from './production.ts';
import { copyDatabaseSettings } from './settings.ts';

/**
 * A database on production's server with the same schema and rows. Called again for the same run and name it returns
 * the finished branch, or removes a half-made one and starts over; calls at the same time wait for each other.
 *
 * @throws CannotCreateDatabases | ProductionTooLarge | BranchCopyFailed | BranchDiffers, and what `openSession` throws
 */
export async function createBranch(
  production: Target,
  options: CreateBranchOptions,
): Promise<BranchDatabase> {
  const database = branchDatabaseName(production.database, options.runId, options.name);
  try {
    return await withBranchLock(production, database, options.signal, async (session) => {
      const found = await readMetadata(session, database);
      if (found && found.status !== 'CREATING_PROJECT') return toBranch(database, found);
      if (found !== undefined) await dropDatabase(session, database);
      return make(session, production, database, options);
    });
  } catch (error) {
    await withBranchLock(production, database, undefined, (session) =>
      removeHalfMade(session, database),
    ).catch(() => undefined);
    throw error;
  }
}

/** Whoever makes a branch holds its lock; it goes with the session, so a crash leaves none behind. */
function withBranchLock<T>(
  production: Target,
  database: string,
  signal: AbortSignal | undefined,
  work: (session: pg.Client) => Promise<T>,
): Promise<T> {
  return withMaintenance(production, signal, async (session) => {
    await session.query('SET lock_timeout = 0');
    await session.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [database]);
    await session.query(`SET lock_timeout = ${lockTimeoutMs}`);
    return work(session);
  });
}

async function removeHalfMade(session: pg.Client, database: string): Promise<void> {
  const found = await readMetadata(session, database);
  if (found === null || found?.status === 'CREATING_PROJECT') await dropDatabase(session, database);
}

async function make(
  session: pg.Client,
  source: Target,
  database: string,
  options: CreateBranchOptions,
): Promise<BranchDatabase> {
  const production = await readProduction(session, source);
  const limit = options.maxBytes ?? defaultMaxBytes;
  if (production.bytes > limit) throw new ProductionTooLarge(source.database, production.bytes, limit);
  if (!production.may_create) throw new CannotCreateDatabases(production.role, ident(production.role));

  const now = new Date().toISOString();
  const metadata: Metadata = {
    godwit: 'branch',
    name: options.name,
    runId: options.runId,
    parent: source.database,
    status: 'CREATING_PROJECT',
    createdAt: now,
    updatedAt: now,
    way: null,
    fingerprint: null,
  };
  const branch = source.withDatabase(database);
  const way = await copyDatabase({ session, source, production, branch, metadata }, options);
  const notCopied = await copyDatabaseSettings(session, production, database);
  const [ours, theirs] = await Promise.all([branch, source].map((target) => fingerprintOf(target, options)));
  if (ours === undefined || ours !== theirs)
    throw new BranchDiffers(source.database, way, {
      differences: await explainDifferences(source, branch, options),
      notCopied,
    });
  const done: Metadata = {
    ...metadata,
    status: 'MIGRATIONS_PASSED',
    updatedAt: new Date().toISOString(),
    way,
    fingerprint: ours,
  };
  await writeMetadata(session, database, done);
  return toBranch(database, done);
}

function fingerprintOf(target: Target, { fingerprint, signal }: CreateBranchOptions): Promise<string> {
  return withSession(target, { applicationName, lockTimeoutMs, ...(signal && { signal }) }, fingerprint);
}

async function explainDifferences(
  source: Target,
  branch: Target,
  { explain, signal }: CreateBranchOptions,
): Promise<readonly string[]> {
  if (explain === undefined) return [];
  const session = { applicationName, lockTimeoutMs, ...(signal && { signal }) };
  return withSession(source, session, (a) => withSession(branch, session, (b) => explain(a, b)));
}
