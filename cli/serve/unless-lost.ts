import { setTimeout as sleep } from 'node:timers/promises';
import { isConnectionLost } from '../../postgres/connection/failure.ts';
import type { News } from '../../triggers/conversation/rounds.ts';
import { StateDatabaseLost } from './errors.ts';

/** Milliseconds until a server that restarts may be back. */
const pauseMs = 2_000;

const name = 'state database';

/** Serves; a state database that restarts or cannot be reached is told, and waited for. */
export async function unlessLost(
  serve: (onBegin: () => void) => Promise<void>,
  signal: AbortSignal,
  news: News,
): Promise<void> {
  try {
    await serve(() => news.well(name));
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    news.trouble(name, new StateDatabaseLost(error));
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
