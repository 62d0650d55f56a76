import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import type { HashedMigration, Step } from '../migration.ts';
import type { HistoryEntry, StepReport } from '../provider.ts';
import { splitStatements } from '../script/index.ts';
import { AppliedMigrationChanged } from './errors.ts';

const ensureSql = readFileSync(asset('postgres/history/ensure.sql'), 'utf8');

/** What the history says about a step of ours. */
export interface RecordedStep extends HistoryEntry {
  readonly kind: string;
  readonly checksum: string;
  readonly rollback: string;
  readonly migrationHash: string;
  readonly report: StepReport | null;
}

/** sha256 of a step's SQL. */
export const checksum = (step: Pick<Step, 'up'>): string =>
  createHash('sha256').update(step.up).digest('hex');

/** Makes the history's tables where they are missing; several processes at once do no harm. */
export async function ensureHistory(session: ClientBase): Promise<void> {
  const there = await session.query(
    `select where to_regclass('godwit.attempt') is not null and to_regclass('godwit.migration') is not null and 2 = (
       select count(*) from pg_attribute
       where attrelid = to_regclass('supabase_migrations.schema_migrations') and attname in ('statements', 'name')
     )`,
  );
  if (there.rowCount) return;
  await session.query('begin');
  try {
    // IF NOT EXISTS of two sessions at once can fail on the catalog's unique index.
    await session.query(`select pg_advisory_xact_lock(hashtext('godwit'), hashtext('history'))`);
    await session.query(ensureSql);
    await session.query('commit');
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Applied versions, ascending; empty where nothing was ever applied. Changes nothing. */
export async function listHistory(session: ClientBase): Promise<HistoryEntry[]> {
  const { rows } = await session.query<{ supabase: boolean; godwit: boolean }>(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as supabase,
       to_regclass('godwit.migration') is not null as godwit`,
  );
  const [has] = rows;
  if (!has?.supabase) return [];
  const entries = await session.query<HistoryEntry>(
    `select s.version, coalesce(to_jsonb(s) ->> 'name', '') as name, ${has.godwit ? 'm.checksum' : 'null as checksum'}
     from supabase_migrations.schema_migrations s
     ${has.godwit ? 'left join godwit.migration m on m.version = s.version' : ''}
     order by s.version`,
  );
  return entries.rows;
}

/** The steps Godwit recorded, ascending. */
export async function recordedSteps(session: ClientBase): Promise<RecordedStep[]> {
  const { rows } = await session.query<RecordedStep>(
    `select m.version, m.name, m.kind, m.checksum, m.rollback, m.migration_hash as "migrationHash", m.report
     from godwit.migration m
     join supabase_migrations.schema_migrations s on s.version = m.version
     order by m.version`,
  );
  return rows;
}

/** Whether the step is applied. @throws AppliedMigrationChanged */
export function isApplied(history: readonly HistoryEntry[], step: Step): boolean {
  const entry = history.find(({ version }) => version === step.version);
  if (entry === undefined) return false;
  if (entry.checksum !== checksum(step)) throw new AppliedMigrationChanged(step.version, entry.name);
  return true;
}

/**
 * Records a step, in the caller's transaction where there is one.
 * @returns false where the version is already recorded with the same SQL
 * @throws AppliedMigrationChanged
 */
export async function recordStep(
  session: ClientBase,
  migration: HashedMigration,
  step: Step,
  run: { readonly runId: string; readonly report: StepReport },
): Promise<boolean> {
  const name = stepName(migration, step);
  const statements = splitStatements(step.up).map(({ sql }) => sql);
  const { rows } = await session.query<{ inserted: boolean; checksum: string | null }>(
    `with supabase as (
       insert into supabase_migrations.schema_migrations (version, statements, name) values ($1, $2, $3)
       on conflict (version) do nothing returning version
     ), own as (
       insert into godwit.migration (version, name, kind, checksum, rollback, migration_hash, run_id, report)
       select version, $3, $4, $5, $6, $7, $8, $9 from supabase
       on conflict (version) do update set checksum = excluded.checksum, rollback = excluded.rollback,
         name = excluded.name, kind = excluded.kind, migration_hash = excluded.migration_hash,
         run_id = excluded.run_id, report = excluded.report, applied_at = now()
     )
     select exists (select from supabase) as inserted,
       (select m.checksum from godwit.migration m where m.version = $1) as checksum`,
    [
      step.version,
      statements,
      name,
      step.kind,
      checksum(step),
      step.down,
      migration.hash,
      run.runId,
      JSON.stringify(run.report),
    ],
  );
  const [row] = rows;
  if (row?.inserted) return true;
  if (row?.checksum !== checksum(step)) throw new AppliedMigrationChanged(step.version, name);
  return false;
}

/** Takes a rolled back step out of the history. */
export async function forgetStep(session: ClientBase, version: string): Promise<void> {
  await session.query(
    `with own as (delete from godwit.migration where version = $1)
     delete from supabase_migrations.schema_migrations where version = $1`,
    [version],
  );
}

/** As the file is named: the steps after the first carry their number. */
export function stepName({ name, steps }: HashedMigration, step: Step): string {
  const at = steps.findIndex(({ version }) => version === step.version);
  return at <= 0 ? name : `${name}_${at + 1}`;
}
