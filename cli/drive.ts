import type { MigrationRequest } from '../agents/handoffs/index.ts';
import type { RunResult } from '../graph/engine/result.ts';
import { TargetMismatch } from '../graph/errors.ts';
import type { Answer } from '../graph/question.ts';
import type { Run } from '../graph/store/runs.ts';
import type { DatabaseIdentity } from '../postgres/provider.ts';
import { openWorkspace } from '../tools/workspace/index.ts';
import { answerer, type Mode, userName } from './answers.ts';
import { interruptible } from './interrupt.ts';
import type { CommonOptions } from './options.ts';
import type { Channel } from './output/channel.ts';
import { summary } from './output/summary.ts';
import type { Session } from './session.ts';

type Work =
  | { readonly kind: 'start'; readonly request: MigrationRequest }
  | { readonly kind: 'resume'; readonly run: Run; readonly answer?: Answer | undefined };

/** Starts a run or goes on with one, and shows it until it ends or waits for somebody. */
export async function drive(
  work: Work,
  options: CommonOptions,
  mode: Mode,
  channel: Channel,
  session: Session,
): Promise<RunResult> {
  const spec = work.kind === 'resume' ? work.run.spec : undefined;
  const workspace = await openWorkspace(spec?.workspace ?? options.workspace);
  const loaded = Promise.all([session.engine(workspace), session.model(options.model ?? spec?.model)]);
  // Whatever is wrong with the database is told first.
  loaded.catch(() => undefined);
  const provider = await session.provider(workspace, options.database, spec?.database);
  const identity = provider.identity();
  const target = describeTarget(identity);
  if (work.kind === 'resume' && work.run.spec.target !== target) {
    throw new TargetMismatch(work.run.id, work.run.spec.target, target);
  }
  // Told before anybody plans: without a branch there is nothing a run could do.
  await provider.assertBranchable();
  const [engine, { model, why }] = await loaded;
  const title = work.kind === 'start' ? work.request.title : work.run.title;
  channel.print(heading(title, identity, workspace.root, model.id, why, channel));

  return interruptible(channel, async (signal, working) => {
    const parts = {
      model,
      workspace,
      provider,
      signal,
      onEvent: (event: Parameters<Channel['event']>[1]) => channel.event(working.run ?? '', event),
      answer: answerer(mode, channel),
    };
    const begin = (id: string): void => {
      working.run = id;
      channel.print(`  run        ${id}`);
    };
    let result: RunResult;
    if (work.kind === 'resume') {
      begin(work.run.id);
      result = await engine.resume(work.run, parts, work.answer);
    } else {
      const { request } = work;
      const database = identity.kind === 'embedded' ? ('embedded' as const) : ('url' as const);
      const requester = request.frontMatter.author ?? userName();
      const runSpec = {
        request,
        workspace: workspace.root,
        target,
        database,
        model: options.model ?? model.id,
        requester,
      };
      result = await engine.start(request, runSpec, parts, begin);
    }
    channel.print(summary(result, channel.style));
    channel.result(result);
    return result;
  });
}

/** Which database a run works on, for comparing; without user or password. */
const describeTarget = ({ host, port, database }: DatabaseIdentity): string =>
  `${database} on ${host}:${port}`;

function heading(
  title: string,
  identity: DatabaseIdentity,
  root: string,
  model: string,
  why: string,
  { style }: Channel,
): string {
  const server =
    identity.kind === 'embedded'
      ? `embedded PostgreSQL ${identity.serverVersion}`
      : `${identity.host}:${identity.port}, PostgreSQL ${identity.serverVersion}`;
  return [
    style.bold(`godwit: ${title}`),
    `  target     ${identity.database} ${style.dim(`(${server})`)}`,
    `  workspace  ${root}`,
    `  model      ${model}${why === '' ? '' : style.dim(` (${why})`)}`,
  ].join('\n');
}
