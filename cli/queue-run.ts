import type { Run } from '../graph/store/runs.ts';
import { openWork, type Work } from './drive.ts';
import { EmbeddedOutOfReach } from './errors.ts';
import type { CommonOptions } from './options.ts';
import type { Channel } from './output/channel.ts';
import type { Session } from './session.ts';

/** Leaves a request to the workers. */
export async function queueRun(
  work: Work,
  options: CommonOptions,
  channel: Channel,
  session: Session,
): Promise<void> {
  const run = await beginQueued(work, options, channel, session);
  channel.print(`  run        ${run.id}\n\nqueued. Follow it: npx godwit show ${run.id} --follow`);
  channel.result({ type: 'result', run: run.id, status: 'queued' });
}

/**
 * Records a run for the workers. `delivered`: the request came by itself, maybe twice, and nobody but the requester
 * started it.
 */
export async function beginQueued(
  work: Work,
  options: CommonOptions,
  channel: Channel,
  session: Session,
  { delivered = false } = {},
): Promise<Run> {
  const { engine, model, provider, begins } = await openWork(work, options, channel, session);
  if (begins === undefined) throw new Error('a run begins with a request');
  const { request, spec } = begins;
  if (provider.identity().kind === 'embedded' && session.stateIsShared) throw new EmbeddedOutOfReach();
  const { createQueued } = await import('../graph/queue/create.ts');
  const more = {
    ...(options.yes === true ? { unattended: true } : {}),
    ...(delivered ? { startedBy: spec.requester } : {}),
  };
  const state = await session.state();
  return createQueued(state, engine, request, { ...spec, ...more }, model, { once: delivered });
}
