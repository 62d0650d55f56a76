import { type Command, InvalidArgumentError } from 'commander';
import { type LiveRun, listLive } from '../../graph/queue/list-live.ts';
import type { LiveStatus } from '../../graph/queue/live-status.ts';
import { runStatuses } from '../../graph/store/runs.ts';
import { type CommonOptions, positive, withJson, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { runsTable } from '../output/runs.ts';
import { listPending } from '../pending.ts';
import { Session } from '../session.ts';
import { sinceOf } from '../since.ts';

interface RunsOptions extends CommonOptions {
  readonly status?: readonly LiveStatus[];
  readonly waiting?: boolean;
  readonly target?: string;
  readonly requester?: string;
  readonly since?: Date;
  readonly limit: number;
  readonly pending?: boolean;
}

const known: readonly LiveStatus[] = ['queued', ...runStatuses];

export function runsCommand(program: Command): void {
  withJson(withWorkspace(program.command('runs')))
    .description('list runs, newest first; or what they left to do')
    .option('--status <status>', `only these, with commas between: ${known.join(', ')}`, statuses)
    .option('--waiting', 'only those that wait for a person')
    .option('--target <text>', 'only those whose target holds this text, e.g. the name of the database')
    .option('--requester <name>', 'only those that this person or account asked for')
    .option('--since <when>', 'only those begun since: 90min, 2h, 3d, 1w, or a date', (value) =>
      sinceOf(value),
    )
    .option('--limit <n>', 'at most this many', positive, 20)
    .option('--pending', 'what merged migrations of this target left to later ones')
    .action(async (options: RunsOptions) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      if (options.pending === true) {
        await listPending(options, session, channel);
        return;
      }
      const { pool } = await session.state();
      const { target, requester, since, limit } = options;
      const wanted = [...(options.status ?? []), ...(options.waiting === true ? ['waiting' as const] : [])];
      const status = wanted.length === 0 ? undefined : wanted;
      const runs = await listLive(pool, { status, target, requester, since, limit });
      const { print, style } = channel;
      if (runs.length > 0) {
        const { isTTY, columns } = process.stdout;
        for (const line of runsTable(runs, style, isTTY ? columns : undefined)) print(line);
      } else print(style.dim(nothing(options, wanted)));
      channel.result({ type: 'result', runs: runs.map(briefly) });
    });
}

/** Given several times, too. @throws InvalidArgumentError */
function statuses(value: string, before: readonly LiveStatus[] = []): readonly LiveStatus[] {
  const given = value.split(',').map((one) => one.trim().replaceAll(' ', '_'));
  const unknown = given.filter((one) => !known.some((status) => status === one));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`"${unknown.join('", "')}" is none of ${known.join(', ')}`);
  return [...before, ...known.filter((status) => given.includes(status))];
}

function nothing({ target, requester, since }: RunsOptions, status: readonly LiveStatus[]): string {
  if (target === undefined && requester === undefined && since === undefined)
    return status.length === 0
      ? 'no runs yet: npx godwit run ISSUE.md'
      : `no run is ${status.map((one) => one.replaceAll('_', ' ')).join(' or ')}`;
  return 'no run is like that; fewer filters find more';
}

const briefly = ({ id, status, title, createdAt, updatedAt, spec, question }: LiveRun) => ({
  run: id,
  status,
  title,
  createdAt,
  updatedAt,
  target: spec.target,
  workspace: spec.workspace,
  requester: spec.requester,
  /** What kind of answer it waits for. */
  question: question?.kind ?? null,
});
