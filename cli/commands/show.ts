import type { Command } from 'commander';
import type pg from 'pg';
import { approveCommand } from '../../graph/approvals/errors.ts';
import { inWords, isSettled } from '../../graph/approvals/settled.ts';
import { spendingLines } from '../../graph/budget/words.ts';
import { exitOf } from '../../graph/engine/result.ts';
import type { OfferedFollowUp } from '../../graph/follow-ups/follow-up.ts';
import { type LiveStatus, liveStatus } from '../../graph/queue/live-status.ts';
import { jobOf } from '../../graph/queue/queue.ts';
import { openDecisions } from '../../graph/store/decisions.ts';
import { relatedRuns } from '../../graph/store/related-runs.ts';
import { findRun, type Run } from '../../graph/store/runs.ts';
import { findSaid } from '../../graph/store/said.ts';
import { spendingOf } from '../../graph/store/spending.ts';
import { listEvents } from '../../graph/store/timeline.ts';
import { askedKey } from '../../triggers/conversation/outbox.ts';
import { follow } from '../follow.ts';
import { withJson } from '../options.ts';
import { type Channel, openChannel } from '../output/channel.ts';
import { later } from '../output/later.ts';
import { showQuestion } from '../output/question.ts';
import { tieLines, tiesOf } from '../output/related.ts';
import { escaped } from '../output/style.ts';
import { Session } from '../session.ts';

export function showCommand(program: Command): void {
  withJson(program.command('show'))
    .description('tell what a run did, what it waits for, and where its report is')
    .argument('<run>', 'id of the run, or the beginning of it')
    .option('--follow', 'tell what happens as it happens, until the run ends or waits for a person')
    .action(async (id: string, options: { json?: boolean; follow?: boolean }) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      const state = await session.state();
      const { pool, checkpointer } = state;
      const found = await findRun(pool, id);
      const { style, print } = channel;
      print(style.bold(escaped(found.title)));
      print(`  run        ${found.id}`);
      print(`  status     ${(await liveStatus(pool, found)).replaceAll('_', ' ')}`);
      print(`  target     ${found.spec.target}`);
      print(`  workspace  ${found.spec.workspace}`);
      print(`  started    ${found.createdAt.toISOString()} by ${escaped(found.spec.requester)}`);
      const ties = tiesOf(found, await relatedRuns(pool, found.id));
      for (const line of tieLines(ties)) print(line);
      const followed = options.follow === true ? await follow(found, state, channel) : undefined;
      const { run, status } = followed ?? (await told(found, pool, channel));
      if (followed !== undefined) {
        print(`\n  status     ${status.replaceAll('_', ' ')}`);
        process.exitCode = exitOf[followed.status];
      }
      const spending = await spendingOf(checkpointer, run.id, run.result);
      if (run.question !== null) print(showQuestion(run.question, style));
      const decisions = await openDecisions(pool, run);
      const asked = await askedAt(pool, run);
      if (asked !== null) print(`  asked on ${asked}`);
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
      const lastError = run.spec.queued === true ? (await jobOf(pool, run.id))?.lastError : null;
      if (lastError) print(`\n  last try   ${escaped(lastError)}`);
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
        asked,
        decisions,
        spending,
        ...ties,
        result,
      });
    });
}

/** Where a person reads the question, besides here. */
async function askedAt(pool: pg.Pool, run: Run): Promise<string | null> {
  const key = askedKey(run);
  const asked = key === undefined ? 'never' : await findSaid(pool, run.id, key);
  return typeof asked === 'object' ? asked.url : null;
}

/** What happened so far. */
async function told(run: Run, pool: pg.Pool, channel: Channel): Promise<{ run: Run; status: LiveStatus }> {
  for (const event of await listEvents(pool, run.id)) channel.event(run.id, event);
  return { run, status: await liveStatus(pool, run) };
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
