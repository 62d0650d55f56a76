import { withSession } from '../../postgres/connection/session.ts';
import { Target } from '../../postgres/connection/target.ts';
import { givenTarget } from '../database.ts';
import type { CommonOptions } from '../options.ts';
import type { Channel } from '../output/channel.ts';

type Work<Result> = Parameters<typeof withSession<Result>>[2];

/** A table that somebody locks strongly would hold up everything behind us. */
const settings = { applicationName: 'godwit archives', lockTimeoutMs: 5_000 };

/** Works on the target: the database that is given, else the workspace's own on the embedded server. */
export async function onTarget<Result>(
  options: CommonOptions,
  channel: Channel,
  work: Work<Result>,
): Promise<Result> {
  const given = givenTarget(options.database, process.env);
  if (given !== undefined) return await withSession(given, settings, work);
  // Loaded only where no URL is given: the server takes a moment to start.
  const [{ Session }, { openWorkspace }] = await Promise.all([
    import('../session.ts'),
    import('../../tools/workspace/index.ts'),
  ]);
  const workspace = await openWorkspace(options.workspace);
  await using session = new Session(process.env, channel);
  const provider = await session.provider(workspace, options.database);
  const { DATABASE_URL: url = '' } = provider.environment(provider.productionRef);
  return await withSession(Target.parse(url), settings, work);
}
