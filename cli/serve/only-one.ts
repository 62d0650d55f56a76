import { setTimeout as sleep } from 'node:timers/promises';
import { type Lock, takeLock } from '../../graph/store/session-lock.ts';
import type { StateDatabase } from '../../graph/store/state-database.ts';
import { ServedElsewhere } from './errors.ts';

/** Sessions of those that serve, and of those that stand by, carry it. */
export const serveName = 'godwit:serve';

/** Milliseconds between two tries. */
const standByMs = 5_000;

/** Of all processes the one that serves these places: waits until it is this one. Undefined: stopped before. */
export async function onlyOne(
  state: Pick<StateDatabase, 'openPool'>,
  places: string,
  signal: AbortSignal,
  onWait: () => void,
): Promise<Lock | undefined> {
  const elsewhere = () => new ServedElsewhere();
  for (let tried = 0; !signal.aborted; tried += 1) {
    try {
      return await takeLock(state, `${serveName} ${places}`, { busy: elsewhere, lost: elsewhere });
    } catch (error) {
      if (!(error instanceof ServedElsewhere)) throw error;
    }
    if (tried === 0) onWait();
    await sleep(standByMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
