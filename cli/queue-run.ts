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
  const { engine, model, provider, begins } = await openWork(work, options, channel, session);
  if (begins === undefined) throw new Error('a run begins with a request');
  const { request, spec } = begins;
  if (provider.identity().kind === 'embedded' && session.stateIsShared) throw new EmbeddedOutOfReach();
  const { createQueued } = await import('../graph/queue/create.ts');
  const unattended = options.yes === true ? { unattended: true } : {};
  const run = await createQueued(await session.state(), engine, request, { ...spec, ...unattended }, model);
  channel.print(`  run        ${run.id}\n\nqueued. Follow it: npx godwit show ${run.id} --follow`);
  channel.result({ type: 'result', run: run.id, status: 'queued' });
}
