import type pg from 'pg';
import { Answer, type Question } from '../question.ts';
import { storable } from './jsonb.ts';

/** Of a question: the run asked it under this id. */
export interface Asked {
  readonly question: Question;
  readonly interruptId: string;
}

export interface StoredDecision {
  readonly interruptId: string;
  readonly answer: Answer;
  readonly usedAt: Date | null;
}

interface Row {
  interrupt_id: string;
  answer: unknown;
  used_at: Date | null;
}

const fromRow = ({ interrupt_id, answer, used_at }: Row): StoredDecision => ({
  interruptId: interrupt_id,
  answer: Answer.parse(answer),
  usedAt: used_at,
});

/** All of a run, oldest first. */
export async function listDecisions(
  client: pg.ClientBase | pg.Pool,
  runId: string,
): Promise<readonly StoredDecision[]> {
  const { rows } = await client.query<Row>(
    `SELECT interrupt_id, answer, used_at FROM godwit.decision
     WHERE run_id = $1 ORDER BY decided_at, decided_by, kind`,
    [runId],
  );
  return rows.map(fromRow);
}

/** What was said so far to the question that a run waits with, oldest first. */
export async function openDecisions(pool: pg.Pool, run: { readonly id: string }): Promise<readonly Answer[]> {
  const { rows } = await pool.query<Row>(
    `SELECT d.interrupt_id, d.answer, d.used_at FROM godwit.decision d
     JOIN godwit.run r ON r.id = d.run_id AND r.interrupt_id = d.interrupt_id
     WHERE d.run_id = $1 ORDER BY d.decided_at, d.decided_by, d.kind`,
    [run.id],
  );
  return rows.map((row) => fromRow(row).answer);
}

export async function insertDecision(
  client: pg.ClientBase,
  runId: string,
  { question, interruptId }: Asked,
  answer: Answer,
): Promise<void> {
  const [before, after] =
    question.kind === 'approval' ? [question.schemaBefore, question.schemaAfter] : [null, null];
  await client.query(
    `INSERT INTO godwit.decision
       (run_id, interrupt_id, decided_by, kind, call_id, hash, schema_before, schema_after, answer, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      runId,
      interruptId,
      answer.by,
      answer.kind,
      answer.callId,
      answer.hash,
      before,
      after,
      JSON.stringify(storable(answer)),
      answer.at,
    ],
  );
}

export async function markUsed(pool: pg.Pool, runId: string, interruptId: string): Promise<void> {
  await pool.query(
    'UPDATE godwit.decision SET used_at = now() WHERE run_id = $1 AND interrupt_id = $2 AND used_at IS NULL',
    [runId, interruptId],
  );
}
