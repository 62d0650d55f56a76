import type pg from 'pg';
import { inTransaction } from '../store/transaction.ts';
import { appendAudit, auditHead } from './append.ts';
import { type AuditEntry, anchorText } from './row.ts';

/** Where one run is audited. */
export interface AuditTrail {
  add(entry: Omit<AuditEntry, 'run_id'>): Promise<void>;
  /** `<seq>:<hash>` of the newest row of all runs; null where there is no audit. */
  head(): Promise<string | null>;
}

/** Keeps nothing: for planning, which changes nothing. */
export const noAudit: AuditTrail = { add: async () => {}, head: async () => null };

export class StoredAuditTrail implements AuditTrail {
  readonly #pool: pg.Pool;
  readonly #runId: string;

  constructor(pool: pg.Pool, runId: string) {
    this.#pool = pool;
    this.#runId = runId;
  }

  async add(entry: Omit<AuditEntry, 'run_id'>): Promise<void> {
    await inTransaction(this.#pool, (client) => appendAudit(client, { run_id: this.#runId, ...entry }));
  }

  async head(): Promise<string | null> {
    const head = await auditHead(this.#pool);
    return head === null ? null : anchorText(head);
  }
}
