import type { Command } from 'commander';
import { approveCommand } from '../../graph/approvals/errors.ts';
import { inWords, isSettled } from '../../graph/approvals/settled.ts';
import { spendingLines } from '../../graph/budget/words.ts';
import type { OfferedFollowUp } from '../../graph/follow-ups/follow-up.ts';
import { liveStatus } from '../../graph/queue/live-status.ts';
import { openDecisions } from '../../graph/store/decisions.ts';
import { findRun } from '../../graph/store/runs.ts';
import { spendingOf } from '../../graph/store/spending.ts';
import { listEvents } from '../../graph/store/timeline.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { later } from '../output/later.ts';
import { showQuestion } from '../output/question.ts';
import { escaped } from '../output/style.ts';
import { Session } from '../session.ts';

export function showCommand(program: Command): void {
  withJson(program.command('show'))
    .description('tell what a run did, what it waits for, and where its report is')
    .argument('<run>', 'id of the run, or the beginning of it')
    .action(async (id: string, options: { json?: boolean }) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      const { pool, checkpointer } = await session.state();
      const run = await findRun(pool, id);
      const spending = await spendingOf(checkpointer, run.id, run.result);
      const { style, print } = channel;
      print(style.bold(escaped(run.title)));
      print(`  run        ${run.id}`);
      const status = await liveStatus(pool, run);
      print(`  status     ${status.replaceAll('_', ' ')}`);
      print(`  target     ${run.spec.target}`);
      print(`  workspace  ${run.spec.workspace}`);
      print(`  started    ${run.createdAt.toISOString()} by ${escaped(run.spec.requester)}`);
      for (const event of await listEvents(pool, run.id)) channel.event(run.id, event);
      if (run.question !== null) print(showQuestion(run.question, style));
      const decisions = await openDecisions(pool, run);
      for (const answer of decisions) print(`  ${escaped(inWords(answer))}`);
      if (run.question !== null && isSettled(run.question, decisions)) print(`  npx godwit resume ${run.id}`);
      else if (run.question?.kind === 'approval' || run.question?.kind === 'budget')
        print(`  ${approveCommand(run.id, run.question.hash)}`);
      const { result } = run;
      if (status === 'interrupted') {
        print(
          `\n  stopped    ${escaped(run.status === 'interrupted' ? (reasonOf(result) ?? 'no reason is known') : 'its process was killed')}`,
        );
        print(`  go on      npx godwit resume ${run.id}`);
      }
      for (const [index, line] of spendingLines(spending).entries())
        print(`${index === 0 ? '\n  cost       ' : '             '}${escaped(line)}`);
      if (isReported(result)) print(`\n  report     ${result.report}`);
      for (const line of later(offersOf(result), style)) print(line);
      channel.result({
        type: 'result',
        run: run.id,
        status,
        title: run.title,
        createdAt: run.createdAt,
        question: run.question,
        spending,
        result,
      });
    });
}

const isReported = (result: unknown): result is { report: string } =>
  typeof result === 'object' && result !== null && 'report' in result && typeof result.report === 'string';

const offersOf = (result: unknown): readonly OfferedFollowUp[] =>
  typeof result === 'object' && result !== null && 'followUps' in result && Array.isArray(result.followUps)
    ? result.followUps
    : [];

const reasonOf = (result: unknown): string | undefined =>
  typeof result === 'object' && result !== null && 'error' in result && typeof result.error === 'string'
    ? result.error
    : undefined;
