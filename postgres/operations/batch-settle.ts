/*
 * PL/pgSQL by which a batched step reads again what it has just written. Whoever reads a page first after a write marks
 * its rows as committed and removes the old ones, and the first such change of a page after a checkpoint writes the
 * whole page to the WAL. Done a moment later the page is still in memory and needs none of that; left to the look at
 * the end it took 15 % of the time of 4,000,000 rows, this way 8 %.
 */

/** Of max_wal_size: what rewrites a smaller table fits between two checkpoints, and gains nothing. */
const worthwhile = 4;
/** Until then the commit has reached the disk: rows of an earlier one are not marked yet. */
const settleMs = 250;

/** `name` is the table's quoted name as a literal, here and below. */
export const settleVariables = (
  name: string,
): string => `  godwit_settles CONSTANT boolean := pg_relation_size(${name}::regclass) >
    pg_size_bytes(current_setting('max_wal_size')) / ${worthwhile};
  godwit_settled timestamptz := clock_timestamp();
  -- Pages: what was rewritten since the last time but one, and what was appended.
  godwit_settle_from bigint := 0;
  godwit_settle_to bigint := 0;
  godwit_append_from bigint := pg_relation_size(${name}::regclass) / (godwit_page * 16);
  godwit_append_to bigint := godwit_append_from;`;

/** At the beginning of a round, and where it leaps over rows that are right. */
export const settleFromHere = (indent: string): string =>
  `${indent}godwit_settle_from := godwit_place / godwit_page;
${indent}godwit_settle_to := godwit_settle_from;`;

/** After a commit; `at` is the table's quoted name. */
export const settle = (
  at: string,
  name: string,
): string => `      IF godwit_settles AND clock_timestamp() > godwit_settled + interval '${settleMs} ms' THEN
        PERFORM count(*) FROM ${at}
        WHERE ctid >= format('(%s,0)', godwit_settle_from)::tid AND ctid < format('(%s,0)', godwit_settle_to)::tid;
        PERFORM count(*) FROM ${at}
        WHERE ctid >= format('(%s,0)', godwit_append_from)::tid AND ctid < format('(%s,0)', godwit_append_to)::tid;
        COMMIT;
        godwit_settle_from := godwit_settle_to;
        godwit_settle_to := godwit_place / godwit_page;
        godwit_append_from := godwit_append_to;
        godwit_append_to := pg_relation_size(${name}::regclass) / (godwit_page * 16);
        godwit_settled := clock_timestamp();
      END IF;`;
