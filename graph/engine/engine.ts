import { randomBytes } from 'node:crypto';
import { Command, isGraphDrained } from '@langchain/langgraph';
import type pg from 'pg';
import type { AgentDefinition } from '../../agents/define.ts';
import type { MigrationRequest } from '../../agents/handoffs/index.ts';
import type { Model } from '../../agents/models/model.ts';
import type { Provider } from '../../postgres/provider.ts';
import { type Decision, decide } from '../approvals/decide.ts';
import { resolveQuestion } from '../approvals/resolve.ts';
import { appendAudit } from '../audit/append.ts';
import { questionAsked, runCreated, runEnded } from '../audit/entries.ts';
import { StoredAuditTrail } from '../audit/trail.ts';
import { checkAgents } from '../check-agents.ts';
import { ConfigMismatch, GraphVersionMismatch } from '../errors.ts';
import { mergedOf } from '../follow-ups/merged.ts';
import { pendingFollowUps } from '../follow-ups/pending.ts';
import { Question } from '../question.ts';
import type { RunStateValue } from '../state.ts';
import type { Asked } from '../store/decisions.ts';
import { keepFollowUps } from '../store/follow-ups.ts';
import { type Lease, leaseRun } from '../store/lease.ts';
import { findRun, insertRun, isEnded, type Run, type RunSpec, updateRun } from '../store/runs.ts';
import { checkpointerOn } from '../store/state-database.ts';
import { StoredTimeline } from '../store/timeline.ts';
import { inTransaction } from '../store/transaction.ts';
import { undoFollowUps } from '../undo/follow-ups.ts';
import { graphVersion } from '../version.ts';
import { buildWorkflow } from '../workflow.ts';
import { type Cancellation, cancelRun } from './cancel.ts';
import { configHash } from './config-hash.ts';
import { firstInput } from './first-input.ts';
import type { EngineParts, RunParts } from './parts.ts';
import { type RunResult, runResult, storedResult } from './result.ts';
import { type StreamConfig, streamConfig } from './stream-config.ts';

/** A run in the hands of this process: what it writes goes through the session that holds the run. */
interface Held {
  readonly pool: pg.Pool;
  readonly graph: ReturnType<typeof buildWorkflow>;
}

