import { join } from 'node:path';
import { type ExitCode, exitCode, GodwitError } from '../../errors.ts';
import { isBareAssent } from '../../graph/approvals/assent.ts';
import { approveCommand } from '../../graph/approvals/errors.ts';
import { exitOf, type RunResult } from '../../graph/engine/result.ts';
import type { Answer, Question } from '../../graph/question.ts';
import { listRuns } from '../../graph/store/runs.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { requestFromText } from '../../triggers/issue-file.ts';
import { userName } from '../answers.ts';
import { drive } from '../drive.ts';
import { Interrupted } from '../interrupt.ts';
import type { CommonOptions } from '../options.ts';
import type { Channel } from '../output/channel.ts';
import { showQuestion } from '../output/question.ts';
import { escaped } from '../output/style.ts';
import { reportError } from '../report-error.ts';
import type { Session } from '../session.ts';
import type { Lines } from './lines.ts';
import { readAnswer } from './read-answer.ts';

const help = `  Say what should change, e.g. "Add a difficulty column to tasks, 1 to 10, default 5".
  A \\ at the end of a line goes on in the next one.
  /later  leave a question open; the run waits       /help  this
  /quit   the end, as Ctrl-D                          Ctrl-C stops a run, which can be resumed`;

interface Chat {
  readonly lines: Lines;
  readonly channel: Channel;
  readonly session: Session;
  readonly options: CommonOptions;
  /** A person sees what is asked at the moment it is asked. */
  readonly terminal: boolean;
}

/** Request, questions, progress, approval, result, and the next request; until nobody says anything more. */
export async function converse(chat: Chat): Promise<ExitCode | typeof Interrupted.exit> {
  const { lines, channel, terminal } = chat;
  channel.print(`${channel.style.bold('godwit chat')}\n${channel.style.dim(help)}`);
  let exit: ExitCode | typeof Interrupted.exit = exitCode.done;
  for (let requests = 1; ; ) {
    const said = asCommand((await lines.next('\n> '))?.trim());
    // At a terminal each request told its own end.
    if (said === undefined || said === '/quit') return terminal ? exitCode.done : exit;
    if (said === '') continue;
    if (said.startsWith('/')) {
      channel.print(said === '/help' ? help : `There is no ${said.split(/\s/)[0]}.\n${help}`);
      continue;
    }
    try {
      if (isBareAssent(said) && (await namedApprovals(chat))) {
        exit = exitCode.waiting;
        continue;
      }
      exit = exitOf[(await carry(said, requests++, chat)).status];
    } catch (error) {
      if (error instanceof Interrupted || (error instanceof Error && error.cause instanceof Interrupted)) {
        exit = Interrupted.exit;
        // Whoever stops a script means the script.
        if (!terminal) return exit;
      } else if (error instanceof GodwitError) exit = reportError(error, channel.json);
      else throw error;
    }
  }
}

/** `help`, as one says it to a shell: no request is that short. */
function asCommand(said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  if (/^(?:help|\?)$/i.test(said)) return '/help';
  return /^(?:exit|quit)$/i.test(said) ? '/quit' : said;
}

/** A yes to nothing in particular is no request: says which command is a yes to which run; false where none waits. */
async function namedApprovals({ channel, session, options }: Chat): Promise<boolean> {
  const { pool } = await session.state();
  const { root } = await openWorkspace(options.workspace);
  const runs = await listRuns(pool, { status: ['waiting'], limit: 20 });
  const waiting = runs.filter(
    ({ spec, question }) => spec.workspace === root && question?.kind === 'approval',
  );
  if (waiting.length === 0) return false;
  channel.note('  A yes names the run and what it is to:');
  for (const { id, title, question } of waiting)
    channel.note(`  ${approveCommand(id, question?.hash ?? '')}  ${escaped(title)}`);
  return true;
}

function carry(said: string, number: number, chat: Chat): Promise<RunResult> {
  const { options, channel, session } = chat;
  // One recording is one run.
  const recorded = options.record === undefined ? {} : { record: join(options.record, String(number)) };
  return drive(
    { kind: 'start', request: requestFromText(said) },
    { ...options, ...recorded },
    (question, run) => ask(question, run, chat),
    channel,
    session,
  );
}

async function ask(
  question: Question,
  run: string,
  { lines, channel, terminal }: Chat,
): Promise<Answer | undefined> {
  channel.print(showQuestion(question, channel.style));
  channel.result({ type: 'question', ...question });
  for (;;) {
    const line = await lines.next(question.kind === 'clarification' ? 'answer> ' : 'yes or no> ');
    const reading =
      line === undefined
        ? { is: 'later' as const }
        : readAnswer(line, question, userName(), { namesHash: !terminal, run });
    if (reading.is === 'answer') return reading.answer;
    if (reading.is === 'later') return undefined;
    channel.note(`  ${reading.say}`);
  }
}
