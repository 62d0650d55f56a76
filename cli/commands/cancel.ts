import type { Command } from 'commander';
import { TargetMismatch } from '../../graph/errors.ts';
import { findRun } from '../../graph/store/runs.ts';
import { describeTarget } from '../../postgres/provider.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { userName } from '../answers.ts';
import { type CommonOptions, withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { summary } from '../output/summary.ts';
import { Session } from '../session.ts';

export function cancelCommand(program: Command): void {
  withJson(program.command('cancel'))
    .description('end a run that nobody works on: its branches and files go, production stays as it is')
    .argument('<run>', 'id of the run, or the beginning of it')
    .option('--reason <text>', 'why', 'no reason given')
    .option('--database <url>', 'the target the run was started on (else DATABASE_URL, else embedded)')
    .action(async (id: string, options: CommonOptions & { reason: string }) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      const run = await findRun((await session.state()).pool, id);
      const workspace = await openWorkspace(run.spec.workspace);
      const provider = await session.provider(workspace, options.database, run.spec.database);
      const target = describeTarget(provider.identity());
      if (run.spec.target !== target) throw new TargetMismatch(run.id, run.spec.target, target);
      const engine = await session.engine(workspace);
      const result = await engine.cancel(
        run,
        { workspace, provider, onEvent: (event) => channel.event(run.id, event) },
        { by: userName(), reason: options.reason },
      );
      channel.print(summary(result, channel.style));
      channel.result(result);
    });
}
