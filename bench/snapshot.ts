import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withSession } from '../postgres/connection/session.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { takeSnapshot } from '../postgres/snapshot/index.ts';
import { tables } from './check-history.ts';
import { installedServer } from './installed-server.ts';
import { type Measure, median } from './measure.ts';

const run = promisify(execFile);
const rounds = 5;

/** One snapshot of a schema, beside pg_dump of the same schema. */
export async function benchSnapshot(): Promise<Measure[]> {
  const binaries = installedServer();
  if (binaries === null) {
    process.stderr.write('snapshot: there is no pg_dump to compare with\n');
    return [];
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  const server = await startEmbedded({ dataDir, durable: false, binaries });
  try {
    const measures: Measure[] = [];
    for (const [count, limitUs] of [
      [1000, 500_000],
      [5000, 2_500_000],
    ] as const) {
      const target = server.target('postgres').withDatabase(`tables_${count}`);
      await withSession(server.target('postgres'), { applicationName: 'bench' }, (session) =>
        session.query(`create database tables_${count}`),
      );
      const pgDump = join(dirname(binaries.initdb), 'pg_dump');
      const [ours, theirs]: [number[], number[]] = [[], []];
      await withSession(target, { applicationName: 'bench' }, async (session) => {
        // A transaction for so many tables: each of them has locks of its own.
        for (let made = 0; made < count; made += 500) await session.query(tables(500, made));
        await session.query('vacuum analyze');
        for (let round = 0; round < rounds; round++) {
          ours.push(await timed(() => takeSnapshot(session)));
          theirs.push(
            await timed(() => run(pgDump, ['--schema-only', '--file=/dev/null', target.connectionString()])),
          );
        }
      });
      const [medianUs, baselineUs] = [1000 * median(ours), 1000 * median(theirs)];
      measures.push({
        bench: 'snapshot',
        what: `${count} tables`,
        medianUs,
        baseline: 'pg_dump --schema-only',
        baselineUs,
        ratio: medianUs / baselineUs,
        limitUs,
      });
    }
    return measures;
  } finally {
    await server.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
