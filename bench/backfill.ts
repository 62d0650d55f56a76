import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { readCatalog } from '../postgres/catalog/read.ts';
import { withSession } from '../postgres/connection/session.ts';
import type { Target } from '../postgres/connection/target.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { compileOperations, Operation } from '../postgres/operations/index.ts';
import { keepingUpdate, singleUpdate, skipLockedLoop, triggerLoop, triggerSetUp } from './backfill-rivals.ts';
import type { Measure } from './measure.ts';

/** One more size, e.g. 10000000, which takes minutes. */
const moreRows = Number(process.env.GODWIT_BENCH_ROWS ?? 0);
/** How long one way may take, by rows: the loops of others grow with their square. */
const longestMs = (rows: number): number => Math.max(60_000, rows / 20);
/** What a waiting user bears. */
const lockLimitUs = 200_000;

interface Run {
  readonly usPerRow: number;
  /** Longest transaction with a row lock. */
  readonly lockUs: number;
}

interface Way {
  /** Before the clock starts; the SQL that is measured. */
  readonly prepare: (session: pg.Client) => Promise<string>;
  /** Counts rows that are right. */
  readonly done: string;
}

const newColumn: Operation = Operation.parse({
  op: 'add_column',
  table: 'notes',
  column: 'length',
  type: 'integer',
  backfill: 'length(title)',
});
const newValues: Operation = Operation.parse({
  op: 'backfill',
  table: 'notes',
  column: 'size',
  expression: 'length(title)',
});

/** Runs the first step; the second one, in batches, is what counts. */
const ours =
  (operation: Operation) =>
  async (session: pg.Client): Promise<string> => {
    const { steps } = compileOperations([operation], await readCatalog(session));
    await session.query(steps[0].up);
    return steps[1]?.up ?? '';
  };
const theirs =
  (sql: string, before = 'SELECT 1') =>
  async (session: pg.Client): Promise<string> => {
    await session.query(`ALTER TABLE notes ADD COLUMN length integer; ${before}`);
    return sql;
  };
const filled = 'SELECT count(length)::int AS done FROM notes';
const replaced = 'SELECT count(*) FILTER (WHERE size = length(title))::int AS done FROM notes';

const ways = {
  ours: { prepare: ours(newColumn), done: filled },
  single: { prepare: theirs(singleUpdate), done: filled },
  keeping: { prepare: ours(newValues), done: replaced },
  singleKeeping: { prepare: theirs(keepingUpdate), done: replaced },
  trigger: { prepare: theirs(triggerLoop, triggerSetUp), done: filled },
  skipLocked: { prepare: theirs(skipLockedLoop), done: filled },
} satisfies Record<string, Way>;

/**
 * A backfill in batches beside a single UPDATE, by number of rows, and beside the loops that others use. Rates are
 * microseconds a row; a limit of 1/0.9 of the single UPDATE's is 90 % of its rate.
 */
