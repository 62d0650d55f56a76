import type pg from 'pg';
import { heardUpTo, noteHeard } from '../../graph/store/said.ts';
import type { Slack } from './client.ts';
import type { SlackEvent } from './connection.ts';
import { missedEvents } from './missed.ts';

/** Seconds by which the clocks may differ; what is read twice has its run already. */
const overlap = 10 * 60;
/** Seconds: nobody waits any more for what was asked before. */
const longest = 24 * 60 * 60;

/** Takes what was asked for since the app listened last; where it never did, nothing. */
export async function catchUp(
  pool: pg.Pool,
  slack: Slack,
  onEvent: (event: SlackEvent) => Promise<void>,
): Promise<void> {
  const place = `slack requests ${slack.team}`;
  const now = new Date();
  const seconds = now.getTime() / 1000;
  const before = await heardUpTo(pool, place);
  if (before !== undefined) {
    const since = Math.max(Number(before.id) - overlap, seconds - longest);
    for (const event of await missedEvents(slack, since.toFixed(6))) await onEvent(event);
  }
  await noteHeard(pool, place, { id: seconds.toFixed(6), at: now.toISOString() });
}
