import { setTimeout as sleep } from 'node:timers/promises';
import { recording } from '../../agents/models/recording/record.ts';
import type { RunParts } from '../../graph/engine/parts.ts';
import type { RunResult } from '../../graph/engine/result.ts';
import { RunIsBusy } from '../../graph/errors.ts';
import { decideQueued } from '../../graph/queue/decide.ts';
import { findRun, type Run } from '../../graph/store/runs.ts';
import type { StoredEvent } from '../../graph/store/timeline.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { answerer } from '../answers.ts';
import { Interrupted, type Stop } from '../interrupt.ts';
import type { Channel } from '../output/channel.ts';
import type { Session } from '../session.ts';
import type { Reach } from './reach.ts';

/** Whoever asked for a run's approval still holds it for a moment when the approval comes. */
const busyMs = 10_000;
const busyPollMs = 50;

/** What the runs of one worker share. */
export interface Carrier {
  readonly session: Session;
  readonly reach: Reach;
  readonly stop: Stop;
  /** Speaks of nothing but warnings: the events of a run come with its id. */
  readonly channel: Channel;
  readonly onEvent: (runId: string, event: StoredEvent) => void;
  readonly onResult: (result: RunResult) => void;
}

/** Carries a run to its end, to the next person, or as far as it comes before the worker is stopped. */
export async function carryOn(runId: string, carrier: Carrier): Promise<'done' | 'stopped'> {
  const { pool } = await carrier.session.state();
  const run = await findRun(pool, runId);
  try {
    const result = await resume(run, carrier);
    carrier.onResult(result);
    const { question } = result;
    if (
      run.spec.unattended &&
      question !== null &&
      question.kind !== 'clarification' &&
      question.allowUnattended
    )
      await decideQueued(pool, run, {
        kind: 'yes',
        callId: question.callId,
        hash: question.hash,
        by: `${run.spec.startedBy ?? run.spec.requester} (--yes)`,
        at: new Date().toISOString(),
        unattended: true,
      });
    return 'done';
  } catch (error) {
    if (error instanceof Interrupted) return 'stopped';
    throw error;
  }
}

async function resume(run: Run, { session, reach, stop, channel, onEvent }: Carrier): Promise<RunResult> {
  const { spec } = run;
  const workspace = await openWorkspace(spec.workspace);
  const [engine, { model: opened }, provider] = await Promise.all([
    session.engine(workspace),
    session.model(spec.model, workspace),
    session.provider(workspace, reach.urlOf(spec), spec.database),
  ]);
  const model = spec.record === undefined ? opened : recording(opened, spec.record, { goesOn: true });
  const unattended = answerer(spec.unattended ? 'yes' : 'wait', channel);
  const parts: RunParts = {
    model,
    workspace,
    provider,
    ...stop,
    onEvent: (event) => onEvent(run.id, event),
    // A merge comes in a job of its own, one after the other.
    answer: async (question) => (question.kind === 'approval' ? undefined : unattended(question)),
  };
  return withPatience(() => engine.resume(run, parts));
}

async function withPatience<T>(work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + busyMs; ; await sleep(busyPollMs)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RunIsBusy) || Date.now() > end) throw error;
    }
  }
}
