import type pg from 'pg';
import { inputHash } from '../../policies/canonical.ts';
import { storable } from './jsonb.ts';

/** What an effect left: the text for the model, and the evidence. JSON. */
export type EffectResult = Record<string, unknown>;

/** Runs effects, each at most once as far as its result is known. */
export interface Journal {
  once<Result extends EffectResult>(
    call: { readonly id: string; readonly tool: string; readonly input: unknown },
    effect: (attempt: number) => Promise<Result>,
  ): Promise<Result>;
}

/** Keeps no record: for planning, which has no effects. */
export const noJournal: Journal = { once: (_, effect) => effect(1) };

/** Remembers every effect in the state database, so that none is repeated whose result is known. */
export class StoredJournal implements Journal {
  readonly #pool: pg.Pool;
  readonly #runId: string;

  constructor(pool: pg.Pool, runId: string) {
    this.#pool = pool;
    this.#runId = runId;
  }

  /**
   * Runs `effect` unless a finished one is on record. An effect that was started and not finished (a killed
   * process) runs again: tools that change something find out first what already happened.
   */
  async once<Result extends EffectResult>(
    call: { id: string; tool: string; input: unknown },
    effect: (attempt: number) => Promise<Result>,
  ): Promise<Result> {
    const hash = inputHash(call.tool, call.input);
    const { rows } = await this.#pool.query<{ attempts: number; input_hash: string; result: Result | null }>(
      `INSERT INTO godwit.effect (run_id, call_id, tool, input_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (run_id, call_id) DO UPDATE
         SET attempts = effect.attempts + CASE WHEN effect.finished_at IS NULL THEN 1 ELSE 0 END
       RETURNING attempts, input_hash, result`,
      [this.#runId, call.id, call.tool, hash],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`effect ${call.id} was not recorded`);
    if (row.input_hash !== hash) throw new Error(`call ${call.id} came back with another input`);
    if (row.result !== null) return row.result;

    const result = storable(await effect(row.attempts));
    await this.#pool.query(
      `UPDATE godwit.effect SET finished_at = now(), result = $3 WHERE run_id = $1 AND call_id = $2`,
      [this.#runId, call.id, JSON.stringify(result)],
    );
    return result;
  }
}

/** Whether a call of the tool was begun of which nobody knows how it ended. */
export async function isUnderWay(pool: pg.Pool, runId: string, tool: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'SELECT FROM godwit.effect WHERE run_id = $1 AND tool = $2 AND finished_at IS NULL',
    [runId, tool],
  );
  return rowCount !== 0;
}
