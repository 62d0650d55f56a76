import type pg from 'pg';
import { z } from 'zod';
import { MigrationRequest, SchemaRequirements } from '../../agents/handoffs/index.ts';
import { UnknownRun } from '../errors.ts';
import { Question } from '../question.ts';
import type { Asked } from './decisions.ts';
import { storable, storableText } from './jsonb.ts';
import { runChannel } from './wake-up.ts';

export const runStatuses = [
  'running',
  'waiting',
  'done',
  'no_schema_change',
  'refused',
  'rejected',
  'failed',
  // A process stopped in the middle and said so; `godwit resume` goes on.
  'interrupted',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Nothing goes on with such a run. */
export const isEnded = (status: RunStatus): boolean =>
  !['running', 'waiting', 'interrupted'].includes(status);

const Step = z.object({
  version: z.string(),
  kind: z.enum(['transactional', 'concurrent', 'batched']),
  up: z.string(),
  down: z.string(),
});

/** A merged migration, as it was proven, and the run that merged it. */
export const Undoes = z.object({
  run: z.string(),
  hash: z.string(),
  migration: z.object({ name: z.string(), steps: z.tuple([Step], Step) }),
});
export type Undoes = z.infer<typeof Undoes>;

/** What another process needs to go on with a run. Where the database is stands here, how to get in does not. */
export const RunSpec = z.object({
  request: MigrationRequest,
  workspace: z.string(),
  target: z.string(),
  /** `embedded` or `url` */
  database: z.enum(['embedded', 'url']),
  model: z.string(),
  /** `configHash` of the workspace as the run began. */
  config: z.string().optional(),
  /** Folder, absolute, where the model’s answers are recorded. */
  record: z.string().optional(),
  /** Who or what asked. */
  requester: z.string(),
  /** Who started it, where that is known: an issue may name somebody else. */
  startedBy: z.string().optional(),
  /** Workers go on with it; nobody else does. */
  queued: z.boolean().optional(),
  /** `--yes`, for workers. */
  unattended: z.boolean().optional(),
  /** Known before the run began, as those of a follow-up are: nobody has to plan. */
  requirements: SchemaRequirements.optional(),
  /** What it asks and what becomes of it is said where the request came from. */
  speaks: z.boolean().optional(),
  /** The run whose migration this one takes out of production again. */
  undoes: Undoes.optional(),
  /** The run that ended without a merge, which this one begins anew. */
  retryOf: z.string().optional(),
});
export type RunSpec = z.infer<typeof RunSpec>;

export interface Run {
  readonly id: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly status: RunStatus;
  readonly title: string;
  readonly spec: RunSpec;
  readonly graphVersion: string;
  readonly question: Question | null;
  /** Of the question. */
  readonly interruptId: string | null;
  readonly result: unknown;
}

interface Row {
  id: string;
  created_at: Date;
  updated_at: Date;
  status: RunStatus;
  title: string;
  spec: unknown;
  graph_version: string;
  question: object | null;
  interrupt_id: string | null;
  result: unknown;
}

/** A pool, or a session in the middle of a transaction. */
type Queryable = Pick<pg.ClientBase, 'query'>;

const columns =
  'id, created_at, updated_at, status, title, spec, graph_version, question, interrupt_id, result';

const fromRow = (row: Row): Run => ({
  id: row.id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  status: row.status,
  title: row.title,
  spec: RunSpec.parse(row.spec),
  graphVersion: row.graph_version,
  // One that another version asked has another shape: nobody can answer it, and the run is listed without.
  question: Question.safeParse(row.question).data ?? null,
  interruptId: row.interrupt_id,
  result: row.result,
});

export async function insertRun(
  client: Queryable,
  run: { id: string; title: string; spec: RunSpec; graphVersion: string },
): Promise<void> {
  await client.query(
    `INSERT INTO godwit.run (id, status, title, spec, graph_version) VALUES ($1, 'running', $2, $3, $4)`,
    [run.id, storableText(run.title), JSON.stringify(storable(run.spec)), run.graphVersion],
  );
}

export async function updateRun(
  pool: pg.Pool,
  id: string,
  change: { status: RunStatus; question?: Question | null; interruptId?: string; result?: unknown },
): Promise<void> {
  await pool.query(
    `WITH changed AS (
       UPDATE godwit.run SET status = $2, question = $3, interrupt_id = $5, result = coalesce($4, result), updated_at = now()
       WHERE id = $1 RETURNING id
     ) SELECT pg_notify('${runChannel}', id) FROM changed`,
    [
      id,
      change.status,
      change.question == null ? null : JSON.stringify(storable(change.question)),
      change.result === undefined ? null : JSON.stringify(storable(change.result)),
      change.interruptId ?? null,
    ],
  );
}

/** Finds a run by its id or by an unambiguous beginning of it. */
export async function findRun(client: Queryable, id: string): Promise<Run> {
  const { rows } = await client.query<Row>(
    `SELECT ${columns} FROM godwit.run WHERE starts_with(id, $1) ORDER BY id = $1 DESC, id LIMIT 2`,
    [id],
  );
  const [first, second] = rows;
  if (first === undefined || (second !== undefined && first.id !== id)) throw new UnknownRun(id);
  return fromRow(first);
}

/** The first run of a request, by where that came from. */
export async function findBySource(
  client: Queryable,
  { kind, ref }: MigrationRequest['source'],
): Promise<Run | undefined> {
  const { rows } = await client.query<Row>(
    `SELECT ${columns} FROM godwit.run WHERE spec @> $1 ORDER BY created_at, seq LIMIT 1`,
    [JSON.stringify({ request: { source: { kind, ref } } })],
  );
  return rows[0] && fromRow(rows[0]);
}

export interface RunFilter {
  readonly status?: readonly RunStatus[] | undefined;
  /** Part of it, in any case. */
  readonly target?: string | undefined;
  readonly requester?: string | undefined;
  /** Begun then or later. */
  readonly since?: Date | undefined;
  readonly limit: number;
  readonly offset?: number;
}

/** The newest first. */
export async function listRuns(
  pool: pg.Pool,
  { status, target, requester, since, limit, offset = 0 }: RunFilter,
): Promise<readonly Run[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${columns} FROM godwit.run
     WHERE ($1::text[] IS NULL OR status = ANY ($1))
       AND ($2::text IS NULL OR position(lower($2) IN lower(spec ->> 'target')) > 0)
       AND ($3::text IS NULL OR lower(spec ->> 'requester') = lower($3))
       AND ($4::timestamptz IS NULL OR created_at >= $4)
     ORDER BY created_at DESC, seq DESC LIMIT $5 OFFSET $6`,
    [status ?? null, target ?? null, requester ?? null, since ?? null, limit, offset],
  );
  return rows.map(fromRow);
}

/** Runs that speak where their request came from, and wait, or have ended and have not said so there; oldest first. */
export async function listSpeaking(pool: pg.Pool): Promise<readonly Run[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${columns} FROM godwit.run
     WHERE spec @> '{"speaks": true}' AND status NOT IN ('running', 'interrupted') AND (status = 'waiting'
       OR NOT EXISTS (SELECT FROM godwit.said WHERE run_id = run.id AND key = 'ended' AND message_id IS NOT NULL))
     ORDER BY created_at, seq`,
  );
  return rows.map(fromRow);
}

/** The run and what it waits with, locked until the transaction ends. @throws UnknownRun */
export async function lockRun(
  client: pg.ClientBase,
  id: string,
): Promise<{ readonly status: RunStatus; readonly asked: Asked | undefined }> {
  const { rows } = await client.query<Row>(`SELECT ${columns} FROM godwit.run WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  const [row] = rows;
  if (row === undefined) throw new UnknownRun(id);
  const { status, question, interruptId } = fromRow(row);
  const asked = status === 'waiting' && question !== null && interruptId !== null;
  return { status, asked: asked ? { question, interruptId } : undefined };
}
