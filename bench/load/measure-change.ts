import { setTimeout as sleep } from 'node:timers/promises';
import { withSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';
import type { Change } from './changes.ts';
import { Load, type LoadOptions } from './driver.ts';
import { LockWaits } from './lock-waits.ts';
import { type Phase, phaseOf } from './report.ts';
import { applyChange, compileChange, expectZero, takeBackChange } from './run.ts';

export interface OursUnderLoad {
  /** The same load before the change begins: what the machine adds. */
  readonly quiet: Phase;
  readonly up: Phase;
  readonly down: Phase;
  readonly lockRetries: number;
}

/** Milliseconds before, between and after, so that what comes late is still seen. */
const rest = 1500;
/** Nobody waits longer than that for a bench. */
const longestMs = 900_000;

/** Our steps up and down on a database under load. */
export async function measureOurs(
  target: Target,
  change: Change,
  options: LoadOptions,
  restMs = rest,
): Promise<OursUnderLoad> {
  const plan = await compileChange(target, change);
  const apply = {
    runId: 'load',
    signal: AbortSignal.timeout(longestMs),
    progress: () => {},
  };
  await using waits = await LockWaits.start(target);
  await using load = await Load.start(target, options);
  await sleep(restMs);
  const begun = performance.now();
  await sleep(2 * restMs);
  const up = performance.now();
  const lockRetries = await applyChange(target, plan, apply);
  await sleep(restMs);
  const turn = performance.now();
  if (!change.once) await expectZero(target, plan.verifications);
  const down = performance.now();
  await takeBackChange(target, apply);
  await sleep(restMs);
  const end = performance.now();
  return {
    quiet: phaseOf(load, waits, [begun, up]),
    up: phaseOf(load, waits, [up, turn]),
    down: phaseOf(load, waits, [down, end]),
    lockRetries,
  };
}

/** The SQL that people write first, as one migration; where it fails, that is an error of this phase. */
export async function measureNaive(
  target: Target,
  change: Pick<Change, 'naive'>,
  options: LoadOptions,
  restMs = rest,
): Promise<Phase> {
  await using waits = await LockWaits.start(target);
  await using load = await Load.start(target, options);
  await sleep(restMs);
  const up = performance.now();
  const failed = await withSession(
    target,
    { applicationName: 'naive', statementTimeoutMs: longestMs },
    (session) => session.query(`begin; ${change.naive}; commit`).then(() => null, String),
  );
  await sleep(restMs);
  const phase = phaseOf(load, waits, [up, performance.now()]);
  return failed === null ? phase : { ...phase, errors: { ...phase.errors, [`the migration: ${failed}`]: 1 } };
}