/** Starts runs and goes on with them. Everything it knows about a run stands in the state database. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #definitions: readonly AgentDefinition[];
  readonly version: string;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#definitions = parts.agents.map(({ definition }) => definition);
    // Before any run: agents that do not fit together are told at once.
    checkAgents(this.#definitions);
    this.version = graphVersion(this.#definitions);
  }

  /**
   * Records a new run and carries it to its end or to the next question.
   * @throws UnknownModel before anything is recorded
   */
  async start(
    request: MigrationRequest,
    spec: RunSpec,
    parts: RunParts,
    onCreated: (runId: string) => void,
  ): Promise<RunResult> {
    const run = await inTransaction(this.#parts.state.pool, (client) =>
      this.create(client, request, spec, parts.model),
    );
    onCreated(run.id);
    return this.#work(run, parts);
  }

  /**
   * Records a new run that somebody else goes on with, in a transaction of the caller.
   * @throws UnknownModel
   */
  async create(client: pg.ClientBase, request: MigrationRequest, spec: RunSpec, model: Model): Promise<Run> {
    model.checkNames?.(this.#parts.agents.map(({ file }) => file.model));
    const id = newRunId();
    await insertRun(client, { id, title: request.title, spec, graphVersion: this.version });
    const run = await findRun(client, id);
    await appendAudit(client, { run_id: id, ...runCreated(request.title, spec) });
    return run;
  }

  /**
   * Goes on with a run: after a crash, or with what somebody decided about what it asked. That is stored first: whatever
   * happens then, whoever goes on with the run takes it from there.
   * @throws RunIsBusy, GraphVersionMismatch, ConfigMismatch, NothingToAnswer, DecisionRefused
   */
  async resume(run: Run, parts: RunParts, decision?: Decision): Promise<RunResult> {
    if (run.graphVersion !== this.version)
      throw new GraphVersionMismatch(run.id, run.graphVersion, this.version);
    const { config } = run.spec;
    if (config !== undefined && config !== configHash(parts.workspace)) throw new ConfigMismatch(run.id);
    if (decision !== undefined) {
      const { pool } = this.#parts.state;
      const decided = await inTransaction(pool, (client) => decide(client, run.id, decision));
      parts.onDecided?.(decided);
    }
    return this.#work(run, parts);
  }

  /**
   * Ends a run without going on with it; one of another version of the graph, too.
   * @throws RunIsBusy, NothingToCancel
   */
  async cancel(
    run: Run,
    { provider, workspace, onEvent }: Pick<RunParts, 'provider' | 'workspace' | 'onEvent'>,
    cancellation: Cancellation,
  ): Promise<RunResult> {
    const lease = await leaseRun(this.#parts.state, run.id);
    const { pool } = lease;
    try {
      const current = await findRun(pool, run.id);
      const timeline = new StoredTimeline(pool, run.id, onEvent);
      const audit = new StoredAuditTrail(pool, run.id);
      const own = await provider.takeOver(run.id);
      const context = { runId: run.id, provider: own, workspace, timeline, audit };
      const values = await this.#values(run.id, this.#hold(lease));
      const ended = await cancelRun(current, values, context, pool, cancellation);
      const result = runResult({ ...current, status: 'cancelled' }, { ...values, ...ended });
      await updateRun(pool, run.id, { status: 'cancelled', result });
      return result;
    } finally {
      await lease.release();
    }
  }

  async #work(run: Run, parts: RunParts): Promise<RunResult> {
    const lease = await leaseRun(this.#parts.state, run.id);
    const held = this.#hold(lease);
    const working = new Set<Promise<unknown>>();
    try {
      // Read again under the lease: another process may have answered, or ended the run, in between.
      const current = await findRun(held.pool, run.id);
      if (isEnded(current.status))
        return storedResult(current) ?? runResult(current, await this.#values(run.id, held));
      const own = { ...parts, provider: await parts.provider.takeOver(run.id) };
      const config = streamConfig(current, this.#parts, own, lease, working);
      return await this.#drive(current, own, config, held).catch(async (thrown) => {
        const error = isGraphDrained(thrown) ? parts.drain?.reason : thrown;
        await interrupted(held.pool, run.id, error);
        throw error;
      });
    } finally {
      // An aborted stream does not wait for its node; whoever takes the lease next must not meet it.
      await Promise.allSettled(working);
      await lease.release();
    }
  }

  #hold({ pool }: Lease): Held {
    return { pool, graph: buildWorkflow(this.#definitions, checkpointerOn(pool)) };
  }

  async #drive(run: Run, parts: RunParts, config: StreamConfig, held: Held): Promise<RunResult> {
    const { pool } = held;
    // A run that was asked something does not go on by itself: LangGraph would silently drop the question.
    let waiting = await this.#waiting(run.id, held);
    if (waiting === undefined) {
      await updateRun(pool, run.id, { status: 'running' });
      // Killed before its first checkpoint, a run has nothing to go on from: it begins.
      const begun = (await this.#values(run.id, held)).runId !== undefined;
      await this.#stream(begun ? null : firstInput(run.id, run.spec.request), config, held);
      waiting = await this.#waiting(run.id, held);
    }
    while (waiting !== undefined) {
      const { question, interruptId } = waiting;
      const { audit } = config.context;
      const asked = questionAsked(waiting);
      // First: once it waits, anybody may answer.
      if (asked !== null) await audit.add(asked);
      await updateRun(pool, run.id, { status: 'waiting', question, interruptId });
      const resolution = await resolveQuestion(pool, run.id, waiting, parts.answer, config.context);
      if (resolution === undefined)
        return runResult(await findRun(pool, run.id), await this.#values(run.id, held), question);
      await updateRun(pool, run.id, { status: 'running' });
      // By the interrupt's id: a bare value would answer every question that is open.
      await this.#stream(new Command({ resume: { [interruptId]: resolution } }), config, held);
      waiting = await this.#waiting(run.id, held);
    }
    const values = await this.#values(run.id, held);
    if (values.outcome === null) throw new Error(`run ${run.id} ended without an outcome`);
    await this.#keepFollowUps(run, values, parts.provider, pool);
    await config.context.audit.add(runEnded(values.outcome));
    const { status } = values.outcome;
    const result = runResult({ ...run, status }, values);
    await updateRun(pool, run.id, { status, result });
    return result;
  }

  /** What the migration left to later ones; and what it has done of what others left. */
  async #keepFollowUps(run: Run, values: RunStateValue, provider: Provider, pool: pg.Pool): Promise<void> {
    const merged = mergedOf(run.id, values);
    if (merged === null) return;
    await keepFollowUps(pool, run.id, merged, merged.followUps);
    if (run.spec.undoes !== undefined) await undoFollowUps(pool, run.spec.undoes.run);
    await pendingFollowUps(pool, run.spec.target, provider);
  }

  async #stream(input: object | null, config: StreamConfig, { graph }: Held): Promise<void> {
    for await (const _ of await graph.stream(input, { ...config, streamMode: 'updates' }));
  }

  /** The one open question of a run, as the checkpoint holds it. */
  async #waiting(runId: string, { graph }: Held): Promise<Asked | undefined> {
    const { tasks } = await graph.getState({ configurable: { thread_id: runId } });
    const interrupts = tasks.flatMap((task) => task.interrupts ?? []);
    const [interrupt] = interrupts;
    if (interrupt === undefined) return undefined;
    if (interrupts.length > 1 || interrupt.id === undefined)
      throw new Error(`run ${runId} asks several things at once`);
    return { question: Question.parse(interrupt.value), interruptId: interrupt.id };
  }

  async #values(runId: string, { graph }: Held): Promise<RunStateValue> {
    const { values } = await graph.getState({ configurable: { thread_id: runId } });
    return values as RunStateValue;
  }
}

/** Best effort: the state database may be what failed. The run can go on either way. */
async function interrupted(pool: pg.Pool, runId: string, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await updateRun(pool, runId, { status: 'interrupted', result: { error: message } }).catch(() => {});
}

/** Short enough to type, long enough not to meet another one: 40 bits, no letters that look alike. */
function newRunId(): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return [...randomBytes(8)].map((byte) => letters[byte % letters.length]).join('');
}
