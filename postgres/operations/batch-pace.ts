/*
 * PL/pgSQL by which a batched step keeps out of the way of others and says how far it is. `name` is the table's, as
 * a literal.
 */

/** Milliseconds of work before a commit: with the piece that follows, and a wait for a row, locks last under 200. */
const batchMs = 80;
/** Half of that each time somebody waits behind us, down to this. */
const shortestBatchMs = 10;
/** Seconds between two looks at standbys and autovacuum, and the pause for the latter. */
const lookSeconds = 1;
/** A standby further behind answers with old rows; that much WAL is about a second of our work. */
const standbyMegabytes = 64;
/** Seconds to wait for a standby that comes no nearer, before one more batch: it must not stop us for ever. */
const standbyPatience = 30;
/** Seconds between two lines for people. */
const tellSeconds = 2;

export const paceVariables = `  godwit_batch interval := '${batchMs} ms';
  godwit_awaited boolean;
  godwit_behind boolean;
  godwit_started timestamptz := clock_timestamp();
  godwit_looked timestamptz := clock_timestamp();
  godwit_told timestamptz := clock_timestamp();
  godwit_round timestamptz;
  godwit_rate numeric;
  godwit_done bigint := 0;`;

/** Before the commit, while those who wait for it can still be seen. */
export const lookBehind = `      godwit_awaited := EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()
        AND pg_backend_pid() = ANY (pg_blocking_pids(pid)));
      godwit_batch := CASE WHEN godwit_awaited THEN greatest(godwit_batch / 2, '${shortestBatchMs} ms')
        ELSE least(godwit_batch * 2, '${batchMs} ms') END;`;

/** After the commit. Views of activity are read once a transaction, hence a commit before each look. */
export const giveWay = (name: string): string => `      IF godwit_awaited THEN
        PERFORM pg_sleep(0.05);
      END IF;
      IF clock_timestamp() > godwit_looked + interval '${lookSeconds} s' THEN
        godwit_looked := clock_timestamp();
        IF (SELECT count(*) FROM pg_stat_progress_vacuum) >= current_setting('autovacuum_max_workers')::int THEN
          RAISE NOTICE '%: pauses, every autovacuum worker is busy', ${name};
          PERFORM pg_sleep(${lookSeconds});
        END IF;
        LOOP
          COMMIT;
          godwit_behind := EXISTS (SELECT FROM pg_stat_replication WHERE state = 'streaming'
            AND pg_current_wal_lsn() - coalesce(replay_lsn, flush_lsn, sent_lsn) > ${standbyMegabytes << 20});
          EXIT WHEN NOT godwit_behind OR clock_timestamp() > godwit_looked + interval '${standbyPatience} s';
          IF clock_timestamp() > godwit_told + interval '${tellSeconds} s' THEN
            RAISE NOTICE '%: pauses, a standby is more than ${standbyMegabytes} MB behind', ${name};
            godwit_told := clock_timestamp();
          END IF;
          PERFORM pg_sleep(0.1);
        END LOOP;
        godwit_looked := CASE WHEN godwit_behind THEN '-infinity' ELSE clock_timestamp() END;
      END IF;`;

/** The time left is that of the pages, which needs no counting of rows beforehand. */
export const tellProgress = (name: string): string =>
  `      IF clock_timestamp() > godwit_told + interval '${tellSeconds} s' THEN
        godwit_rate := godwit_done / extract(epoch FROM clock_timestamp() - godwit_started);
        RAISE NOTICE '%: % rows done, % rows/s, % left', ${name}, godwit_done, round(godwit_rate),
          make_interval(secs => round(extract(epoch FROM clock_timestamp() - godwit_round)
            * (godwit_end - godwit_place) / greatest(godwit_place - godwit_begin, 1))::int);
        godwit_told := clock_timestamp();
      END IF;`;

/** While rows are left that other sessions hold. */
export const tellWaiting = (name: string): string =>
  `      IF clock_timestamp() > godwit_told + interval '${tellSeconds} s' THEN
        RAISE NOTICE '%: waits for % rows that other sessions hold', ${name}, godwit_left;
        godwit_told := clock_timestamp();
      END IF;`;

export const tellEnd = (name: string): string =>
  `    RAISE NOTICE '%: % rows done, % rows/s', ${name}, godwit_done,
      round(godwit_done / greatest(extract(epoch FROM clock_timestamp() - godwit_started), 0.001));`;
