import type { Target } from '../connection/target.ts';
import { dropDatabase } from './copy.ts';
import { BranchMissing } from './errors.ts';
import { withMaintenance } from './maintenance.ts';
import { type BranchDatabase, parseMetadata, readMetadata, toBranch, writeMetadata } from './metadata.ts';

/** All branches of this database, oldest first; also those being made. */
export async function listBranches(
  production: Target,
  signal?: AbortSignal,
): Promise<readonly BranchDatabase[]> {
  return withMaintenance(production, signal, async (session) => {
    const { rows } = await session.query<{ database: string; comment: string }>(
      `SELECT d.datname AS database, c.description AS comment
        FROM pg_shdescription AS c JOIN pg_database AS d ON d.oid = c.objoid
        WHERE c.classoid = 'pg_database'::regclass`,
    );
    return rows
      .flatMap(({ database, comment }) => {
        const metadata = parseMetadata(comment);
        return metadata?.parent === production.database ? [toBranch(database, metadata)] : [];
      })
      .sort((a, b) => compare(a.created_at, b.created_at) || compare(a.id, b.id));
  });
}

/** Drops the branch, ending only its own sessions; one that is gone already is fine. @throws BranchMissing */
export async function dropBranch(production: Target, id: string, signal?: AbortSignal): Promise<void> {
  await withMaintenance(production, signal, async (session) => {
    const metadata = await readMetadata(session, id);
    if (metadata === undefined) return;
    // Whatever a caller passes, nothing but a branch of this very database is ever dropped.
    if (metadata?.parent !== production.database) throw new BranchMissing(id, production.database);
    await dropDatabase(session, id);
  });
}

/** Records what became of the migrations on the branch. @throws BranchMissing */
export async function setBranchStatus(
  production: Target,
  id: string,
  status: BranchDatabase['status'],
): Promise<BranchDatabase> {
  return withMaintenance(production, undefined, async (session) => {
    const metadata = await readMetadata(session, id);
    if (metadata?.parent !== production.database) throw new BranchMissing(id, production.database);
    const changed = { ...metadata, status, updatedAt: new Date().toISOString() };
    await writeMetadata(session, id, changed);
    return toBranch(id, changed);
  });
}

/** Where a branch is reached. @throws BranchMissing for a name that no branch can have */
export function branchTarget(production: Target, id: string): Target {
  if (!/^godwit_[a-z0-9_]+_[0-9a-f]{8}$/.test(id)) throw new BranchMissing(id, production.database);
  return production.withDatabase(id);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
