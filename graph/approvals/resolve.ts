import type pg from 'pg';
import type { RunContext } from '../context.ts';
import type { Answer, Question, Resolution } from '../question.ts';
import { type Asked, listDecisions, markUsed } from '../store/decisions.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Timeline } from '../timeline.ts';
import { decide } from './decide.ts';
import { ApprovalExpired, DecisionRefused } from './errors.ts';
import { isOutdated } from './question.ts';
import { neededFor, settledBy } from './settled.ts';

/**
 * What the open question of a run comes to: by what is stored, else by what `ask` brings, which is stored first.
 * Undefined: it stays open.
 */
export async function resolveQuestion(
  pool: pg.Pool,
  runId: string,
  asked: Asked,
  ask: (question: Question, runId: string) => Promise<Answer | undefined>,
  context: Pick<RunContext, 'workspace' | 'provider' | 'requesters' | 'timeline'>,
): Promise<Resolution | undefined> {
  const { question } = asked;
  const { timeline } = context;
  const stored = await takeStored(pool, runId, asked, timeline);
  if (stored !== undefined) return stored;
  if (question.kind === 'approval') {
    if (Date.now() >= Date.parse(question.expires)) return again(question, expired);
    if (isOutdated(question, context))
      return again(question, 'godwit.yaml says something else by now about who approves');
  }
  const given = await ask(question, runId);
  // Meanwhile somebody else may have decided.
  if (given === undefined) return takeStored(pool, runId, asked, timeline);
  try {
    await inTransaction(pool, (client) => decide(client, runId, given));
  } catch (error) {
    if (error instanceof ApprovalExpired) return again(question, expired);
    if (!(error instanceof DecisionRefused)) throw error;
    await timeline.tell(`${question.callId}.refused.${given.at}`, {
      kind: 'waiting',
      agent: null,
      text: `${error.message}. ${error.hint ?? ''}`.trim(),
    });
  }
  return takeStored(pool, runId, asked, timeline);
}

const expired = 'it had expired';

const again = ({ callId, hash }: Question, why: string): Resolution => ({ kind: 'again', callId, hash, why });

async function takeStored(
  pool: pg.Pool,
  runId: string,
  { question, interruptId }: Asked,
  timeline: Timeline,
): Promise<Resolution | undefined> {
  const decisions = await listDecisions(pool, runId);
  const answers = decisions.filter((one) => one.interruptId === interruptId).map(({ answer }) => answer);
  for (const [index, answer] of answers.entries())
    await timeline.tell(`${question.callId}.answer.${answer.by}.${answer.at}`, {
      kind: 'answer',
      agent: null,
      text: answerText(answer, question, index + 1),
    });
  const settled = settledBy(question, answers);
  if (settled !== undefined) await markUsed(pool, runId, interruptId);
  return settled;
}

function answerText(answer: Answer, question: Question, number: number): string {
  if (answer.kind === 'no') return `${answer.by} said no: ${answer.reason}`;
  if (answer.kind === 'text') return `${answer.by} answered: ${answer.text}`;
  const needed = neededFor(question);
  return `${answer.by} said yes to ${yesTo(question)}${needed === 1 ? '' : `, ${number} of ${needed}`}`;
}

function yesTo(question: Question): string {
  if (question.kind === 'approval') return `migration ${question.hash.slice(0, 12)}`;
  return question.kind === 'budget' ? `going on up to ${question.raisedTo}` : question.title;
}
