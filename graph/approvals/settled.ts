import type { Answer, Question, Resolution } from '../question.ts';

/** How many yeses it takes. */
export const neededFor = (question: Question): number =>
  question.kind === 'approval' ? question.approvers.count : 1;

/** Whether a question has its answer: a no, words, or as many yeses as it takes. */
export const isSettled = (question: Question, answers: readonly Answer[]): boolean =>
  settledBy(question, answers) !== undefined;

/** What the answers to one question, oldest first, come to; undefined while more people have to say yes. */
export function settledBy(question: Question, answers: readonly Answer[]): Resolution | undefined {
  const other = answers.find((answer) => answer.kind !== 'yes');
  if (other !== undefined) return other;
  const yeses = answers.filter((answer) => answer.kind === 'yes');
  const last = yeses.at(-1);
  if (last === undefined || yeses.length < neededFor(question)) return undefined;
  const voices = yeses.map(({ by, at, unattended }) => ({ by, at, ...(unattended && { unattended }) }));
  return { ...last, voices };
}

/** `approved by ana at 2026-01-01T00:00:00.000Z` */
export function inWords({ kind, by, at }: Answer): string {
  const did = { yes: 'approved', no: 'rejected', text: 'answered' }[kind];
  return `${did} by ${by} at ${at}`;
}
