import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStateDatabase } from '../graph/store/state-database.ts';
import { loadSqlParser } from '../policies/sql/parser.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { copyOf, fillExample } from './example-app.ts';
import type { Measure } from './measure.ts';
import { carryAll, type Fleet } from './workers/fleet.ts';
import { throughput, waitMs } from './workers/throughput.ts';

/** `20x10` is 20 databases with 10 requests each; it takes some minutes. */
const [databases = 8, requests = 5] = (process.env.GODWIT_BENCH_WORKERS || '8x5').split('x').map(Number);
const processes = 4;
/** Four workers carry so much more than one, where runs wait for their databases. */
const leastTimes = 3;

/** Runs that four workers carry next to one, where each waits for its database. */
export interface ThroughputMeasure extends Measure {
  readonly leastTimes: number;
}

/** Real runs from the queue to their merge, by real workers. */
export interface FleetMeasure extends Measure, Fleet {}

export async function* benchWorkers(): AsyncGenerator<ThroughputMeasure | FleetMeasure> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  const server = await startEmbedded({ dataDir });
  try {
    await loadSqlParser();
    const target = await server.ensureDatabase('state');
    const state = await openStateDatabase(target, 'bench');
    const template = await server.ensureDatabase('example');
    await fillExample(template);
    const targets = [];
    for (let at = 0; at < databases; at++) targets.push(await copyOf(template, `app_${at}`));

    const four = await throughput(state, target, targets, { processes, runs: databases * requests });
    const one = await throughput(state, target, targets, { processes: 1, runs: databases * requests });
    yield throughputMeasure(four, one);
    yield fleetMeasure(await carryAll(state, { stateTarget: target, targets, requests, processes, folder }));
    await state.close();
  } finally {
    await server.release();
    for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
  }
}

function throughputMeasure(fourMs: number, oneMs: number): ThroughputMeasure {
  const runs = databases * requests;
  const times = oneMs / fourMs;
  return {
    bench: 'workers',
    what: 'throughput',
    medianUs: (1000 * fourMs) / runs,
    baseline: 'one worker',
    baselineUs: (1000 * oneMs) / runs,
    ratio: fourMs / oneMs,
    limitUs: null,
    leastTimes,
    said:
      `workers  throughput      ${processes} workers carry ${times.toFixed(1)} times what one does (at least ${leastTimes}): ` +
      `${runs} runs of ${waitMs} ms in their databases, ${(fourMs / 1000).toFixed(1)} s and ${(oneMs / 1000).toFixed(1)} s`,
  };
}

function fleetMeasure(fleet: Fleet): FleetMeasure {
  const { ended, reasons, seconds, merges, overlapping, memory } = fleet;
  const runs = databases * requests;
  const perRunUs = (1e6 * seconds) / runs;
  const statuses = Object.entries(ended).map(([status, count]) => `${count} ${status.replaceAll('_', ' ')}`);
  return {
    ...fleet,
    bench: 'workers',
    what: 'real runs',
    medianUs: perRunUs,
    baseline: 'merges that overlapped',
    baselineUs: 0,
    ratio: 0,
    limitUs: null,
    said: [
      `workers  real runs       ${runs} requests to ${databases} databases, ${processes} workers: runs ${statuses.join(', ')} in ${seconds.toFixed(0)} s, ` +
        `${((60 * runs) / seconds).toFixed(0)} requests a minute; ${merges} merges, ${overlapping} overlapped; ` +
        `a worker held at most ${memory.map((bytes) => Math.round(bytes / 1024 ** 2)).join(', ')} MB`,
      ...reasons.map((reason) => `    ${reason}`),
    ].join('\n'),
  };
}
