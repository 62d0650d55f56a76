import type pg from 'pg';
import { isSettled } from '../../graph/approvals/settled.ts';
import { storedResult } from '../../graph/engine/result.ts';
import { openDecisions } from '../../graph/store/decisions.ts';
import { isLeased } from '../../graph/store/lease.ts';
import type { Run } from '../../graph/store/runs.ts';
import type { Message } from './message.ts';
import { outcomeMessage } from './outcome-message.ts';
import { questionMessage } from './question-message.ts';
import type { Grammar } from './words.ts';

export interface Due {
  readonly key: string;
  readonly message: Message;
}

/** Under which the outcome of a run is said. */
export const endedKey = 'ended';

/** Under which the question that a run waits with is said; undefined where it waits with none. */
export const askedKey = ({ status, question, interruptId }: Run): string | undefined =>
  status === 'waiting' && question !== null && interruptId !== null ? `asked ${interruptId}` : undefined;

/** What a run has to say where its request came from, said or not: its question, or what became of it. */
export async function dueOf(pool: pg.Pool, run: Run, grammar: Grammar): Promise<Due | undefined> {
  const { id, question } = run;
  const key = askedKey(run);
  if (key !== undefined && question !== null) {
    // Its worker says yes by itself in a moment.
    if (run.spec.unattended && question.kind !== 'clarification' && question.allowUnattended)
      return undefined;
    // Whoever holds it asks by themselves, at a terminal, or is about to leave.
    if (await isLeased(pool, id)) return undefined;
    if (isSettled(question, await openDecisions(pool, run))) return undefined;
    return { key, message: questionMessage(id, question, grammar) };
  }
  const result = storedResult(run);
  return result && { key: endedKey, message: outcomeMessage(result) };
}
