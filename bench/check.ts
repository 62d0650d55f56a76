import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readLayout } from '../check/layouts/index.ts';
import { isProven, openEmpty, prove } from '../check/prove/index.ts';
import { withSession } from '../postgres/connection/session.ts';
import type { Target } from '../postgres/connection/target.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { history, tables } from './check-history.ts';
import { proveByScript } from './check-script.ts';
import { installedServer } from './installed-server.ts';
import type { Measure } from './measure.ts';
import { median } from './measure.ts';

/** 300 migrations within a minute. */
const migrationLimitUs = 200_000;
const historyLength = 300;

/**
 * One migration fully proven: beside psql, CREATE DATABASE … TEMPLATE and pg_dump making the same three comparisons on
 * the same server, and by the number of tables that are there already.
 */
export async function benchCheck(): Promise<Measure[]> {
  const binaries = installedServer();
  if (binaries === null) {
    process.stderr.write('check: there is no psql and pg_dump to compare with\n');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  const server = await startEmbedded({ dataDir, durable: false, binaries });
  try {
    const target = server.target('postgres');
    const programs = dirname(binaries.initdb);
    const measures: Measure[] = [];
    const line = (
      what: string,
      ours: readonly number[],
      baseline: readonly number[],
      limitUs: number | null = null,
    ): void => {
      const [medianUs, baselineUs] = [1000 * mean(ours), 1000 * mean(baseline)];
      measures.push({
        bench: 'check',
        what,
        medianUs,
        baseline: 'psql + pg_dump',
        baselineUs,
        ratio: medianUs / baselineUs,
        limitUs,
      });
    };
    line(
      `${historyLength} from empty`,
      await proveAll(target, folder, '', historyLength),
      // Every tenth: the script takes minutes for all, and costs the more the more tables there are, as ours does.
      await proveByScript(target, programs, '', historyLength, 10),
      migrationLimitUs,
    );
    for (const count of [10, 100, 1000]) {
      const [ours, script] = [
        await proveAll(target, folder, tables(count), 6),
        await proveByScript(target, programs, tables(count), 6, 3),
      ];
      line(`on ${count} tables`, [median(ours)], [median(script)]);
    }
    return measures;
  } finally {
    await server.release();
    for (const one of [folder, dataDir]) rmSync(one, { recursive: true, force: true });
  }
}

/** Milliseconds for each migration. */
async function proveAll(server: Target, folder: string, before: string, length: number): Promise<number[]> {
  const path = join(folder, `history-${length}-${before.length}`);
  mkdirSync(path);
  for (const { name, sql } of history(length)) writeFileSync(join(path, name), sql);
  const { signal } = new AbortController();
  const opened = await openEmpty(server, [], signal);
  try {
    await withSession(opened.database.target, { applicationName: 'bench' }, (session) =>
      session.query(before),
    );
    const times: number[] = [];
    let last = performance.now();
    for await (const report of prove(opened.database, readLayout(path).migrations, {
      signal,
      progress: () => {},
    })) {
      if (!isProven(report)) throw new Error(`${report.version} is not proven: ${JSON.stringify(report)}`);
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times;
  } finally {
    await opened.close();
  }
}

const mean = (times: readonly number[]): number => times.reduce((a, b) => a + b, 0) / times.length;
