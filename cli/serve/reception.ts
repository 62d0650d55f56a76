import type { News } from '../../triggers/conversation/rounds.ts';
import type { Reception } from '../../triggers/slack/listener.ts';
import type { CommonOptions } from '../options.ts';
import type { Channel } from '../output/channel.ts';
import { beginQueued } from '../queue-run.ts';
import type { Session } from '../session.ts';

const name = 'Slack';

/** Requests that come in by themselves are for one workspace and one target: those that serve was started with. */
export function receptionOf(
  options: CommonOptions,
  channel: Channel,
  session: Session,
  news: News,
): Reception {
  const quiet: Channel = { ...channel, print: () => undefined };
  return {
    pool: async () => (await session.state()).pool,
    begin: (request) =>
      beginQueued({ kind: 'start', request }, { ...options, speaks: true }, quiet, session, {
        delivered: true,
      }),
    onTrouble: (error) => news.trouble(name, error instanceof Error ? error : new Error(String(error))),
    onWell: () => news.well(name),
  };
}
