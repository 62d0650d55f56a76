import type { Command } from 'commander';
import { withSession } from '../../postgres/connection/session.ts';
import { Target } from '../../postgres/connection/target.ts';
import { type Snapshot, takeSnapshot } from '../../postgres/snapshot/index.ts';
import { givenTarget } from '../database.ts';
import { type CommonOptions, withJson, withWorkspace } from '../options.ts';
import { type Channel, openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';

export function snapshotCommand(program: Command): void {
  withJson(withWorkspace(program.command('snapshot')))
    .description('print everything that is true of a schema, in canonical order, and its hash')
    .action(async (options: CommonOptions) => {
      const channel = openChannel(options.json === true, process);
      const target = givenTarget(options.database, process.env);
      const snapshot = target === undefined ? await ofWorkspace(options, channel) : await snapshotOf(target);
      channel.print(snapshotText(snapshot));
      channel.result({ type: 'result', ...snapshot });
    });
}

/** A table somebody locks strongly would hold up everything behind us. */
const lockTimeoutMs = 5_000;

export const snapshotOf = (target: Target): Promise<Snapshot> =>
  withSession(target, { applicationName: 'godwit snapshot', lockTimeoutMs }, takeSnapshot);

/** Loads the workspace and the embedded server only where no URL is given. */
async function ofWorkspace(options: CommonOptions, channel: Channel): Promise<Snapshot> {
  const [{ Session }, { openWorkspace }] = await Promise.all([
    import('../session.ts'),
    import('../../tools/workspace/index.ts'),
  ]);
  const workspace = await openWorkspace(options.workspace);
  await using session = new Session(process.env, channel);
  const provider = await session.provider(workspace, options.database);
  const { DATABASE_URL: url = '' } = provider.environment(provider.productionRef);
  return await snapshotOf(Target.parse(url));
}

function snapshotText({ hash, objects }: Snapshot): string {
  const lines = Object.entries(objects).flatMap(([object, { attributes }]) => [
    object,
    ...Object.entries(attributes).map(([name, value]) => `  ${name}: ${value.replaceAll('\n', '\n    ')}`),
  ]);
  return escaped([...lines, `sha256 ${hash}`].join('\n'));
}
