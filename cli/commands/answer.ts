import type { Command } from 'commander';
import { exitCode } from '../../errors.ts';
import { type Decided, type Decision, shortestHash } from '../../graph/approvals/decide.ts';
import { exitOf } from '../../graph/engine/result.ts';
import { NothingToAnswer, RunIsBusy } from '../../graph/errors.ts';
import type { Question } from '../../graph/question.ts';
import { liveStatus } from '../../graph/queue/live-status.ts';
import { findRun, type Run } from '../../graph/store/runs.ts';
import { answerer, answerMode, userName } from '../answers.ts';
import { drive } from '../drive.ts';
import { type CommonOptions, withJson } from '../options.ts';
import { type Channel, openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

/** `approve`, `reject` and `answer`: what a person says to a run that waits. */
export function answerCommands(program: Command): void {
  common(program.command('approve'))
    .description('agree to exactly what a run waits with, its SQL or more to spend, and let it go on')
    .argument('<hash>', `hash of what is asked, at least ${shortestHash} digits; godwit show RUN prints it`)
    .action((id: string, hash: string, options: CommonOptions) =>
      answer(id, options, () => ({ kind: 'yes', hash, ...now() })),
    );
  common(program.command('reject'))
    .description('say no to what a run waits with; nothing more happens to production')
    .option('--reason <text>', 'why', 'no reason given')
    .action((id: string, options: CommonOptions & { reason: string }) =>
      answer(id, options, (run) => ({ kind: 'no', ...asked(run), ...now(), reason: options.reason })),
    );
  common(program.command('answer'))
    .description('answer a question that a run has put to the requester')
    .argument('<text>', 'the answer')
    .action((id: string, text: string, options: CommonOptions) =>
      answer(id, options, (run) => ({ kind: 'text', ...asked(run), ...now(), text })),
    );
}

const common = (command: Command): Command =>
  withJson(command)
    .argument('<run>', 'id of the run, or the beginning of it')
    .option('--database <url>', 'the target the run was started on (else DATABASE_URL, else embedded)')
    .option('--model <model>', 'another model than the run was started with');

const now = () => ({ by: userName(), at: new Date().toISOString() });

/** What the run waits with, for those who do not name it themselves. */
function asked({ id, status, question }: Run): Pick<Question, 'callId' | 'hash'> {
  if (question === null)
    throw new NothingToAnswer(`run ${id} does not wait for anybody: it is ${status.replaceAll('_', ' ')}`);
  const { callId, hash } = question;
  return { callId, hash };
}

async function answer(id: string, options: CommonOptions, decide: (run: Run) => Decision): Promise<void> {
  const channel = openChannel(options.json === true, process);
  await using session = new Session(process.env, channel);
  const run = await findRun((await session.state()).pool, id);
  let decided: Decided | undefined;
  const given = decide(run);
  if (run.spec.queued === true) {
    const { decideQueued } = await import('../../graph/queue/decide.ts');
    const { pool } = await session.state();
    tell(await decideQueued(pool, run, given), channel);
    channel.print(`  stored; a worker goes on with it: npx godwit show ${run.id} --follow`);
    channel.result({ type: 'result', run: run.id, status: await liveStatus(pool, run) });
    return;
  }
  const others = answerer(answerMode(options, process), channel);
  try {
    const result = await drive(
      { kind: 'resume', run, decision: given },
      options,
      // Whoever has said what they say to this is not asked again while it waits for others.
      async (question) => (question.hash.startsWith(given.hash) ? undefined : others(question)),
      channel,
      session,
      (came) => {
        decided = came;
        tell(came, channel);
      },
    );
    process.exitCode = exitOf[result.status];
  } catch (error) {
    if (decided === undefined || !(error instanceof RunIsBusy)) throw error;
    // What was said is stored; whoever works on the run takes it.
    channel.print(`  ${error.message}, and takes it from here: npx godwit show ${run.id}`);
    channel.result({ type: 'result', run: run.id, status: 'running' });
    process.exitCode = exitCode.done;
  }
}

function tell(decided: Decided, { note }: Channel): void {
  if (decided.is === 'repeated') note(`  already ${decided.earlier}: it counts once`);
  if (decided.is === 'counted')
    note(`  ${decided.said} of ${decided.needed} people have said yes; the run waits for the others`);
}
