import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, Model } from '../agents/models/model.ts';
import { Engine } from '../graph/engine/engine.ts';
import { loadAgents } from '../graph/load-agents.ts';
import { openStateDatabase } from '../graph/store/state-database.ts';
import { loadSqlParser } from '../policies/sql/parser.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { LocalProvider } from '../postgres/provider/local-provider.ts';
import { tools } from '../tools/registry.ts';
import { openWorkspace } from '../tools/workspace/index.ts';
import { requestFromText } from '../triggers/issue-file.ts';
import { runBare } from './engine/bare-graph.ts';
import { exampleWorkspace } from './example-app.ts';
import { type Measure, median } from './measure.ts';

/** What a super-step of the engine may take longer than one of LangGraph alone. */
const limitOverheadUs = 10_000;
/** Below an agent's limit, so that nobody is asked; an agent of the usual run takes fewer. */
const turns = 60;
const blocks = 5;

/** One super-step of the graph, of the engine and of LangGraph alone with the same state. */
export interface EngineMeasure extends Measure {
  readonly overheadUs: number;
  readonly limitOverheadUs: number;
}

/** A run that reads small files: its super-steps are the engine's own work, its journal, its timeline and its checkpoints. */
export async function benchEngine(): Promise<EngineMeasure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  const server = await startEmbedded({ dataDir });
  try {
    await loadSqlParser();
    const state = await openStateDatabase(await server.ensureDatabase('state'));
    const root = join(folder, 'app');
    exampleWorkspace(root);
    const provider = await LocalProvider.open(await server.ensureDatabase('app'), 'postgres');
    const engine = new Engine({ state, agents: await loadAgents(tools, root), tools });
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let block = 0; block <= blocks; block++) {
      const reader = readingModel();
      await runEngine(engine, reader.model, root, provider);
      const times = await runBare(state, `bare_${block}`, reader.conversation());
      // The first block warms up what it runs on.
      if (block === 0) continue;
      ours.push(median(superSteps(reader.times)));
      bare.push(median(superSteps(times)));
    }
    await state.close();
    // The best block counts, so that a busy machine counts less.
    return [measureOf(1000 * Math.min(...ours), 1000 * Math.min(...bare))];
  } finally {
    await server.release();
    for (const one of [folder, dataDir]) rmSync(one, { recursive: true, force: true });
  }
}

/** Thinking and acting are a super-step each. */
const superSteps = (thoughts: readonly number[]): number[] =>
  thoughts.slice(1).map((time, index) => (time - (thoughts[index] ?? time)) / 2);

/** Reads the same file, turn after turn, and stops. */
function readingModel() {
  const times: number[] = [];
  let messages: readonly Message[] = [];
  const model: Model = {
    id: 'reading',
    respond: async (request) => {
      times.push(performance.now());
      messages = request.messages;
      const call =
        times.length > turns
          ? { name: 'stop', input: { reason: 'enough was read' } }
          : { name: 'Read', input: { file_path: 'package.json' } };
      return {
        content: [{ type: 'tool_use', id: 'read', ...call }],
        stop_reason: 'tool_use',
        model: 'reading',
        usage: { input_tokens: 0, output_tokens: 0 },
      };
    },
  };
  return { model, times, conversation: () => messages };
}

async function runEngine(engine: Engine, model: Model, root: string, provider: LocalProvider): Promise<void> {
  const request = requestFromText('Read what there is');
  await engine.start(
    request,
    { request, workspace: root, target: 'bench', database: 'url', model: model.id, requester: 'bench' },
    {
      model,
      workspace: await openWorkspace(root),
      provider,
      signal: new AbortController().signal,
      onEvent: () => {},
      answer: async () => undefined,
    },
    () => {},
  );
}

function measureOf(medianUs: number, baselineUs: number): EngineMeasure {
  const overheadUs = medianUs - baselineUs;
  const ms = (us: number): string => `${(us / 1000).toFixed(2)} ms`;
  return {
    bench: 'engine',
    what: 'a super-step',
    medianUs,
    baseline: 'LangGraph alone',
    baselineUs,
    ratio: medianUs / baselineUs,
    limitUs: null,
    overheadUs,
    limitOverheadUs,
    said:
      `engine   a super-step    ${ms(medianUs)} median, LangGraph alone ${ms(baselineUs)}: ` +
      `${ms(overheadUs)} on top (at most ${limitOverheadUs / 1000} ms), ${(medianUs / baselineUs).toFixed(1)} times`,
  };
}
