import type { Listener } from '../../triggers/conversation/place.ts';
import { gitHubListener } from '../../triggers/github/listener.ts';
import { type Reception, slackListener } from '../../triggers/slack/listener.ts';

type Open = (
  env: NodeJS.ProcessEnv,
  reception?: Reception,
) => Listener | undefined | Promise<Listener | undefined>;

/** One a kind of place. Undefined where what it needs is not there: a token, say. */
const listeners: readonly Open[] = [gitHubListener, slackListener];

/** Those that this process has what they need for; with a reception they bring requests in, too. */
export async function openListeners(
  env: NodeJS.ProcessEnv,
  reception?: Reception,
): Promise<readonly Listener[]> {
  const opened = await Promise.all(listeners.map((open) => open(env, reception)));
  return opened.filter((listener) => listener !== undefined);
}
