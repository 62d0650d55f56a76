import { resolve } from 'node:path';
import type { MigrationRequest, SchemaRequirements } from '../agents/handoffs/index.ts';
import type { Model } from '../agents/models/model.ts';
import { recording } from '../agents/models/recording/record.ts';
import type { Decided, Decision } from '../graph/approvals/decide.ts';
import { configHash } from '../graph/engine/config-hash.ts';
import type { Engine } from '../graph/engine/engine.ts';
import type { RunResult } from '../graph/engine/result.ts';
import { TargetMismatch } from '../graph/errors.ts';
import type { Answer, Question } from '../graph/question.ts';
import type { Run, RunSpec } from '../graph/store/runs.ts';
import type { LocalProvider } from '../postgres/provider/local-provider.ts';
import { type DatabaseIdentity, describeTarget } from '../postgres/provider.ts';
import { openWorkspace } from '../tools/workspace/index.ts';
import type { Workspace } from '../tools/workspace/workspace.ts';
import { userName } from './answers.ts';
import { converse, hasPlace } from './conversation.ts';
import { stoppable } from './interrupt.ts';
import type { CommonOptions } from './options.ts';
import type { Channel } from './output/channel.ts';
import { escaped } from './output/style.ts';
import { summary } from './output/summary.ts';
import type { Session } from './session.ts';

export type Work =
  | { readonly kind: 'start'; readonly request: MigrationRequest }
  | {
      readonly kind: 'known';
      /** The run that left it: it is done where that worked. */
      readonly of?: Run;
      /** What shall be done, once the target can be asked. */
      readonly find: (parts: Known) => Promise<KnownWork>;
    }
  | { readonly kind: 'resume'; readonly run: Run; readonly decision?: Decision };

interface Known {
  readonly provider: LocalProvider;
  readonly workspace: Workspace;
  readonly target: string;
}

/** A request that an earlier run, or an archive, leads to. */
export interface KnownWork extends Partial<Pick<RunSpec, 'undoes' | 'retryOf' | 'requester'>> {
  readonly request: MigrationRequest;
  /** Where nobody has to plan. */
  readonly requirements?: SchemaRequirements;
}

/** A run that can begin or go on. */
export interface Opened {
  readonly engine: Engine;
  readonly model: Model;
  readonly workspace: Workspace;
  readonly provider: LocalProvider;
  /** Of a run that begins; what it is queued or started with. */
  readonly begins: { readonly request: MigrationRequest; readonly spec: RunSpec } | undefined;
}

/** Opens what a run works with, and says what that is. */
export async function openWork(
  work: Work,
  options: CommonOptions,
  channel: Channel,
  session: Session,
): Promise<Opened> {
  const earlier = work.kind === 'resume' ? work.run : work.kind === 'known' ? work.of : undefined;
  const spec = earlier?.spec;
  const workspace = await openWorkspace(spec?.workspace ?? options.workspace);
  const loaded = Promise.all([
    session.engine(workspace),
    session.model(options.model ?? spec?.model, workspace),
  ]);
  // Whatever is wrong with the database is told first.
  loaded.catch(() => undefined);
  const provider = await session.provider(workspace, options.database, spec?.database);
  const identity = provider.identity();
  const target = describeTarget(identity);
  if (earlier !== undefined && earlier.spec.target !== target)
    throw new TargetMismatch(earlier.id, earlier.spec.target, target);
  // Told before anybody plans: without a branch there is nothing a run could do.
  await provider.assertBranchable();
  const [engine, { model: opened, why }] = await loaded;
  const given = options.record === undefined ? undefined : resolve(options.record);
  const record = work.kind === 'resume' ? (spec?.record ?? given) : given;
  const model = record === undefined ? opened : recording(opened, record, { goesOn: work.kind === 'resume' });
  const known: Partial<KnownWork> =
    work.kind === 'start'
      ? { request: work.request }
      : work.kind === 'known'
        ? await work.find({ provider, workspace, target })
        : {};
  const { request, requirements } = known;
  const title = request?.title ?? earlier?.title ?? '';
  channel.print(heading(title, identity, workspace.root, model.id, why, channel));
  for (const one of requirements?.assumptions ?? []) channel.print(`  known      ${escaped(one)}`);
  const begins = request && {
    request,
    spec: {
      request,
      workspace: workspace.root,
      target,
      database: identity.kind === 'embedded' ? ('embedded' as const) : ('url' as const),
      model: options.model === undefined || model.id.startsWith('replay:') ? model.id : options.model,
      config: configHash(workspace),
      requester: known.requester ?? request.frontMatter.author ?? userName(),
      startedBy: userName(),
      ...(options.speaks === true && hasPlace(request) ? { speaks: true } : {}),
      ...(record === undefined ? {} : { record }),
      ...(requirements === undefined ? {} : { requirements }),
      ...(known.undoes === undefined ? {} : { undoes: known.undoes }),
      ...(known.retryOf === undefined ? {} : { retryOf: known.retryOf }),
    },
  };
  return { engine, model, workspace, provider, begins };
}

/** Starts a run or goes on with one, and shows it until it ends or waits for somebody. */
export async function drive(
  work: Work,
  options: CommonOptions,
  answer: (question: Question, runId: string) => Promise<Answer | undefined>,
  channel: Channel,
  session: Session,
  onDecided?: (decided: Decided) => void,
): Promise<RunResult> {
  const { engine, begins, ...opened } = await openWork(work, options, channel, session);
  return stoppable(channel, async (stop, working) => {
    const parts = {
      ...opened,
      ...stop,
      onEvent: (event: Parameters<Channel['event']>[1]) => channel.event(working.run ?? '', event),
      answer,
    };
    const begin = (id: string): void => {
      working.run = id;
      channel.print(`  run        ${id}`);
    };
    let result: RunResult;
    if (work.kind === 'resume') {
      const { run, decision } = work;
      // A run goes on only once the decision counts: before, there is nothing to say about going on.
      if (decision === undefined) {
        begin(run.id);
        await converse(run, session, channel);
      }
      const decided = (came: Decided): void => {
        begin(run.id);
        onDecided?.(came);
      };
      result = await engine.resume(run, { ...parts, onDecided: decided }, decision);
    } else {
      if (begins === undefined) throw new Error('a run begins with a request');
      result = await engine.start(begins.request, begins.spec, parts, begin);
    }
    channel.print(summary(result, channel.style));
    await converse({ id: result.run, spec: begins?.spec ?? specOf(work) }, session, channel);
    channel.result(result);
    return result;
  });
}

const specOf = (work: Work): Partial<RunSpec> => (work.kind === 'resume' ? work.run.spec : {});

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
