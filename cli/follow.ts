import { followRun } from '../graph/follow.ts';
import type { Run, RunStatus } from '../graph/store/runs.ts';
import type { StateDatabase } from '../graph/store/state-database.ts';
import { Interrupted } from './interrupt.ts';
import { ActivityLine } from './output/activity.ts';
import type { Channel } from './output/channel.ts';

/** `show --follow`: the run's events as they come. Ctrl-C ends the following and nothing else. */
export async function follow(
  { id }: Pick<Run, 'id'>,
  { pool }: StateDatabase,
  channel: Channel,
): Promise<{ readonly run: Run; readonly status: RunStatus }> {
  const stop = new AbortController();
  const activity = new ActivityLine(
    channel.json ? { write: () => undefined } : process.stdout,
    channel.style,
  );
  const onSignal = (name: NodeJS.Signals): void => {
    activity.end();
    channel.note(channel.style.dim(`\nNo longer following; run ${id} goes on.`));
    stop.abort(new Interrupted(name));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await followRun(pool, id, {
      signal: stop.signal,
      onEvent: (event) => {
        activity.heard(event.at, event.event);
        channel.event(id, event);
      },
      onTrouble: (reason) =>
        channel.note(channel.style.yellow(`The state database cannot be reached (${reason}); trying again.`)),
    });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    activity.end();
  }
}
