import { z } from 'zod';
import { type Spending, Spent } from '../budget/spending.ts';
import type { StateDatabase } from './state-database.ts';

/** What a run has spent so far, as its newest checkpoint holds it. */
export async function spendingOf(
  checkpointer: StateDatabase['checkpointer'],
  runId: string,
): Promise<Spending> {
  const found = await checkpointer.getTuple({ configurable: { thread_id: runId, checkpoint_ns: '' } });
  return z.array(Spent).parse(found?.checkpoint.channel_values.spending ?? []);
}
