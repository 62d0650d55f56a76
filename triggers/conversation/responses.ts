import type { GodwitError } from '../../errors.ts';
import type { Decided, Decision } from '../../graph/approvals/decide.ts';
import type { Question } from '../../graph/question.ts';
import type { Run } from '../../graph/store/runs.ts';
import { line, type Message, type Part } from './message.ts';
import type { Reply } from './place.ts';
import { yesOrNo } from './question-message.ts';
import type { Open } from './respond.ts';
import { exactWords, type Grammar, type Verb } from './words.ts';

/** What is said to somebody who said something; the key tells what of it is said only once. */
export interface Response {
  readonly run: string;
  readonly key: string;
  readonly message: Message;
}

/** Once a message. */
const toReply = (reply: Reply, run: Run, message: Message): Response => ({
  run: run.id,
  key: `reply ${reply.id}`,
  message,
});

/** Once a person and question: who goes on talking is not answered each time. */
const oncePerPerson = (what: string, reply: Reply, run: Run, message: Message): Response => ({
  run: run.id,
  key: `${what} ${run.interruptId} ${reply.names[0]}`,
  message,
});

export function taken(reply: Reply, run: Run, decision: Decision, decided: Decided): Response {
  const goesOn: Part[] =
    run.spec.queued === true
      ? [{ is: 'text', text: `A worker goes on with run ${run.id}.` }]
      : [{ is: 'words', to: 'Stored. It goes on with', words: `npx godwit resume ${run.id}` }];
  const { by } = decision;
  switch (decided.is) {
    case 'settled': {
      const did = { yes: 'Approved', no: 'Rejected', text: 'Answered' }[decision.kind];
      return toReply(reply, run, { title: `${did} by ${by}`, parts: goesOn });
    }
    case 'counted':
      return toReply(reply, run, {
        title: `${by} says yes: ${decided.said} of ${decided.needed}`,
        parts: [{ is: 'text', text: 'It waits for the others.' }],
      });
    case 'repeated':
      return toReply(reply, run, { title: `Already ${decided.earlier}: it counts once`, parts: [] });
  }
}

export function refused(
  reply: Reply,
  run: Run,
  question: Question,
  error: GodwitError,
  grammar: Grammar,
): Response {
  const wayOut: readonly Part[] = ['approval-mismatch', 'words-are-no-approval'].includes(error.code)
    ? yesOrNo(run.id, question.hash, grammar)
    : error.hint === undefined
      ? []
      : [{ is: 'text', text: line(error.hint) }];
  return toReply(reply, run, { title: `It does not count: ${line(error.message)}`, parts: wayOut });
}

export const notAllowed = (reply: Reply, run: Run, verb: Verb, why: string): Response =>
  oncePerPerson('refused', reply, run, {
    title: `${reply.names[0]} cannot ${verb} this: ${line(why)}`,
    parts: [{ is: 'text', text: `Run ${run.id} still waits.` }],
  });

/** Others may have read something else in it. */
export const edited = (reply: Reply, run: Run): Response =>
  toReply(reply, run, {
    title: 'It was edited, so it does not count',
    parts: [{ is: 'text', text: 'Say it anew.' }],
  });

/** What was agreed to is what somebody else made of the question. */
export const changedQuestion = (reply: Reply, run: Run): Response =>
  toReply(reply, run, {
    title: 'It does not count: the question was edited or deleted, and may have shown something else',
    parts: [{ is: 'words', to: 'It is read and approved on a terminal', words: `npx godwit show ${run.id}` }],
  });

/** "Go ahead", or a command of which a part is missing: what it takes, to be copied. */
export const missingPart = (
  reply: Reply,
  words: { readonly says: 'assent' | 'part'; readonly text: string },
  open: readonly Open[],
  grammar: Grammar,
): Response | undefined => {
  const [first] = open;
  if (first === undefined) return undefined;
  const message: Message = {
    title: `"${line(words.text).slice(0, 60)}" decides nothing; exactly these words do`,
    parts: open.flatMap(({ run }) => waysOf(run, grammar)),
  };
  return words.says === 'part'
    ? toReply(reply, first.run, message)
    : oncePerPerson('words', reply, first.run, message);
};

/** Where several runs wait. */
export const whichRun = (reply: Reply, open: readonly Open[], grammar: Grammar): Response | undefined => {
  const [first] = open;
  return (
    first &&
    toReply(reply, first.run, {
      title: `${open.length} runs wait here: it has to name one`,
      parts: open.flatMap(({ run }) => waysOf(run, grammar, run.id)),
    })
  );
};

/** The requester says something where only a command answers. */
export const plainHint = (reply: Reply, run: Run, grammar: Grammar): Response =>
  oncePerPerson('hint', reply, run, {
    title: 'Is that the answer? A comment that begins so is taken as one',
    parts: waysOf(run, grammar),
  });

const waysOf = ({ id, question }: Run, grammar: Grammar, named?: string): readonly Part[] => {
  if (question === null) return [];
  return question.kind === 'clarification'
    ? [{ is: 'words', to: 'Answer', words: exactWords.answer(grammar, named) }]
    : yesOrNo(id, question.hash, grammar);
};
