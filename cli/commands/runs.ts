import { type Command, Option } from 'commander';
import { type LiveStatus, liveStatus } from '../../graph/queue/live-status.ts';
import { listRuns, type Run, type RunStatus, runStatuses } from '../../graph/store/runs.ts';
import { type CommonOptions, positive, withJson, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { listPending } from '../pending.ts';
import { Session } from '../session.ts';

interface RunsOptions extends CommonOptions {
  readonly status?: RunStatus;
  readonly limit: number;
  readonly pending?: boolean;
}

export function runsCommand(program: Command): void {
  withJson(withWorkspace(program.command('runs')))
    .description('list runs, newest first; or what they left to do')
    .addOption(new Option('--status <status>', 'only these').choices(runStatuses))
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
      const { status, limit } = options;
      const stored = status !== undefined && maybeKilled.includes(status) ? maybeKilled : status && [status];
      const listed = await listRuns(pool, { status: stored, limit });
      const live = await Promise.all(
        listed.map(async (run) => ({ ...run, status: await liveStatus(pool, run) })),
      );
      const runs = live.filter((run) => status === undefined || run.status === status);
      for (const run of runs) {
        const shown = run.status.replaceAll('_', ' ').padEnd(16);
        channel.print(`${run.id}  ${shown}  ${ago(run.createdAt).padEnd(8)}  ${escaped(run.title)}`);
      }
      if (runs.length === 0)
        channel.print(
          channel.style.dim(
            status === undefined ? 'no runs yet: npx godwit run ISSUE.md' : `no run is ${status}`,
          ),
        );
      channel.result({ type: 'result', runs: runs.map(briefly) });
    });
}

/** What is stored as the first may be the second by now. */
const maybeKilled: readonly RunStatus[] = ['running', 'interrupted'];

const briefly = ({
  id,
  status,
  title,
  createdAt,
  updatedAt,
  spec,
}: Omit<Run, 'status'> & { status: LiveStatus }) => ({
  run: id,
  status,
  title,
  createdAt,
  updatedAt,
  target: spec.target,
  workspace: spec.workspace,
});

function ago(date: Date): string {
  const minutes = Math.floor((Date.now() - date.getTime()) / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
