import { join } from 'node:path';
import type { SchemaRequirements } from '../../agents/handoffs/index.ts';
import { GodwitError } from '../../errors.ts';
import type { Migration } from '../../postgres/migration.ts';
import {
  type CompiledPlan,
  compileOperations,
  describeOperation,
  type Operation,
  type OperationPlan,
} from '../../postgres/operations/index.ts';
import { renderScript } from '../../postgres/script/index.ts';
import { RollbackBlocked } from '../../postgres/undo/index.ts';
import { type Evidence, recordEvidence } from '../../tools/evidence.ts';
import { GitStateError } from '../../tools/workspace/index.ts';
import { refused } from '../outcome.ts';
import { type Acceptance, type Handing, handoffMessage, sentBack } from './acceptance.ts';
import type { Draft } from './draft.ts';
import { forbiddenDemands } from './forbidden-demands.ts';

/**
 * Requirements count when the engine can compile them against production's schema. The draft it compiles is the
 * specialist's starting point: the model names the change, the engine writes the SQL.
 */
export async function acceptSchemaRequirements(
  value: SchemaRequirements,
  handing: Handing,
): Promise<Acceptance> {
  const [demand] = value.demands;
  if (demand !== undefined) {
    const { rule, reason, hint } = forbiddenDemands[demand.demand];
    return { kind: 'ended', ...refused(rule, `${reason} The request says: "${demand.phrase}".`, hint) };
  }
  try {
    const draft =
      handing.context.undoes === undefined
        ? await compileDraft(await resolved(value.operations, handing), handing)
        : await undoDraft(handing.context.undoes, handing);
    // From here on files are written, so from here on the run has a branch of its own.
    const gitBranch = await handing.context.beginWork(value.name.replaceAll('_', '-'));
    return {
      kind: 'accepted',
      value: value as Evidence['observed'],
      draft,
      gitBranch,
      evidence: [planned(value, draft)],
      message: handoffMessage('SchemaRequirements', handing.from, value, { draft }),
    };
  } catch (error) {
    // A lost connection or a stop is not the planner's business: the run stops here and can go on from here.
    if (!(error instanceof GodwitError) || error.transient || handing.context.signal.aborted) throw error;
    if (error instanceof GitStateError || error instanceof RollbackBlocked)
      return { kind: 'ended', ...refused(error.code, error.message, error.hint) };
    return sentBack(error.hint === undefined ? error.message : `${error.message} ${error.hint}`);
  }
}

/** What the later checks look for, e.g. the indexes that the new columns should have. */
const planned = ({ name, operations }: SchemaRequirements, { indexes }: Draft): Evidence =>
  recordEvidence(
    {
      step: 'analyze',
      fact: 'planned',
      subject: name,
      ok: true,
      summary: operations.map(describeOperation).join('; '),
      observed: { operations: operations.map(describeOperation), indexes },
    },
    'engine',
    'handoff',
    new Date(),
  );

/** A rollback of a failed migration becomes the operations that its leftovers ask for. */
async function resolved(operations: readonly Operation[], { from, context }: Handing): Promise<Operation[]> {
  const { provider, workspace, runId, signal, timeline } = context;
  let line = 0;
  const progress = (text: string): void =>
    void timeline.tell(`leftovers.${line++}`, { kind: 'progress', agent: from, text });
  const all: Operation[] = [];
  for (const operation of operations) {
    if (operation.op !== 'rollback_migration') all.push(operation);
    else {
      const folder = join(workspace.root, workspace.migrations);
      all.push(
        ...(await provider.leftoverOperations(operation.version, folder, { runId, signal, progress })),
      );
    }
  }
  return all;
}

async function compileDraft(
  operations: readonly Operation[],
  { context: { provider, workspace } }: Handing,
): Promise<Draft> {
  const [first, ...rest] = operations;
  if (first === undefined) throw new Error('requirements without operations came through their schema');
  const catalog = {
    ...(await provider.readCatalog(provider.productionRef)),
    keepArchivesDays: workspace.keepArchivesDays,
  };
  const plan = compileOperations([first, ...rest], catalog);
  const handwritten = operations.some(({ op }) => op === 'custom_sql');
  return draftOf(plan, handwritten, workspace.keepArchivesDays);
}

/** The way back of a merged migration, whatever the operations say: it is what was proven. */
async function undoDraft(
  migration: Migration,
  { from, context: { provider, workspace, runId, signal, timeline } }: Handing,
): Promise<Draft> {
  const { keepArchivesDays } = workspace;
  let line = 0;
  const progress = (text: string): void =>
    void timeline.tell(`undo.${line++}`, { kind: 'progress', agent: from, text });
  const plan = await provider.undoPlan(migration, { runId, signal, progress, keepArchivesDays });
  return draftOf(plan, true, keepArchivesDays);
}

function draftOf(
  { steps, preconditions, verifications, ...plan }: OperationPlan,
  handwritten: boolean,
  keepArchivesDays: number,
): Draft {
  const { up, down } = renderScript(steps);
  return {
    query: up,
    handwritten,
    rollback_sql: down,
    preconditions: [...preconditions],
    verifications: [...verifications],
    breaking: [...plan.breaking],
    destroys: [...plan.destroys],
    archives: [...plan.archives],
    indexes: [...plan.indexes],
    followUps: laterWork(plan, keepArchivesDays),
  };
}

/** Applications of the old age are gone by then, and what runs once a week has run. */
const contractAfterDays = 7;

const laterWork = (
  { followUps, archives }: Pick<CompiledPlan, 'followUps' | 'archives'>,
  keptDays: number,
): Draft['followUps'] => [
  ...followUps.map(({ what, operations }) => ({
    what,
    operations: [...operations],
    archive: null,
    afterDays: contractAfterDays,
  })),
  ...archives.map((archive) => ({
    what: `${archive} goes for good`,
    operations: [],
    archive: archive.replace(/^godwit_archive\./, ''),
    afterDays: keptDays,
  })),
];
