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

/** `20x10` is 20 databases with 10 requests each, which take many minutes. */
const [databases = 8, requests = 2] = (process.env.GODWIT_BENCH_WORKERS || '8x2').split('x').map(Number);
const processes = 4;
/** Four workers carry so much more than one, where runs wait for their databases. */
const leastTimes = 3;
/** Some seconds of one worker. */
const waits = 60;

/** Runs that four workers carry next to one, where each waits for its database. */
export interface ThroughputMeasure extends Measure {
  readonly leastTimes: number;
}

/** Real runs from the queue to their merge, by real workers. */
export interface FleetMeasure extends Measure, Fleet {}

export async function* benchWorkers(): AsyncGenerator<ThroughputMeasure | FleetMeasure> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  // What a disk takes to be sure is no part of what is compared.
  const server = await startEmbedded({ dataDir, durable: false });
  try {
    await loadSqlParser();
    const target = await server.ensureDatabase('state');
    const state = await openStateDatabase(target, 'bench');
    const template = await server.ensureDatabase('example');
    await fillExample(template);
    const targets = [];
    for (let at = 0; at < databases; at++) targets.push(await copyOf(template, `app_${at}`));

    const four = await throughput(state, target, targets, { processes, runs: waits });
    const one = await throughput(state, target, targets, { processes: 1, runs: waits });
    yield throughputMeasure(four, one);
    const fleet = await carryAll(state, { stateTarget: target, targets, requests, processes, folder });
    yield fleetMeasure(fleet);
    if (fleet.overlapping > 0 || fleet.ended.done !== databases * requests) process.exitCode = 1;
    await state.close();
  } finally {
    await server.release();
    for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
  }
}

function throughputMeasure(fourMs: number, oneMs: number): ThroughputMeasure {
  const times = oneMs / fourMs;
  return {
    bench: 'workers',
    what: 'throughput',
    medianUs: (1000 * fourMs) / waits,
    baseline: 'one worker',
    baselineUs: (1000 * oneMs) / waits,
    ratio: fourMs / oneMs,
    limitUs: null,
    leastTimes,
    said:
      `workers  throughput      ${processes} workers carry ${times.toFixed(1)} times what one does (at least ${leastTimes}): ` +
      `${waits} runs of ${waitMs} ms in their databases, ${(fourMs / 1000).toFixed(1)} s and ${(oneMs / 1000).toFixed(1)} s`,
  };
}

function fleetMeasure(fleet: Fleet): FleetMeasure {
  const { ended, reasons, seconds, runSeconds, merges, overlapping, memory } = fleet;
  const asked = databases * requests;
  const statuses = Object.entries(ended).map(([status, count]) => `${count} ${status.replaceAll('_', ' ')}`);
  return {
    ...fleet,
    bench: 'workers',
    what: 'real runs',
    medianUs: (1e6 * seconds) / asked,
    baseline: 'a run from its first step to its last',
    baselineUs: 1e6 * runSeconds,
    ratio: seconds / asked / runSeconds,
    limitUs: null,
    said: [
      `workers  real runs       ${asked} requests to ${databases} databases, ${processes} workers: runs ${statuses.join(', ')} in ${seconds.toFixed(0)} s, ` +
        `${((60 * asked) / seconds).toFixed(0)} requests a minute, a run ${runSeconds.toFixed(0)} s; ${merges} merges, ${overlapping} overlapped; ` +
        `a worker held at most ${memory.map((bytes) => Math.round(bytes / 1024 ** 2)).join(', ')} MB`,
      ...reasons.map((reason) => `    ${reason}`),
    ].join('\n'),
  };
}
