import { approveCommand } from '../../graph/approvals/errors.ts';
import type { Answer, Question } from '../../graph/question.ts';

/** What a line of a conversation comes to as the answer to a question. */
export type Reading =
  | { readonly is: 'answer'; readonly answer: Answer }
  /** The question stays open; the run waits. */
  | { readonly is: 'later' }
  /** Said again, in words that show what can be said. */
  | { readonly is: 'unclear'; readonly say: string };

/** Digits of a hash that have to be named: as many as are shown. */
const shownDigits = 12;

/**
 * A person in front of the terminal has just read the question and says `yes`. From anywhere else a `yes` could be
 * meant for another question, so it names the hash of this one.
 */
export function readAnswer(
  line: string,
  question: Question,
  by: string,
  { namesHash, run }: { readonly namesHash: boolean; readonly run: string },
): Reading {
  const said = line.trim();
  const bound = { callId: question.callId, hash: question.hash, by, at: new Date().toISOString() };
  if (said === '' || said === '/later') return { is: 'later' };
  if (question.kind === 'clarification')
    return { is: 'answer', answer: { kind: 'text', ...bound, text: said } };

  const no = /^no?(?:[\s:,.]+(.*))?$/is.exec(said);
  if (no !== null)
    return {
      is: 'answer',
      answer: { kind: 'no', ...bound, reason: no[1]?.trim() || 'not approved in the chat' },
    };
  const wanted = question.hash.slice(0, shownDigits);
  const yes = /^y(?:es)?(?:\s+([0-9a-f]+))?$/i.exec(said);
  const named = yes?.[1]?.toLowerCase();
  const isNamed = named !== undefined && named.length >= shownDigits && question.hash.startsWith(named);
  if (yes !== null && (isNamed || (named === undefined && !namesHash)))
    return { is: 'answer', answer: { kind: 'yes', ...bound } };
  return {
    is: 'unclear',
    say: `Say "yes${namesHash || named !== undefined ? ` ${wanted}` : ''}", "no" with a reason, or /later. From anywhere: ${approveCommand(run, question.hash)}`,
  };
}
