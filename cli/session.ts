import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Model } from '../agents/models/model.ts';
import type { LoadedAgent } from '../graph/context.ts';
import type { Engine } from '../graph/engine/engine.ts';
import { TargetNotGiven } from '../graph/errors.ts';
import type { StateDatabase } from '../graph/store/state-database.ts';
import { InvalidConnectionUrl } from '../postgres/connection/errors.ts';
import { withSession } from '../postgres/connection/session.ts';
import { Target } from '../postgres/connection/target.ts';
import type { EmbeddedServer } from '../postgres/embedded/server.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { LocalProvider } from '../postgres/provider/local-provider.ts';
import { prepareDatabase } from '../postgres/workspace-database.ts';
import type { Workspace } from '../tools/workspace/workspace.ts';
import type { Channel } from './output/channel.ts';

/** Database of the embedded server that holds runs and checkpoints. */
const stateDatabaseName = 'godwit';

/**
 * What a command opens as it needs it; everything is closed in the reverse order. The graph and the tools are loaded
 * only here, so that a command can let the database get ready meanwhile: each takes about half a second.
 */
export class Session implements AsyncDisposable {
  readonly #env: NodeJS.ProcessEnv;
  readonly #channel: Channel;
  readonly #applicationName: string | undefined;
  readonly #closing: (() => Promise<unknown>)[] = [];
  #embedded: Promise<EmbeddedServer> | undefined;
  #state: Promise<StateDatabase> | undefined;

  /** `applicationName` of the sessions in the state database, where somebody has to find them. */
  constructor(env: NodeJS.ProcessEnv, channel: Channel, applicationName?: string) {
    this.#env = env;
    this.#channel = channel;
    this.#applicationName = applicationName;
  }

  /** Other machines may see the runs of this one. */
  get stateIsShared(): boolean {
    return Boolean(this.#env.GODWIT_STATE_URL);
  }

  /** Runs, events and checkpoints: GODWIT_STATE_URL, else the embedded server. */
  state(): Promise<StateDatabase> {
    this.#state ??= this.#openState();
    return this.#state;
  }

  async #openState(): Promise<StateDatabase> {
    const url = this.#env.GODWIT_STATE_URL;
    const target = url ? Target.parse(url) : await (await this.#server()).ensureDatabase(stateDatabaseName);
    const { openStateDatabase } = await import('../graph/store/state-database.ts');
    const state = await openStateDatabase(target, this.#applicationName);
    this.#closing.push(() => state.close());
    return state;
  }

  async engine(workspace: Workspace): Promise<Engine> {
    const [state, agents, { Engine }, { tools }] = await Promise.all([
      this.state(),
      this.agents(workspace),
      import('../graph/engine/engine.ts'),
      import('../tools/registry.ts'),
    ]);
    return new Engine({ state, agents, tools });
  }

  /** Agents bound to their policies and the workspace's, ready to judge. */
  async agents({ root }: Workspace): Promise<readonly LoadedAgent[]> {
    const [{ loadAgents }, { tools }, { loadSqlParser }] = await Promise.all([
      import('../graph/load-agents.ts'),
      import('../tools/registry.ts'),
      import('../policies/sql/parser.ts'),
    ]);
    const [agents] = await Promise.all([loadAgents(tools, root), loadSqlParser()]);
    for (const { policy } of agents)
      for (const warning of policy.warnings) this.#channel.note(`warning: ${warning}`);
    return agents;
  }

  /**
   * The target: the URL given, DATABASE_URL, else a database of the embedded server for this workspace, which is
   * made from the workspace's migrations and seed the first time.
   */
  async provider(workspace: Workspace, url?: string, kind?: 'embedded' | 'url'): Promise<LocalProvider> {
    // A run that was started on the embedded database goes on there, whatever DATABASE_URL is by now.
    // An unset variable in a script must not come to mean another database.
    if (url?.trim() === '') throw new InvalidConnectionUrl('it is empty');
    const given = url ?? (kind === 'embedded' ? undefined : this.#env.DATABASE_URL);
    if (!given && kind === 'url') throw new TargetNotGiven();
    const options =
      workspace.maxBranchGb === null ? {} : { maxBranchBytes: workspace.maxBranchGb * 1024 ** 3 };
    return given
      ? LocalProvider.open(Target.parse(given), 'postgres', options)
      : LocalProvider.open(await this.#workspaceDatabase(workspace), 'embedded', options);
  }

  async model(
    asked: string | undefined,
    { models }: Pick<Workspace, 'models'>,
  ): Promise<{ model: Model; why: string }> {
    const { openModel } = await import('../agents/models/index.ts');
    return openModel({ model: asked, models, env: this.#env });
  }

  async #workspaceDatabase(workspace: Workspace): Promise<Target> {
    const server = await this.#server();
    const target = await server.ensureDatabase(workspaceDatabaseName(workspace.root));
    await withSession(target, { applicationName: 'godwit:prepare' }, (session) =>
      prepareDatabase(session, {
        migrationsDir: join(workspace.root, workspace.migrations),
        ...(workspace.seed === null ? {} : { seedFile: join(workspace.root, workspace.seed) }),
        prelude: true,
        // Files that no run merged yet must not reach the database on the side.
        onlyNew: true,
      }),
    );
    return target;
  }

  #server(): Promise<EmbeddedServer> {
    this.#embedded ??= startEmbedded().then((server) => {
      this.#closing.unshift(() => server.release());
      return server;
    });
    return this.#embedded;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A pool that opens after this would keep the process alive.
    await Promise.allSettled([this.#embedded, this.#state]);
    for (const close of this.#closing.reverse()) await close().catch(() => undefined);
  }
}

/** The same workspace gets the same database; the name tells a person which one it is. */
function workspaceDatabaseName(root: string): string {
  const slug =
    basename(root)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .slice(0, 40) || 'workspace';
  return `${slug}_${createHash('sha256').update(root).digest('hex').slice(0, 8)}`;
}
