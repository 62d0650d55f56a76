import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { playbook } from '../agents/models/playbook/index.ts';
import { Engine } from '../graph/engine/engine.ts';
import { loadAgents } from '../graph/load-agents.ts';
import { collect } from '../graph/retention/collect.ts';
import { isEnded } from '../graph/store/runs.ts';
import { openStateDatabase } from '../graph/store/state-database.ts';
import { asset } from '../package-root.ts';
import { loadSqlParser } from '../policies/sql/parser.ts';
import type { Target } from '../postgres/connection/target.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { LocalProvider } from '../postgres/provider/local-provider.ts';
import { tools } from '../tools/registry.ts';
import { openWorkspace } from '../tools/workspace/index.ts';
import { readIssueFile } from '../triggers/issue-file.ts';
import { copyOf, exampleWorkspace, fillExample } from './example-app.ts';
import type { Measure } from './measure.ts';

/** What a run that has ended may hold in the state database once `godwit gc` went by. */
const limitBytes = 1024 ** 2;
/** Names of issues, by comma; default: all. */
const only = process.env.GODWIT_BENCH_STATE?.split(',');

/** Bytes on disk for each ended run, indexes included; the times are those of `gc` and of the runs. */
export interface StateMeasure extends Measure {
  readonly runs: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly limitBytes: number;
}

/** The requests of the example app, each on a copy of it: what their runs leave before and after `godwit gc`. */
export async function benchState(): Promise<StateMeasure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  const server = await startEmbedded({ dataDir, durable: false });
  try {
    await loadSqlParser();
    const state = await openStateDatabase(await server.ensureDatabase('state'));
    const template = await server.ensureDatabase('example');
    await fillExample(template);
    const empty = await sizeOf(state.pool);
    const started = performance.now();
    let runs = 0;
    for (const issue of readdirSync(asset('examples/tasks-app/issues'))) {
      if (only?.includes(issue.replace(/\.md$/, '')) === false) continue;
      const root = join(folder, issue);
      const target = await copyOf(template, `app_${runs}`);
      const { status } = await carry(root, issue, target, state);
      if (isEnded(status)) runs++;
    }
    const baselineUs = (1000 * (performance.now() - started)) / runs;
    const before = await sizeOf(state.pool);
    const begun = performance.now();
    await collect(state, { before: new Date(0), dryRun: false });
    const medianUs = (1000 * (performance.now() - begun)) / runs;
    const after = await sizeOf(state.pool);
    await state.close();
    const bytesBefore = Math.round((before - empty) / runs);
    const bytesAfter = Math.round((after - empty) / runs);
    return [
      {
        bench: 'state',
        what: 'an ended run',
        medianUs,
        baseline: 'the run itself',
        baselineUs,
        ratio: medianUs / baselineUs,
        limitUs: null,
        runs,
        bytesBefore,
        bytesAfter,
        limitBytes,
        said:
          `state    an ended run    ${kilobytes(bytesAfter)} kB after gc (at most ${kilobytes(limitBytes)}), ` +
          `${kilobytes(bytesBefore)} kB before, over ${runs} runs; gc took ${(medianUs / 1000).toFixed(1)} ms a run`,
      },
    ];
  } finally {
    await server.release();
    for (const one of [folder, dataDir]) rmSync(one, { recursive: true, force: true });
  }
}

const kilobytes = (bytes: number): string => Math.round(bytes / 1024).toLocaleString('en');

/** Without what deleted rows leave behind until others take their place. */
async function sizeOf(pool: pg.Pool): Promise<number> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('godwit.%I', tablename) AS name FROM pg_tables WHERE schemaname = 'godwit'`,
  );
  await pool.query(`VACUUM FULL ${tables.map(({ name }) => name).join(', ')}`);
  const { rows } = await pool.query<{ bytes: string }>(
    'SELECT sum(pg_total_relation_size(name::regclass)) AS bytes FROM unnest($1::text[]) AS name',
    [tables.map(({ name }) => name)],
  );
  return Number(rows[0]?.bytes);
}

async function carry(
  root: string,
  issue: string,
  target: Target,
  state: Awaited<ReturnType<typeof openStateDatabase>>,
) {
  exampleWorkspace(root);
  const workspace = await openWorkspace(root);
  const provider = await LocalProvider.open(target, 'postgres');
  const request = await readIssueFile(join(root, 'issues', issue));
  const engine = new Engine({ state, agents: await loadAgents(tools, root), tools });
  const spec = { workspace: root, target: target.database, database: 'url' as const, requester: 'bench' };
  return await engine.start(
    request,
    { ...spec, request, model: playbook.id },
    {
      model: playbook,
      workspace,
      provider,
      signal: new AbortController().signal,
      onEvent: () => {},
      answer: async (question) =>
        question.kind === 'clarification'
          ? undefined
          : {
              kind: 'yes',
              callId: question.callId,
              hash: question.hash,
              by: 'bench',
              at: new Date().toISOString(),
            },
    },
    () => {},
  );
}
