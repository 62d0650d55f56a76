import type { CatalogTable } from '../catalog/catalog.ts';
import { dollarQuoted } from '../sql.ts';
import { sqlName } from './lookup.ts';

/** Rows a transaction changes: more hold their locks longer than a waiting user notices, fewer commit too often. */
const rowsPerBatch = 1000;
/** Seconds before locked rows are tried again; also leaves other sessions the time to take theirs. */
const pause = 0.1;

export interface Batches {
  readonly table: CatalogTable;
  /** Condition over a row that says there is something left to do; false once it is done, or the loop never ends. */
  readonly todo: string;
  /** Statements for one batch; `ctid = ANY (godwit_batch)` are its rows. */
  readonly work: readonly string[];
  /** PL/pgSQL before the first batch, committed with it or on its own. */
  readonly first?: readonly string[];
  /** PL/pgSQL at the beginning of every transaction, e.g. a local setting. */
  readonly each?: readonly string[];
  /** PL/pgSQL for when no row is left. */
  readonly finally?: readonly string[];
}

/** The rows of a batch, as a condition. */
export const inBatch = 'ctid = ANY (godwit_batch)';

/**
 * A DO block that works through a table in its physical order: each batch begins where the one before ended, so a
 * big table is read once, not once a batch. Locked rows are passed by and come in another round. What is done
 * stays done: after a crash the block starts again and finds only what is left.
 */
export function batchBlock({
  table,
  todo,
  work,
  first = [],
  each = [],
  finally: last = [],
}: Batches): string {
  const at = sqlName(table);
  return `DO ${dollarQuoted(`#variable_conflict use_column
DECLARE
  godwit_batch tid[];
  godwit_last tid := '(0,0)';
BEGIN
${lines(first, 2)}  LOOP
${lines(each, 4)}    SELECT array_agg(godwit_next.at), max(godwit_next.at) INTO godwit_batch, godwit_last FROM (
      SELECT ctid AS at FROM ${at}
      WHERE ctid > godwit_last AND (${todo})
      LIMIT ${rowsPerBatch} FOR UPDATE SKIP LOCKED
    ) AS godwit_next;
    IF godwit_batch IS NULL THEN
      EXIT WHEN NOT EXISTS (SELECT FROM ${at} WHERE ${todo});
      COMMIT;
      PERFORM pg_sleep(${pause});
      godwit_last := '(0,0)';
      CONTINUE;
    END IF;
${lines(work, 4)}    COMMIT;
  END LOOP;
${lines(last, 2)}END`)}`;
}

const lines = (statements: readonly string[], indent: number): string =>
  statements.map((statement) => `${' '.repeat(indent)}${statement.replace(/;?\s*$/, ';')}\n`).join('');

/**
 * Lets the transaction change rows without waking the table's own triggers: what only moves or completes data is
 * no change that an updated_at, an audit or a webhook should see. Where the role may not, they fire.
 */
export const quiet: readonly string[] = [
  "BEGIN PERFORM set_config('session_replication_role', 'replica', true); " +
    'EXCEPTION WHEN insufficient_privilege THEN NULL; END',
];

/** Whether `quiet` is wanted and safe: it would also switch off the triggers that guard foreign keys. */
export const needsQuiet = (table: CatalogTable, column: string): boolean =>
  table.triggers.length > 0 &&
  !table.constraints.some(({ kind, columns }) => kind === 'foreign key' && columns.includes(column)) &&
  !(table.dependents ?? []).some(
    (dependent) => dependent.kind === 'foreign key' && dependent.column === column,
  );
