import { offered } from '../graph/follow-ups/follow-up.ts';
import { pendingFollowUps } from '../graph/follow-ups/pending.ts';
import { describeTarget } from '../postgres/provider.ts';
import { openWorkspace } from '../tools/workspace/index.ts';
import type { CommonOptions } from './options.ts';
import type { Channel } from './output/channel.ts';
import { day } from './output/day.ts';
import { escaped } from './output/style.ts';
import type { Session } from './session.ts';

/** `runs --pending`: what merged migrations left to later ones, the earliest first. */
export async function listPending(options: CommonOptions, session: Session, channel: Channel): Promise<void> {
  const workspace = await openWorkspace(options.workspace);
  const provider = await session.provider(workspace, options.database);
  const { pool } = await session.state();
  const target = describeTarget(provider.identity());
  const open = await pendingFollowUps(pool, target, provider);
  const { style, print } = channel;
  const today = day(new Date());
  for (const followUp of open) {
    const { what, notBefore, command } = offered(followUp);
    const due = notBefore <= today;
    print(`${due ? style.yellow(notBefore) : notBefore}  ${style.bold(escaped(what))}`);
    print(
      style.dim(`            left by ${followUp.run}, ${day(followUp.since)}: ${escaped(followUp.runTitle)}`),
    );
    if (followUp.caution !== null) print(`            ${style.red(escaped(followUp.caution))}`);
    print(`            ${escaped(command)}`);
  }
  if (open.length === 0) print(style.dim(`nothing is left to do on ${target}`));
  channel.result({
    type: 'result',
    target,
    pending: open.map((followUp) => ({
      ...offered(followUp),
      operations: followUp.operations,
      archive: followUp.archive,
      run: followUp.run,
      title: followUp.runTitle,
      version: followUp.version,
      since: followUp.since,
      caution: followUp.caution,
    })),
  });
}
