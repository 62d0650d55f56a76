import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { Model } from '../../agents/models/model.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { Engine } from '../../graph/engine/engine.ts';
import type { RunParts } from '../../graph/engine/parts.ts';
import type { RunResult } from '../../graph/engine/result.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import type { Answer, Question } from '../../graph/question.ts';
import { findRun } from '../../graph/store/runs.ts';
import { openStateDatabase, type StateDatabase } from '../../graph/store/state-database.ts';
import type { TimelineEvent } from '../../graph/timeline.ts';
import { asset } from '../../package-root.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { LocalProvider } from '../../postgres/provider/local-provider.ts';
import { tools } from '../../tools/registry.ts';
import { openWorkspace, type Workspace } from '../../tools/workspace/index.ts';
import { startRepository } from '../../tools/workspace/start-repository.ts';
import { readIssueFile, requestFromText } from '../../triggers/issue-file.ts';
import { appDatabase } from './app-database.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** The example app on a database of its own, in a workspace of its own, with the engine around it. */
export interface TasksApp extends AsyncDisposable {
  readonly db: TestDatabase;
  readonly root: string;
  readonly workspace: Workspace;
  readonly state: StateDatabase;
  readonly engine: Engine;
  readonly provider: LocalProvider;
  readonly events: TimelineEvent[];
  readonly questions: Question[];
  /** Carries an issue of the example app to its end; says yes to everything unless `answer` says otherwise. */
  run(issue: string, options?: Partial<RunParts>): Promise<RunResult>;
  runText(text: string, options?: Partial<RunParts>): Promise<RunResult>;
  /** Goes on with a run as another process would; says yes unless `answer` says otherwise. */
  resume(run: string, options?: Partial<RunParts>): Promise<RunResult>;
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
}

export const yes = async (question: Question): Promise<Answer> => ({
  kind: 'yes',
  callId: question.callId,
  hash: question.hash,
  by: 'test',
  at: new Date().toISOString(),
});

export interface AppOptions {
  readonly git?: boolean;
  /** False: verify_app, which has tests of its own, runs nothing here; it would take a third of a run's time. */
  readonly appChecks?: boolean;
  /** Lines of godwit.yaml. */
  readonly config?: string;
  /** Agents of the workspace: name of the file → Markdown. */
  readonly agents?: Readonly<Record<string, string>>;
}

export async function copyTasksApp({
  git,
  appChecks,
  config = '',
  agents = {},
}: AppOptions = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'godwit-test-app-'));
  await cp(asset('examples/tasks-app'), root, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$/.test(path),
  });
  await symlink(asset('node_modules'), join(root, 'node_modules'), 'dir');
  const scripts = appChecks === false ? 'scripts: { typecheck: null, test: null }\n' : '';
  if (scripts + config !== '') await writeFile(join(root, 'godwit.yaml'), scripts + config);
  for (const [name, markdown] of Object.entries(agents)) {
    await mkdir(join(root, '.godwit/agents'), { recursive: true });
    await writeFile(join(root, '.godwit/agents', name), markdown);
  }
  if (git !== false) await startRepository(root, 'The example app');
  return root;
}

export async function tasksApp(
  options: AppOptions & { model?: Model; sql?: string } = {},
): Promise<TasksApp> {
  const root = await copyTasksApp(options);
  const workspace = await openWorkspace(root);
  const [db, stateDb] = await Promise.all([appDatabase(), testDatabase(), loadSqlParser()]);
  if (options.sql !== undefined) await db.query(options.sql);
  const state = await openStateDatabase(stateDb.target);
  const engine = new Engine({ state, agents: await loadAgents(tools, root), tools });
  const provider = await LocalProvider.open(db.target, 'postgres');
  const events: TimelineEvent[] = [];
  const questions: Question[] = [];
  const parts: RunParts = {
    model: options.model ?? playbook,
    workspace,
    provider,
    signal: new AbortController().signal,
    onEvent: ({ event }) => events.push(event),
    answer: (question) => {
      questions.push(question);
      return yes(question);
    },
  };
  const start = async (request: Awaited<ReturnType<typeof readIssueFile>>, more: Partial<RunParts> = {}) => {
    const spec = {
      request,
      workspace: root,
      target: 'test',
      database: 'url' as const,
      model: 'playbook',
      requester: 'the requester',
    };
    return engine.start(request, spec, { ...parts, ...more }, () => {});
  };
  return {
    db,
    root,
    workspace,
    state,
    engine,
    provider,
    events,
    questions,
    run: async (issue, more) => start(await readIssueFile(join(root, 'issues', `${issue}.md`)), more),
    runText: async (text, more) => start(requestFromText(text), more),
    resume: async (id, more) => engine.resume(await findRun(state.pool, id), { ...parts, ...more }),
    query: (sql) => db.query(sql),
    async [Symbol.asyncDispose]() {
      await state.close();
      await Promise.all([db, stateDb].map((one) => one[Symbol.asyncDispose]()));
      await rm(root, { recursive: true, force: true });
    },
  };
}
