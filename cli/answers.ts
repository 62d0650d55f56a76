import { userInfo } from 'node:os';
import { objectionTo } from '../graph/approvals/objection.ts';
import type { Answer, Question } from '../graph/question.ts';
import type { Channel } from './output/channel.ts';
import { showQuestion } from './output/question.ts';

/** Who answers what a run asks. */
export type Mode =
  /** A person at the terminal. */
  | 'terminal'
  /** `--yes` */
  | 'yes'
  /** The demo without a terminal; on the example's own database. */
  | 'demo'
  /** Nobody: the run waits. */
  | 'wait';

export function answerMode(
  options: { yes?: boolean; json?: boolean },
  { stdin, stdout }: NodeJS.Process,
): Mode {
  if (options.yes === true) return 'yes';
  return stdin.isTTY && stdout.isTTY && options.json !== true ? 'terminal' : 'wait';
}

/** Answers as the mode says; `undefined` leaves the question open. */
export function answerer(mode: Mode, channel: Channel) {
  return async (question: Question): Promise<Answer | undefined> => {
    const bound = { callId: question.callId, hash: question.hash, at: new Date().toISOString() };
    const withoutPerson = question.kind !== 'clarification' && question.allowUnattended;
    if ((mode === 'yes' || mode === 'demo') && withoutPerson) {
      channel.print(showQuestion(question, channel.style));
      return {
        kind: 'yes',
        ...bound,
        unattended: true,
        by: mode === 'demo' ? 'the demo (no terminal)' : `${userName()} (--yes)`,
      };
    }
    if (mode === 'terminal') return askTerminal(question, channel, bound);
    if ((mode === 'yes' || mode === 'demo') && question.kind === 'approval') {
      const objection = objectionTo(question, { by: userName(), unattended: true });
      channel.note(`  ${objection?.message}. ${objection?.hint}`);
    }
    // A tool call that needs a yes is denied where nobody can give it; a merge or a question waits for a person.
    if (question.kind === 'confirmation') {
      return {
        kind: 'no',
        ...bound,
        by: 'unattended run',
        reason: withoutPerson
          ? 'nobody is there to confirm; run with --yes'
          : 'the policy wants a person at the terminal for this; --yes is not enough',
      };
    }
    return undefined;
  };
}

async function askTerminal(
  question: Question,
  { style, print }: Channel,
  bound: { callId: string; hash: string; at: string },
): Promise<Answer | undefined> {
  // Loaded when somebody is asked: it costs a tenth of a second that other commands do not need.
  const { confirm, isCancel, text } = await import('@clack/prompts');
  print(showQuestion(question, style));
  const by = userName();
  const objection = objectionTo(question, { by });
  if (objection !== undefined) {
    print(style.yellow(`  ${objection.message}. ${objection.hint}`));
    return undefined;
  }
  if (question.kind === 'clarification') {
    const answer = await text({ message: 'Your answer' });
    return isCancel(answer) || answer.trim() === ''
      ? undefined
      : { kind: 'text', ...bound, by, text: answer };
  }
  const yes = await confirm({
    message: prompts[question.kind](question.hash.slice(0, 12)),
    initialValue: false,
  });
  if (isCancel(yes)) return undefined;
  return yes
    ? { kind: 'yes', ...bound, by }
    : { kind: 'no', ...bound, by, reason: 'not approved at the terminal' };
}

const prompts: Readonly<Record<Exclude<Question['kind'], 'clarification'>, (hash: string) => string>> = {
  approval: (hash) => `Apply migration ${hash} to production?`,
  confirmation: () => 'Run it?',
  budget: () => 'Go on?',
};

export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without an entry in passwd, as in many containers.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
