import { createHash } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { z } from 'zod';
import type { RunSpec } from '../store/runs.ts';

/** Where the tables of graphile-worker are, in the state database. */
export const queueSchema = 'godwit_queue';

/** A run that ends its worker, or finds its database gone, so many times waits for a person: `godwit resume`. */
const maxAttempts = 6;

/** What a job is about; nothing else: everything else stands in the run. */
export const Job = z.object({ run: z.string() });
export type Job = z.infer<typeof Job>;

/** Makes the queue's tables or brings them up to date. Before `enqueue`. */
export const prepareQueue = (pool: pg.Pool): Promise<void> =>
  runMigrations({ pgPool: pool, schema: queueSchema });

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
    `SELECT ${queueSchema}.add_job(identifier := $1, payload := $2, queue_name := $3, max_attempts := $4, job_key := $5)`,
    [
      taskOf(spec),
      JSON.stringify({ run: id } satisfies Job),
      merges ? shortened(`merge on ${spec.target}`) : null,
      maxAttempts,
      jobKey(id),
    ],
  );
}

/** One job a run: who asks again while it waits asks for the same. */
const jobKey = (runId: string): string => `run ${runId}`;

/** Whether a job will still go on with the run, or does. */
export async function isQueued(pool: pg.Pool, runId: string): Promise<boolean> {
  const { rows } = await pool.query<{ made: boolean }>(
    `SELECT to_regclass('${queueSchema}.jobs') IS NOT NULL AS made`,
  );
  if (rows[0]?.made !== true) return false;
  const { rowCount } = await pool.query(
    `SELECT FROM ${queueSchema}.jobs WHERE key = $1 AND (locked_at IS NOT NULL OR attempts < max_attempts)`,
    [jobKey(runId)],
  );
  return rowCount !== 0;
}