export async function benchBackfill(): Promise<Measure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  const server = await startEmbedded({ dataDir });
  try {
    const target = server.target('postgres');
    const measures: Measure[] = [];
    const line = (
      what: string,
      medianUs: number,
      baseline: string,
      baselineUs: number,
      limitUs: number,
    ): void => {
      measures.push({
        bench: 'backfill',
        what,
        medianUs,
        baseline,
        baselineUs,
        ratio: medianUs / baselineUs,
        limitUs,
      });
    };
    const small = await measure(target, 100_000, 3, ['ours', 'single', 'keeping', 'singleKeeping']);
    const sizes = [
      [100_000, small],
      [1_000_000, await measure(target, 1_000_000, 2, ['ours', 'single', 'keeping', 'singleKeeping'])],
      ...(moreRows > 0 ? [[moreRows, await measure(target, moreRows, 1, ['ours', 'single'])] as const] : []),
    ] as const;
    for (const [rows, { ours, single, keeping, singleKeeping }] of sizes) {
      const size = rows.toLocaleString('en');
      if (ours === undefined || single === undefined || small.ours === undefined) continue;
      line(`${size} rows`, ours.usPerRow, 'one UPDATE', single.usPerRow, single.usPerRow / 0.9);
      line(`${size} rows, lock`, ours.lockUs, 'one UPDATE', single.lockUs, lockLimitUs);
      if (rows > 100_000)
        line(`${size} rows`, ours.usPerRow, '100,000 rows', small.ours.usPerRow, small.ours.usPerRow / 0.8);
      if (keeping === undefined || singleKeeping === undefined) continue;
      line(
        `${size} kept`,
        keeping.usPerRow,
        'one UPDATE with a copy',
        singleKeeping.usPerRow,
        // Each row more in a table with a key, which the copy gets only when it is complete.
        2 * singleKeeping.usPerRow,
      );
      line(`${size} kept, lock`, keeping.lockUs, 'one UPDATE with a copy', singleKeeping.lockUs, lockLimitUs);
    }
    const { trigger, skipLocked } = await measure(target, 1_000_000, 1, ['trigger', 'skipLocked']);
    const big = sizes[1][1].ours;
    if (big !== undefined && trigger !== undefined && skipLocked !== undefined) {
      line('1,000,000 rows', big.usPerRow, 'a trigger and batches', trigger.usPerRow, trigger.usPerRow);
      line('1,000,000 rows', big.usPerRow, 'a SKIP LOCKED loop', skipLocked.usPerRow, skipLocked.usPerRow);
    }
    return measures;
  } finally {
    await server.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Each way in turn, some rounds; the best time and the worst lock count. */
async function measure(
  target: Target,
  rows: number,
  rounds: number,
  names: readonly (keyof typeof ways)[],
): Promise<Partial<Record<keyof typeof ways, Run>>> {
  const best: Partial<Record<keyof typeof ways, Run>> = {};
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { usPerRow, lockUs } = await runOnce(target, rows, ways[name]);
      best[name] = {
        usPerRow: Math.min(usPerRow, best[name]?.usPerRow ?? Number.POSITIVE_INFINITY),
        lockUs: Math.max(lockUs, best[name]?.lockUs ?? 0),
      };
    }
  }
  return best;
}

const runOnce = (target: Target, rows: number, way: Way): Promise<Run> =>
  withSession(target, { applicationName: 'bench' }, async (session) => {
    for (const sql of fresh(rows)) await session.query(sql);
    const sql = await way.prepare(session);
    const { rows: found } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const watch = watchLocks(target, found[0]?.pid ?? 0);
    const since = performance.now();
    await session.query(`SET statement_timeout = ${longestMs(rows)}`);
    // What is cut off is counted for the rows that it came to.
    await session.query(sql).catch((error: { code?: string }) => {
      if (error.code !== '57014') throw error;
    });
    const ms = performance.now() - since;
    await session.query('RESET statement_timeout');
    const lockUs = await watch.stop();
    const counted = await session.query<{ done: number }>(way.done);
    return { usPerRow: (1000 * ms) / Math.max(1, counted.rows[0]?.done ?? 0), lockUs };
  });

/** A table like many: some 130 bytes a row, a primary key; written to disk, so that nobody pays for it later. */
const fresh = (rows: number): string[] => [
  'DROP SCHEMA IF EXISTS godwit_archive CASCADE',
  'DROP TABLE IF EXISTS notes, kept',
  'DROP FUNCTION IF EXISTS fill_length',
  'CREATE TABLE notes (id bigint PRIMARY KEY, title text, body text, size int, at timestamptz)',
  `INSERT INTO notes SELECT n, 'note ' || n, repeat('x', 60 + n % 40), 0, now() FROM generate_series(1, ${rows}) n`,
  'VACUUM ANALYZE notes',
  'CHECKPOINT',
];

/** The longest time that a transaction of the backend with a lock on rows was seen to last. */
function watchLocks(target: Target, pid: number): { stop(): Promise<number> } {
  const stopping = new AbortController();
  let longestUs = 0;
  const watching = withSession(target, { applicationName: 'bench watch' }, async (session) => {
    while (!stopping.signal.aborted) {
      const { rows } = await session.query<{ us: number }>(
        `SELECT extract(epoch FROM clock_timestamp() - xact_start)::float8 * 1000000 AS us
         FROM pg_stat_activity WHERE pid = $1 AND backend_xid IS NOT NULL`,
        [pid],
      );
      longestUs = Math.max(longestUs, rows[0]?.us ?? 0);
      await sleep(3);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await watching;
      return longestUs;
    },
  };
}
