import type pg from 'pg';
import { appendAudit } from '../audit/append.ts';
import { answerGiven } from '../audit/entries.ts';
import { timely } from '../confirmation.ts';
import { NothingToAnswer } from '../errors.ts';
import { Answer, type Question } from '../question.ts';
import { insertDecision, listDecisions, type StoredDecision } from '../store/decisions.ts';
import { lockRun } from '../store/runs.ts';
import { isSamePerson } from './approvers.ts';
import { AlreadyDecided, ApprovalExpired, ApprovalMismatch, WordsAreNoApproval } from './errors.ts';
import { objectionTo } from './objection.ts';
import { inWords, isSettled, neededFor } from './settled.ts';

/**
 * What a person says, from wherever. It names what it is about by the hash of the question, or by the first digits of
 * it; whoever has the question at hand names its call, too.
 */
export type Decision = Unbound<Answer>;
type Unbound<One> = One extends Answer ? Omit<One, 'callId'> & { readonly callId?: string } : never;

export type Decided =
  /** The run can go on. */
  | { readonly is: 'settled' }
  /** It counts, and others have to say yes, too. */
  | { readonly is: 'counted'; readonly said: number; readonly needed: number }
  /** Delivered twice: it was there already, and acts once. In words: `approved by ana at …`. */
  | { readonly is: 'repeated'; readonly earlier: string };

/** Shorter beginnings of a hash could be guessed, or meant for other SQL. */
export const shortestHash = 8;

/**
 * Stores what somebody decides about the question that a run waits with, whichever way it comes in; whoever works on the
 * run takes it from there. In a transaction of the caller, who can do more in it: wake a worker, say.
 * @throws DecisionRefused, NothingToAnswer; nothing is stored then
 */
export async function decide(client: pg.ClientBase, runId: string, decision: Decision): Promise<Decided> {
  const run = await lockRun(client, runId);
  const decisions = await listDecisions(client, runId);
  const { asked } = run;
  if (asked === undefined || !isAbout(asked.question, decision)) {
    const earlier = decisions.filter(({ answer }) => isAbout(answer, decision));
    if (earlier.length > 0) return repeatedOrRefused(runId, earlier, decision);
    throw aboutNothing(runId, run.status, asked?.question, decision);
  }
  const { question, interruptId } = asked;
  const given = decisions.filter((one) => one.interruptId === interruptId);
  const answers = given.map(({ answer }) => answer);
  const own = given.find(({ answer }) => isSaidAgain(answer, decision));
  if (own !== undefined || isSettled(question, answers)) return repeatedOrRefused(runId, given, decision);

  const answer = timely(question, bound(question, decision), new Date());
  if (answer.kind === 'text' && question.kind !== 'clarification')
    throw new WordsAreNoApproval(runId, question.hash, answer.text);
  if (answer.kind === 'yes') refuseYes(runId, question, answer);
  await insertDecision(client, runId, asked, answer);
  await appendAudit(client, { run_id: runId, ...answerGiven(asked, answer) });
  const all = [...answers, answer];
  return isSettled(question, all)
    ? { is: 'settled' }
    : { is: 'counted', said: all.length, needed: neededFor(question) };
}

const isAbout = (
  one: { readonly hash: string; readonly callId: string },
  { hash, callId }: Decision,
): boolean =>
  hash.length >= shortestHash && one.hash.startsWith(hash) && (callId === undefined || callId === one.callId);

const bound = ({ callId, hash }: Question, decision: Decision): Answer =>
  Answer.parse({ ...decision, callId, hash });

function isSaidAgain(earlier: Answer, decision: Decision): boolean {
  if (earlier.kind !== decision.kind || !isSamePerson(earlier.by, decision.by)) return false;
  return earlier.kind !== 'text' || decision.kind !== 'text' || earlier.text === decision.text;
}

/** @throws AlreadyDecided */
function repeatedOrRefused(runId: string, earlier: readonly StoredDecision[], decision: Decision): Decided {
  const same = earlier.find(({ answer }) => isSaidAgain(answer, decision));
  if (same !== undefined) return { is: 'repeated', earlier: inWords(same.answer) };
  throw new AlreadyDecided(runId, earlier.map(({ answer }) => inWords(answer)).join(', '));
}

function refuseYes(runId: string, question: Question, answer: Answer): void {
  const objection = objectionTo(question, answer.kind === 'yes' ? answer : { by: answer.by });
  if (objection !== undefined) throw objection;
  if (question.kind === 'approval' && Date.now() >= Date.parse(question.expires))
    throw new ApprovalExpired(runId, question.expires);
}

function aboutNothing(
  runId: string,
  status: string,
  question: Question | undefined,
  { kind, hash, callId }: Decision,
): Error {
  if (question === undefined && status === 'waiting')
    return new NothingToAnswer(`run ${runId} was asked by an earlier version of Godwit`, {
      hint: `npx godwit resume ${runId} says what can be done`,
    });
  if (question === undefined)
    return new NothingToAnswer(
      `run ${runId} does not wait for anybody: it is ${status.replaceAll('_', ' ')}`,
    );
  if (kind === 'yes' && callId === undefined) return new ApprovalMismatch(runId, question.hash, hash);
  return new NothingToAnswer(`run ${runId} asks something else by now: ${question.title}`, {
    hint: `godwit show ${runId}`,
  });
}
