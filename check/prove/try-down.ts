import type { History } from './history.ts';
import { withoutOwnTransaction } from './run-script.ts';
import { type Trial, type Tried, tryInTransaction, tryOnCopy } from './trial.ts';

/** In a transaction where that proves the same; what it does not prove gets another chance with real commits. */
export async function tryDown(history: History, tried: Tried): Promise<Trial> {
  const scripts = { up: withoutOwnTransaction(tried.up), down: withoutOwnTransaction(tried.down) };
  const wanted = { ...tried, ...scripts };
  if (scripts.up.transaction === 'one' && scripts.down.transaction === 'one') {
    const trial = await tryInTransaction(history.database, wanted, history.running);
    const failed = trial.failure !== null || trial.again?.failure != null;
    // A down that left something behind explains why the up fails on it.
    if (!failed || trial.restored?.same === false) return trial;
  }
  const copy = await history.database.copy();
  try {
    return await tryOnCopy(copy, wanted, history.running);
  } finally {
    if (!history.options.signal.aborted) await copy.drop();
  }
}
