import type pg from 'pg';
import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { ident } from '../sql.ts';
import { copyByDump } from './dump/copy.ts';
import { createEmpty } from './empty.ts';
import { BranchCopyFailed } from './errors.ts';
import { applicationName, lockTimeoutMs } from './maintenance.ts';
import { type CopyWay, copyWays, type Metadata, writeMetadata } from './metadata.ts';
import type { CreateBranchOptions } from './options.ts';
import { copyPrivileges } from './privileges.ts';
import type { Production } from './production.ts';
import { removeWhatProductionLacks } from './prune.ts';
import { copyByStream } from './stream/copy.ts';
import { copyByTemplate } from './template.ts';

export interface CopyJob {
  /** On the server, not on the branch. */
  readonly session: pg.Client;
  readonly source: Target;
  readonly production: Production;
  readonly branch: Target;
  /** Written into the database as soon as it exists. */
  readonly metadata: Metadata;
}

/** Makes the branch database by the first way that works and returns that way. @throws BranchCopyFailed */
export async function copyDatabase(job: CopyJob, options: CreateBranchOptions): Promise<CopyWay> {
  const reasons: string[] = [];
  let cause: unknown;
  for (const way of options.way === undefined ? copyWays : [options.way]) {
    try {
      await copyBy[way](job, options.signal);
      return way;
    } catch (error) {
      // Then this session has ended too; the caller clears up.
      options.signal?.throwIfAborted();
      await dropDatabase(job.session, job.branch.database);
      reasons.push(`${way}: ${error instanceof Error ? error.message : String(error)}`);
      cause = error;
    }
  }
  throw new BranchCopyFailed(job.source.database, reasons, cause);
}

const copyBy: Record<CopyWay, (job: CopyJob, signal: AbortSignal | undefined) => Promise<void>> = {
  async template({ session, source, production, branch, metadata }) {
    await copyByTemplate(session, source.database, production, branch.database);
    await writeMetadata(session, branch.database, metadata);
  },
  async dump(job, signal) {
    const { source, production, branch } = job;
    await refuseForeignExtensions(job, signal);
    await prepareEmpty(job, signal);
    await copyByDump(source, branch, production, signal);
    await completePrivileges(job, signal);
  },
  async stream(job, signal) {
    await prepareEmpty(job, signal);
    await copyByStream(job.source, job.branch, signal);
  },
};

/** No statement gives an extension away, and pg_dump lets the role that restores make all of them. */
async function refuseForeignExtensions({ source }: CopyJob, signal: AbortSignal | undefined): Promise<void> {
  const options = { applicationName, lockTimeoutMs, ...(signal && { signal }) };
  // Below 16384: plpgsql, which every empty database has from its beginning.
  const { rows } = await withSession(source, options, (session) =>
    session.query<{ extension: string }>(
      `SELECT format('%I (%I)', extname, pg_get_userbyid(extowner)) AS extension FROM pg_extension
        WHERE oid >= 16384 AND pg_get_userbyid(extowner) <> current_user ORDER BY 1`,
    ),
  );
  const [first] = rows;
  if (first !== undefined) throw new Error(`pg_dump does not keep the owner of extension ${first.extension}`);
}

/** pg_dump leaves out those of what a type brings along, such as the constructors of a range. */
async function completePrivileges(
  { source, branch }: CopyJob,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = { applicationName, lockTimeoutMs, ...(signal && { signal }) };
  await withSession(source, options, (from) =>
    withSession(branch, options, async (to) => {
      for (const session of [from, to]) await session.query('SET search_path = pg_catalog');
      await copyPrivileges(from, to);
    }),
  );
}

async function prepareEmpty(
  { session, source, production, branch, metadata }: CopyJob,
  signal: AbortSignal | undefined,
): Promise<void> {
  await createEmpty(session, production, branch.database);
  await writeMetadata(session, branch.database, metadata);
  await removeWhatProductionLacks(source, branch, signal);
}

/** Ends only the sessions of this database. */
export async function dropDatabase(session: pg.Client, database: string): Promise<void> {
  await session.query(`DROP DATABASE IF EXISTS ${ident(database)} WITH (FORCE)`);
}
