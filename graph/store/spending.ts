import { z } from 'zod';
import { type Spending, Spent } from '../budget/spending.ts';
import type { StateDatabase } from './state-database.ts';

/** What a run has spent so far, as its newest checkpoint holds it; where that is gone, as its result does. */
export async function spendingOf(
  checkpointer: StateDatabase['checkpointer'],
  runId: string,
  result?: unknown,
): Promise<Spending> {
  const found = await checkpointer.getTuple({ configurable: { thread_id: runId, checkpoint_ns: '' } });
  const { spending } = found?.checkpoint.channel_values ?? (result as { spending?: unknown } | null) ?? {};
  return z.array(Spent).parse(spending ?? []);
}
