import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import type { DataDigest } from '../data/index.ts';
import type { HashedMigration } from '../migration.ts';
import type { RollbackReport } from '../provider.ts';
import type { Snapshot } from '../snapshot/index.ts';
import type { HeldLoss } from './losses.ts';

export interface BranchState {
  readonly hash: string;
  readonly name: string;
  readonly firstVersion: string;
  readonly status: 'applying' | 'applied' | 'rolling back' | 'rolled back';
  readonly beforeSchema: Snapshot;
  readonly beforeData: DataDigest;
  readonly afterSchema: Snapshot | null;
  readonly earlierSchema: Snapshot | null;
  readonly rollbackReport: RollbackReport | null;
}

const ensureSql = readFileSync(asset('postgres/apply/branch-state.sql'), 'utf8');

/** After `ensureHistory`, which makes the schema. */
export async function ensureBranchState(session: ClientBase): Promise<void> {
  await session.query(ensureSql);
}

/** States of the migrations applied on this branch, oldest first; empty on a database that is no branch. */
export async function branchStates(session: ClientBase): Promise<BranchState[]> {
  const there = await session.query(`select where to_regclass('godwit.branch_state') is not null`);
  if (!there.rowCount) return [];
  const { rows } = await session.query<BranchState>(
    `select migration_hash as hash, name, first_version as "firstVersion", status, before_schema as "beforeSchema",
       before_data as "beforeData", after_schema as "afterSchema", earlier_schema as "earlierSchema",
       rollback_report as "rollbackReport"
     from godwit.branch_state order by first_version`,
  );
  return rows;
}

export const findBranchState = async (session: ClientBase, hash: string): Promise<BranchState | undefined> =>
  (await branchStates(session)).find((state) => state.hash === hash);

/** The state before the migration begins; replaces that of an application that was rolled back. */
export async function storeBefore(
  session: ClientBase,
  migration: HashedMigration,
  schema: Snapshot,
  data: DataDigest,
): Promise<void> {
  await session.query(
    `insert into godwit.branch_state (migration_hash, name, first_version, status, before_schema, before_data)
     values ($1, $2, $3, 'applying', $4, $5)
     on conflict (migration_hash) do update set status = 'applying', before_schema = excluded.before_schema,
       before_data = excluded.before_data, after_schema = null, rollback_report = null`,
    [
      migration.hash,
      migration.name,
      migration.steps[0].version,
      JSON.stringify(schema),
      JSON.stringify(data),
    ],
  );
}

export async function storeApplied(session: ClientBase, hash: string, after: Snapshot): Promise<void> {
  await session.query(
    `update godwit.branch_state set status = 'applied', after_schema = $2 where migration_hash = $1`,
    [hash, JSON.stringify(after)],
  );
}

/** What the rollback was going to lose when it began, also where that was in a process that is gone. */
export async function storeRollingBack(
  session: ClientBase,
  hashes: readonly string[],
  losses: readonly HeldLoss[],
): Promise<readonly HeldLoss[]> {
  const { rows } = await session.query<{ losses: readonly HeldLoss[] }>(
    `update godwit.branch_state set status = 'rolling back',
       expected_losses = case when status = 'rolling back' then coalesce(expected_losses, $2) else $2 end
     where migration_hash = any ($1) returning expected_losses as losses`,
    [hashes, JSON.stringify(losses)],
  );
  return rows[0]?.losses ?? losses;
}

/** An application that never came to its end is no measure for the next one. */
export async function storeRolledBack(
  session: ClientBase,
  hashes: readonly string[],
  report: RollbackReport,
): Promise<void> {
  await session.query(
    `update godwit.branch_state set status = 'rolled back', earlier_schema = coalesce(after_schema, earlier_schema),
       rollback_report = $2
     where migration_hash = any ($1)`,
    [hashes, JSON.stringify(report)],
  );
}
