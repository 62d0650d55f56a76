import { setTimeout as sleep } from 'node:timers/promises';
import { type Lock, takeLock } from '../../graph/store/session-lock.ts';
import type { StateDatabase } from '../../graph/store/state-database.ts';
import { ServedElsewhere } from './errors.ts';

/** Held by the process that serves. */
export const serveLock = 'godwit:serve';

/** Milliseconds between two tries. */
const standByMs = 5_000;

/** Of all processes the one that serves: waits until it is this one. Undefined: stopped before. */
export async function onlyOne(
  state: Pick<StateDatabase, 'openPool'>,
  signal: AbortSignal,
  onWait: () => void,
): Promise<Lock | undefined> {
  const elsewhere = () => new ServedElsewhere();
  for (let tried = 0; !signal.aborted; tried += 1) {
    try {
      return await takeLock(state, serveLock, { busy: elsewhere, lost: elsewhere });
    } catch (error) {
      if (!(error instanceof ServedElsewhere)) throw error;
    }
    if (tried === 0) onWait();
    await sleep(standByMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
