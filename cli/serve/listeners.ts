import type { Listener } from '../../triggers/conversation/place.ts';
import { gitHubListener } from '../../triggers/github/listener.ts';

type Open = (env: NodeJS.ProcessEnv) => Listener | undefined | Promise<Listener | undefined>;

/** One a kind of place. Undefined where what it needs is not there: a token, say. */
const listeners: readonly Open[] = [gitHubListener];

/** Those that this process has what they need for. */
export async function openListeners(env: NodeJS.ProcessEnv): Promise<readonly Listener[]> {
  const opened = await Promise.all(listeners.map((open) => open(env)));
  return opened.filter((listener) => listener !== undefined);
}
