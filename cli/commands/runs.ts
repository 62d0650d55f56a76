import { type Command, Option } from 'commander';
import { isLeased } from '../../graph/store/lease.ts';
import { listRuns, type Run, type RunStatus, runStatuses } from '../../graph/store/runs.ts';
import { positive, withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { Session } from '../session.ts';

export function runsCommand(program: Command): void {
  withJson(program.command('runs'))
    .description('list runs, newest first')
    .addOption(new Option('--status <status>', 'only these').choices(runStatuses))
    .option('--limit <n>', 'at most this many', positive, 20)
    .action(async (options: { status?: RunStatus; limit: number; json?: boolean }) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      const { pool } = await session.state();
      const runs = await listRuns(pool, { status: options.status, limit: options.limit });
      const { dim } = channel.style;
      for (const run of runs) {
        const status = await shownStatus(run, (id) => isLeased(pool, id));
        channel.print(
          `${run.id}  ${status.padEnd(16)}  ${ago(run.createdAt).padEnd(8)}  ${escaped(run.title)}`,
        );
      }
      if (runs.length === 0) channel.print(dim('no runs yet: npx godwit run ISSUE.md'));
      channel.result({ type: 'result', runs: runs.map(briefly) });
    });
}

/** A run that counts as running but that no process holds was killed. */
export async function shownStatus(run: Run, isHeld: (id: string) => Promise<boolean>): Promise<string> {
  if (run.status === 'running' && !(await isHeld(run.id))) return 'killed: resume';
  return run.status.replaceAll('_', ' ');
}

const briefly = ({ id, status, title, createdAt, updatedAt, spec }: Run) => ({
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
