import { createHash } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import type { RunSpec } from '../store/runs.ts';

/** Where the tables of graphile-worker are, in the state database. */
export const queueSchema = 'godwit_queue';

/** A run that ends its worker, or finds its database gone, so many times waits for a person: `godwit resume`. */
const maxAttempts = 6;

/** Before what has only begun: behind it, a migration would wait while its target moves on from what it was proven on. */
const mergePriority = -1;

/** What a job is about; nothing else: everything else stands in the run. */
export const Job = z.object({ run: z.string() });
export type Job = z.infer<typeof Job>;

/** Makes the queue's tables or brings them up to date. Before `enqueue`. */
export async function prepareQueue(pool: pg.Pool): Promise<void> {
  // Commands that only look into the queue do without.
  const { runMigrations } = await import('graphile-worker');
  await runMigrations({ pgPool: pool, schema: queueSchema });
}

/**
 * Name of the task: a worker takes the runs of targets that it can reach, and no others. Embedded databases are many,
 * and every worker on their machine reaches them all.
 */
export const taskOf = ({ database, target }: Pick<RunSpec, 'database' | 'target'>): string =>
  database === 'embedded' ? 'run on the embedded server' : shortened(`run on ${target}`);

/** The queue takes names of up to 128 characters. */
const shortened = (name: string): string =>
  name.length <= 128
    ? name
    : `${name.slice(0, 100)} ${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;

/**
 * Lets a worker go on with a run; in the transaction of what caused it, so that neither comes without the other.
 * Runs that merge go one after the other, a queue a target; the others overlap.
 */
export async function enqueue(
  client: pg.ClientBase,
  { id, spec }: { readonly id: string; readonly spec: RunSpec },
  { merges }: { readonly merges: boolean },
): Promise<void> {
  await client.query(
    `SELECT ${queueSchema}.add_job(identifier := $1, payload := $2, queue_name := $3, max_attempts := $4, job_key := $5, priority := $6)`,
    [
      taskOf(spec),
      JSON.stringify({ run: id } satisfies Job),
      merges ? shortened(`merge on ${spec.target}`) : null,
      maxAttempts,
      jobKey(id),
      merges ? mergePriority : 0,
    ],
  );
}

/** One job a run: who asks again while it waits asks for the same. */
const jobKey = (runId: string): string => `run ${runId}`;

export interface WaitingJob {
  /** Workers have tried it as often as they do. */
  readonly gaveUp: boolean;
  /** What went wrong the last time. */
  readonly lastError: string | null;
}

/** The job that is to go on with a run, or does; undefined where there is none. */
export async function jobOf(pool: pg.Pool, runId: string): Promise<WaitingJob | undefined> {
  const { rows: made } = await pool.query<{ exists: boolean }>(
    `SELECT to_regclass('${queueSchema}.jobs') IS NOT NULL AS exists`,
  );
  if (made[0]?.exists !== true) return undefined;
  const { rows } = await pool.query<{ gave_up: boolean; last_error: string | null }>(
    `SELECT locked_at IS NULL AND attempts >= max_attempts AS gave_up, last_error FROM ${queueSchema}.jobs WHERE key = $1`,
    [jobKey(runId)],
  );
  const [job] = rows;
  return job && { gaveUp: job.gave_up, lastError: job.last_error };
}
