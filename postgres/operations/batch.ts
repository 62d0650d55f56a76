import type { CatalogTable } from '../catalog/catalog.ts';
import { dollarQuoted, literal } from '../sql.ts';
import { giveWay, lookBehind, paceVariables, tellEnd, tellProgress, tellWaiting } from './batch-pace.ts';
import { settle, settleFromHere, settleVariables } from './batch-settle.ts';
import { fullName, sqlName } from './lookup.ts';

/** Milliseconds that a piece aims at: a transaction ends between two, so one piece is all it can overrun by. */
const pieceMs = 20;
/** Pages of a piece at most: were every row of them to be written, still nobody waits long. */
const longestPiece = 64;
/** Rows of a page, as long as the table was not analysed. */
const usuallyOnPage = 100;
/** A row with slow triggers: the first piece is for such. */
const dearRowMs = 1;
/** Milliseconds to wait for a row that somebody holds, while we hold others. */
const lockTimeoutMs = 40;
/** Rounds that come no nearer to the end, though nobody holds a row, before the work is given up. */
const fruitlessRounds = 10;

export interface Batches {
  readonly table: Pick<CatalogTable, 'schema' | 'name'>;
  /** Condition over a row that says there is something left to do; false once it is done, or the work is given up. */
  readonly todo: string;
  /**
   * Statements for the rows `inBatch`. Nobody has locked those: the statement that writes has to ask `todo`, which
   * PostgreSQL then asks again of the newest version of a row. The last one tells how many were done.
   */
  readonly work: readonly string[];
  /**
   * Locks the rows before it works on them: needed where something is read from another table that applications
   * write, for which PostgreSQL does not ask again. UPDATE also keeps others from referencing the row.
   */
  readonly locks?: 'NO KEY UPDATE' | 'UPDATE';
  /** PL/pgSQL before the first batch, committed with it or on its own. */
  readonly first?: readonly string[];
  /** PL/pgSQL at the beginning of every transaction, e.g. a local setting. */
  readonly each?: readonly string[];
  /** PL/pgSQL for when no row is left. */
  readonly finally?: readonly string[];
}

/** The rows of a batch, as a condition; `prefix` is the table's name and a dot where another is joined. */
export const inBatchOf = (prefix: string): string =>
  `${prefix}ctid >= godwit_from AND ${prefix}ctid < godwit_to ` +
  `AND (godwit_mine IS NULL OR ${prefix}ctid = ANY (godwit_mine))`;

export const inBatch = inBatchOf('');

/**
 * A DO block that goes through a table page by page, in ranges of ctid. Measured beside one single UPDATE of
 * 1,000,000 rows: ranges of ctid have 97 % of its rate; ranges of the primary key 93 %, and less the less its order
 * is that of the pages; finding the rows first 91 %; locking them first, with SKIP LOCKED, 79 %. So rows are locked
 * first only where somebody holds one of them; those are passed by and come in another round. A look at the end tells
 * whether nothing is left; what it would find to clean is cleaned on the way (batch-settle.ts).
 *
 * A commit does not wait for the disk or a standby, where it would hold its locks on, and cost a third of the rate:
 * what a crash of the server may take is the end of the work, while no history row says yet that it is done; the
 * commit of that row waits for everything before it.
 *
 * What is done stays done. After a crash the block starts again and looks for the first row that is left. To read
 * one that is right takes a fiftieth of the time to write it: no place has to be kept. It ends when no row of the
 * table is left, also of those that came or changed meanwhile.
 */
