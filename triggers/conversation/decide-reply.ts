import type pg from 'pg';
import { isSamePerson } from '../../graph/approvals/approvers.ts';
import { type Decided, type Decision, decide } from '../../graph/approvals/decide.ts';
import { AlreadyDecided, DecisionRefused } from '../../graph/approvals/errors.ts';
import { NothingToAnswer } from '../../graph/errors.ts';
import type { Question } from '../../graph/question.ts';
import { decideQueued } from '../../graph/queue/decide.ts';
import type { Run } from '../../graph/store/runs.ts';
import { inTransaction } from '../../graph/store/transaction.ts';
import type { Reply } from './place.ts';
import { type Response, refused, taken } from './responses.ts';
import type { Grammar, Words } from './words.ts';

type Command = Exclude<Words, { says: 'plain' | 'assent' | 'part' }>;

/** Stores what somebody decides; workers go on with a queued run, and with another whoever resumes it. */
export async function decideReply(
  pool: pg.Pool,
  reply: Reply,
  words: Command,
  run: Run,
  grammar: Grammar,
  { isTalk }: { readonly isTalk: boolean },
): Promise<Response | undefined> {
  const { question } = run;
  if (question === null) return undefined;
  const decision = decisionOf(reply, words, question);
  try {
    const decided: Decided =
      run.spec.queued === true
        ? await decideQueued(pool, run, decision)
        : await inTransaction(pool, (client) => decide(client, run.id, decision));
    return taken(reply, run, decision, decided);
  } catch (error) {
    // In a thread people go on talking once it is answered.
    if (isTalk && error instanceof AlreadyDecided) return undefined;
    if (!(error instanceof DecisionRefused) && !(error instanceof NothingToAnswer)) throw error;
    return refused(reply, run, question, error, grammar);
  }
}

function decisionOf(reply: Reply, words: Command, question: Question): Decision {
  const { callId, hash } = question;
  const said = { by: nameOf(reply, question), at: reply.at };
  switch (words.says) {
    case 'approve':
      // Of other SQL it is about no call: that is told.
      return { kind: 'yes', ...said, hash: words.hash, ...(hash.startsWith(words.hash) ? { callId } : {}) };
    case 'reject':
      return { kind: 'no', ...said, callId, hash, reason: words.reason };
    case 'answer':
      return { kind: 'text', ...said, callId, hash, text: words.text };
  }
}

/** Of several names the one that the question knows: that which may not, before that which may. */
function nameOf({ names }: Reply, question: Question): string {
  if (question.kind !== 'approval') return names[0];
  const { except, named } = question.approvers;
  return (
    names.find((name) => except.some((one) => isSamePerson(one, name))) ??
    names.find((name) => named?.includes(name)) ??
    names[0]
  );
}
