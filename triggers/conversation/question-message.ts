import { type Approvers, isSamePerson, whoApproves } from '../../graph/approvals/approvers.ts';
import type { Question } from '../../graph/question.ts';
import { code, facts, line, type Message, numbered, type Part } from './message.ts';
import { exactWords, type Grammar } from './words.ts';

/** What a run asks: first what it is about, then how to answer, then what to look at. */
export function questionMessage(runId: string, question: Question, grammar: Grammar): Message {
  switch (question.kind) {
    case 'clarification':
      return {
        title: question.questions.length === 1 ? 'One question before this can be planned' : question.title,
        parts: [
          ...facts(question.hazards.map((text) => `hazard: ${text}`)),
          ...facts(question.understood.map((text) => `understood: ${text}`)),
          numbered(question.questions),
          answerWords(grammar, question.questions.length),
          ofRun(runId),
        ],
      };
    case 'approval': {
      const { risk } = question;
      return {
        title: `To approve: ${line(question.title)}`,
        wanted: wantedFor(question.approvers),
        parts: [
          ...facts([
            `risk: ${risk.class}${risk.reasons.map(({ text }) => `, ${text}`).join('')}`,
            `may approve: ${whoApproves(question.approvers)}${grammar.rights === undefined ? '' : `; ${grammar.rights}`}`,
            `until: ${minute(question.expires)}`,
            ...question.notes,
          ]),
          ...yesOrNo(runId, question.hash, grammar),
          code('Migration', 'sql', question.up, runId),
          code('Rollback', 'sql', question.down, runId),
          ...facts(question.facts, 'Measured on a branch'),
        ],
      };
    }
    case 'confirmation':
      return {
        title: line(question.title),
        parts: [
          { is: 'text', text: line(question.reason) },
          ...yesOrNo(runId, question.hash, grammar),
          code(question.tool, 'json', question.input, runId),
        ],
      };
    case 'budget':
      return {
        title: line(question.title),
        parts: [
          { is: 'text', text: `A yes lets it go on up to ${question.raisedTo}.` },
          ...yesOrNo(runId, question.hash, grammar),
          ...facts(question.spent, 'Spent so far'),
        ],
      };
  }
}

function answerWords(grammar: Grammar, count: number): Part {
  const all = count === 1 ? '' : ', all of it in one';
  return grammar.plainAnswers
    ? { is: 'text', text: `Answer here, in plain words${all}.` }
    : { is: 'words', to: `Answer with a comment${all}`, words: exactWords.answer(grammar) };
}

/** Both ways to decide, to be copied. */
export const yesOrNo = (runId: string, hash: string, grammar: Grammar): Part[] => [
  { is: 'words', to: 'Approve', words: exactWords.approve(grammar, runId, hash) },
  { is: 'words', to: 'Reject', words: exactWords.reject(grammar, runId) },
];

const ofRun = (runId: string): Part => ({ is: 'text', text: `Run ${runId} waits for it.` });

/** Those who are named, and count. */
const wantedFor = ({ named, except }: Approvers): readonly string[] =>
  (named ?? []).filter((name) => !except.some((one) => isSamePerson(one, name)));

const minute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
