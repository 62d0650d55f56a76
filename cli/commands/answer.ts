import type { Command } from 'commander';
import { exitOf } from '../../graph/engine/result.ts';
import { ApprovalMismatch, NothingToAnswer } from '../../graph/errors.ts';
import type { Answer, Question } from '../../graph/question.ts';
import { findRun, type Run } from '../../graph/store/runs.ts';
import { answerer, answerMode, userName } from '../answers.ts';
import { drive } from '../drive.ts';
import { type CommonOptions, withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

/** Shorter beginnings of a hash could be guessed, or meant for other SQL. */
const shortestHash = 8;

/** `approve`, `reject` and `answer`: what a person says to a run that waits. */
export function answerCommands(program: Command): void {
  common(program.command('approve'))
    .description('agree to exactly what a run waits with, its SQL or more to spend, and let it go on')
    .argument('<hash>', `hash of what is asked, at least ${shortestHash} digits; godwit show RUN prints it`)
    .action((id: string, hash: string, options: CommonOptions) =>
      answer(id, options, (question, run, bound) => {
        if (hash.length < shortestHash || !question.hash.startsWith(hash)) {
          throw new ApprovalMismatch(run.id, question.hash, hash);
        }
        return { kind: 'yes', ...bound };
      }),
    );
  common(program.command('reject'))
    .description('say no to what a run waits with; nothing more happens to production')
    .option('--reason <text>', 'why', 'no reason given')
    .action((id: string, options: CommonOptions & { reason: string }) =>
      answer(id, options, (_, __, bound) => ({ kind: 'no', ...bound, reason: options.reason })),
    );
  common(program.command('answer'))
    .description('answer a question that a run has put to the requester')
    .argument('<text>', 'the answer')
    .action((id: string, text: string, options: CommonOptions) =>
      answer(id, options, (question, run, bound) => {
        if (question.kind !== 'clarification') {
          throw new NothingToAnswer(`run ${run.id} asks for a yes or a no, not for words`, {
            hint: `godwit approve ${run.id} ${question.hash.slice(0, 12)}`,
          });
        }
        return { kind: 'text', ...bound, text };
      }),
    );
}

const common = (command: Command): Command =>
  withJson(command)
    .argument('<run>', 'id of the run, or the beginning of it')
    .option('--database <url>', 'the target the run was started on (else DATABASE_URL, else embedded)')
    .option('--model <model>', 'another model than the run was started with');

type Bound = Pick<Answer, 'callId' | 'hash' | 'by' | 'at'>;

async function answer(
  id: string,
  options: CommonOptions,
  decide: (question: Question, run: Run, bound: Bound) => Answer,
): Promise<void> {
  const channel = openChannel(options.json === true, process);
  await using session = new Session(process.env, channel);
  const run = await findRun((await session.state()).pool, id);
  const { question } = run;
  if (run.status !== 'waiting' || question === null) {
    throw new NothingToAnswer(
      `run ${run.id} does not wait for anybody: it is ${run.status.replaceAll('_', ' ')}`,
    );
  }
  const { callId, hash } = question;
  const given = decide(question, run, { callId, hash, by: userName(), at: new Date().toISOString() });
  const result = await drive(
    { kind: 'resume', run, answer: given },
    options,
    answerer(answerMode(options, process), channel),
    channel,
    session,
  );
  process.exitCode = exitOf[result.status];
}
