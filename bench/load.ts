import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { type Change, changes } from './load/changes.ts';
import { createTemplate, onCopy } from './load/databases.ts';
import type { LoadOptions } from './load/driver.ts';
import { measureNaive, measureOurs, type OursUnderLoad } from './load/measure-change.ts';
import type { Phase } from './load/report.ts';
import type { Measure } from './measure.ts';

/** What no statement of the application waits longer than. */
const limitUs = 250_000;
const rows = Number(process.env.GODWIT_BENCH_ROWS || 1_000_000);
/** Names of changes, by comma; default: all. */
const only = process.env.GODWIT_BENCH_LOAD?.split(',');

/** One change under load, up and down, beside the SQL that people write first for it. */
export interface LoadMeasure extends Measure, OursUnderLoad {
  readonly naive: Phase;
}

/** 200 transactions a second of reads and writes on a table of 1,000,000 rows, during every class of change. */
export async function* benchLoad(): AsyncGenerator<LoadMeasure> {
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  const server = await startEmbedded({ dataDir });
  try {
    const target = server.target('postgres');
    await createTemplate(target, 'load', rows);
    for (const change of changes.filter(({ name }) => only?.includes(name) ?? true)) {
      const options: LoadOptions = {
        rows,
        perSecond: 200,
        connections: 24,
        prepared: change.unprepared === undefined,
      };
      const before = change.before ?? '';
      try {
        const ours = await onCopy(target, 'load', before, (copy) => measureOurs(copy, change, options));
        const naive = await onCopy(target, 'load', before, (copy) => measureNaive(copy, change, options));
        yield lineOf(change, ours, naive);
      } catch (error) {
        process.stderr.write(`load: ${change.name} failed: ${error}\n`);
        process.exitCode = 1;
      }
    }
  } finally {
    await server.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function lineOf(change: Change, ours: OursUnderLoad, naive: Phase): LoadMeasure {
  const medianUs = Math.round(1000 * ours.up.longestMs);
  const baselineUs = Math.round(1000 * naive.longestMs);
  return {
    bench: 'load',
    what: change.name,
    medianUs,
    baseline: change.naive,
    baselineUs,
    ratio: medianUs / baselineUs,
    limitUs: change.window === 'up' ? null : limitUs,
    said: said(change, ours, naive),
    ...ours,
    naive,
  };
}

const said = ({ name }: Change, { quiet, up, down, lockRetries }: OursUnderLoad, naive: Phase): string =>
  [
    `load     ${name.padEnd(27)} longest wait, and for a lock (ms): quiet ${wait(quiet)}, up ${wait(up)} in ${up.seconds} s` +
      `${lockRetries > 0 ? `, ${lockRetries} retries` : ''}, down ${wait(down)} in ${down.seconds} s; naive ${wait(naive)} in ${naive.seconds} s`,
    ...[
      ['up', up],
      ['down', down],
      ['naive', naive],
    ].flatMap(([side, phase]) =>
      Object.entries((phase as Phase).errors).map(([error, count]) => `    ${side}: ${count} times ${error}`),
    ),
  ].join('\n');

const wait = ({ longestMs, longest, p999Ms, lockWaitMs, lockWait }: Phase): string =>
  `${longestMs.toFixed(0)} to ${longest} (99.9 %: ${p999Ms.toFixed(0)}), ${lockWaitMs.toFixed(0)}${lockWait === '' ? '' : ` for ${lockWait}`}`;