export function batchBlock({
  table,
  todo,
  work,
  locks,
  first = [],
  each = [],
  finally: last = [],
}: Batches): string {
  const at = sqlName(table);
  const name = literal(fullName(table));
  return `DO ${dollarQuoted(`#variable_conflict use_column
DECLARE
  godwit_from tid;
  godwit_to tid;
  godwit_mine tid[];
  godwit_first tid;
  godwit_last tid;
  -- A place is a page and a row of it, in one number.
  godwit_page CONSTANT int := current_setting('block_size')::int / 16;
  godwit_begin bigint;
  godwit_place bigint;
  godwit_next bigint;
  godwit_end bigint;
  godwit_dense numeric := coalesce((SELECT nullif(greatest(reltuples, 0), 0) / nullif(relpages, 0) FROM pg_class
    WHERE oid = ${literal(at)}::regclass), ${usuallyOnPage});
  -- Milliseconds a row; where nothing is known yet, many.
  godwit_cost numeric := ${dearRowMs};
  godwit_piece numeric;
  godwit_left bigint;
  godwit_least bigint;
  godwit_rows bigint;
  godwit_careful boolean := false;
  godwit_passed boolean := false;
  godwit_rounds int := 0;
  godwit_began timestamptz;
  godwit_since timestamptz;
${paceVariables}
${settleVariables(literal(at))}
BEGIN
${lines(first, 2)}  LOOP
    IF godwit_last IS NULL THEN
      SELECT ctid INTO godwit_first FROM ${at} WHERE ctid >= '(0,0)' AND (${todo}) LIMIT 1;
      godwit_last := format('(%s,0)', pg_relation_size(${literal(at)}::regclass) / (godwit_page * 16));
    ELSE
      godwit_first := NULL;
      -- Parallel workers may read for PERFORM, and not for SELECT INTO.
      PERFORM count(*) FROM ${at} WHERE ${todo} HAVING count(*) > 0;
      IF FOUND THEN
        SELECT count(*), min(ctid), max(ctid) INTO godwit_left, godwit_first, godwit_last FROM ${at} WHERE ${todo};
      END IF;
    END IF;
    COMMIT;
    EXIT WHEN godwit_first IS NULL;
    godwit_rounds := CASE WHEN godwit_left >= godwit_least THEN godwit_rounds + 1 ELSE 0 END;
    godwit_least := least(godwit_left, godwit_least);
    IF godwit_passed AND godwit_rounds > 0 THEN
${tellWaiting(name)}
      PERFORM pg_sleep(least(godwit_rounds, 20) * 0.1);
    ELSIF godwit_rounds > ${fruitlessRounds} THEN
      RAISE EXCEPTION '%: % rows do not stay as they are written', ${name}, godwit_left
        USING HINT = 'a trigger or an application changes them back; what is done stays, run it again';
    END IF;
    godwit_passed := false;
    godwit_careful := godwit_rounds > 0;
    godwit_rows := 1;
    godwit_place := (godwit_first::text::point)[0]::bigint * godwit_page;
    godwit_begin := godwit_place;
${settleFromHere('    ')}
    godwit_round := clock_timestamp();
    godwit_end := ((godwit_last::text::point)[0]::bigint + 1) * godwit_page;
    WHILE godwit_place < godwit_end LOOP
      IF godwit_rows = 0 THEN
        godwit_from := format('(%s,%s)', godwit_place / godwit_page, godwit_place % godwit_page);
        SELECT ctid INTO godwit_first FROM ${at} WHERE ctid >= godwit_from AND ctid <= godwit_last AND (${todo}) LIMIT 1;
        EXIT WHEN NOT FOUND;
        COMMIT;
        godwit_place := (godwit_first::text::point)[0]::bigint * godwit_page + (godwit_first::text::point)[1]::int;
${settleFromHere('        ')}
      END IF;
${lines(each, 6)}      PERFORM set_config('lock_timeout', '${lockTimeoutMs}ms', true);
      PERFORM set_config('synchronous_commit', 'off', true);
      godwit_began := clock_timestamp();
      LOOP
        godwit_since := clock_timestamp();
        godwit_piece := ${pieceMs} / godwit_cost;
        IF godwit_piece > godwit_dense THEN
          godwit_piece := least(godwit_piece / godwit_dense, ${longestPiece}) * godwit_page;
        END IF;
        godwit_next := least(godwit_place + greatest(godwit_piece, 1)::bigint, godwit_end);
        godwit_from := format('(%s,%s)', godwit_place / godwit_page, godwit_place % godwit_page);
        godwit_to := format('(%s,%s)', godwit_next / godwit_page, godwit_next % godwit_page);
        godwit_mine := NULL;
        godwit_rows := 0;
        BEGIN
          IF ${locks === undefined ? 'godwit_careful' : 'true'} THEN
            SELECT coalesce(array_agg(godwit_row.at), '{}') INTO godwit_mine FROM (
              SELECT ctid AS at FROM ${at}
              WHERE ctid >= godwit_from AND ctid < godwit_to AND (${todo}) FOR ${locks ?? 'NO KEY UPDATE'} SKIP LOCKED
            ) AS godwit_row;
            SELECT count(*) > cardinality(godwit_mine) INTO godwit_careful FROM ${at}
            WHERE ctid >= godwit_from AND ctid < godwit_to AND (${todo});
            godwit_passed := godwit_passed OR godwit_careful;
          END IF;
${lines(work, 10)}          GET DIAGNOSTICS godwit_rows = ROW_COUNT;
          godwit_done := godwit_done + godwit_rows;
          godwit_place := godwit_next;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
          IF godwit_mine IS NOT NULL THEN
            -- Not the row itself, but what belongs to it is held.
            godwit_passed := true;
            godwit_place := godwit_next;
          END IF;
          godwit_careful := true;
        END;
        EXIT WHEN godwit_rows = 0 OR godwit_careful OR godwit_place >= godwit_end;
        godwit_cost := greatest(godwit_cost / 2, extract(epoch FROM clock_timestamp() - godwit_since) * 1000 / godwit_rows);
        EXIT WHEN clock_timestamp() > godwit_began + godwit_batch;
      END LOOP;
${lookBehind}
      COMMIT;
${giveWay(name)}
${settle(at, literal(at))}
${tellProgress(name)}
    END LOOP;
  END LOOP;
  IF godwit_done > 0 THEN
${tellEnd(name)}
  END IF;
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
