import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claude } from '../../agents/models/claude/index.ts';
import {
  type MessagesServer,
  messagesServer,
  modelBrain,
} from '../../agents/models/messages-server/index.ts';
import type { Model } from '../../agents/models/model.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { totalOf } from '../../graph/budget/spending.ts';
import { type Plan, plan } from '../../graph/engine/plan.ts';
import type { RunResult } from '../../graph/engine/result.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { compileOperations, describeOperation } from '../../postgres/operations/index.ts';
import { tools } from '../../tools/registry.ts';
import { readIssueFile } from '../../triggers/issue-file.ts';
import { type AppOptions, type TasksApp, tasksApp } from '../support/tasks-app.ts';

const run = promisify(execFile);

/** Every issue goes through the SDK and a socket to a server as strict as the API; the playbook thinks behind it. */
let server: MessagesServer;
let model: Model;
beforeAll(async () => {
  // Large pieces: how they are parted has tests of its own, and takes its time.
  server = await messagesServer({ brain: modelBrain(playbook), deltaSize: 4_000 });
  model = claude({ baseURL: server.url, apiKey: server.apiKey });
});
afterAll(async () => {
  const refused = server.log.filter(({ status }) => status !== 200);
  await server[Symbol.asyncDispose]();
  expect(refused).toEqual([]);
});

const socketApp = (options: AppOptions & { sql?: string } = {}) => tasksApp({ ...options, model });

/** What the playbook plans for an issue without a socket. */
async function plannedWithout({ root, workspace, provider }: TasksApp, issue: string): Promise<Plan> {
  const request = await readIssueFile(join(root, 'issues', `${issue}.md`));
  const { signal } = new AbortController();
  return plan(request, {
    model: playbook,
    workspace,
    provider,
    agents: await loadAgents(tools),
    tools,
    signal,
  });
}

/** The SQL of these operations, step by step. */
async function compiled({ provider, workspace }: TasksApp, [first, ...rest]: Plan['operations']) {
  if (first === undefined) throw new Error('nothing was planned');
  const { keepArchivesDays } = workspace;
  const catalog = { ...(await provider.readCatalog(provider.productionRef)), keepArchivesDays };
  return compileOperations([first, ...rest], catalog).steps.map(({ up, down }) => [up.trim(), down.trim()]);
}

/** Carries an issue to its end; what came through the socket are the same operations and the same SQL as without it. */
async function carried(app: TasksApp, issue: string): Promise<RunResult> {
  const before = server.log.length;
  const { operations } = await plannedWithout(app, issue);
  // What a rollback comes to is found out by the engine, from what the failed migration left.
  const isKnown = !operations.some(({ op }) => op === 'rollback_migration');
  const sql = isKnown ? await compiled(app, operations) : [];
  const result = await app.run(issue);
  const report = JSON.parse(await readFile(result.report?.replace(/md$/, 'json') ?? '', 'utf8'));
  expect(report.request.source).toContain(issue);
  if (isKnown) {
    const steps: { up: string; down: string }[] = report.migration.steps;
    expect(report.operations).toEqual(operations.map(describeOperation));
    expect(steps.map(({ up, down }) => [up.trim(), down.trim()])).toEqual(sql);
  }
  expect(server.log.length - before).toBeGreaterThan(20);
  expect(result.spending.map(({ agent, model: id }) => [agent, id])).toEqual(
    [...new Set(result.spending.map(({ agent }) => agent))].map((agent) => [agent, 'claude-sonnet-5-5']),
  );
  return result;
}

/** What is true of every request that ran to its end, whatever it asked for. */
async function expectMerged(app: TasksApp, result: RunResult): Promise<void> {
  expect(result, result.reason ?? '').toMatchObject({ status: 'done', types: 'src/database.types.ts' });
  const { migration } = result;
  const history = await app.query<{ version: string }>(
    `SELECT version FROM supabase_migrations.schema_migrations WHERE version >= '${migration?.version}'`,
  );
  const files = (await readdir(join(app.root, 'supabase/migrations'))).filter(
    (file) => file >= (migration?.version ?? '~'),
  );
  expect(files.map((file) => file.split('_')[0])).toEqual(history.map(({ version }) => version));
  expect(await readdir(join(app.root, 'supabase/rollbacks'))).toEqual(files);
  expect(await readdir(join(app.root, 'docs/migrations'))).toEqual([
    `${migration?.version}_${migration?.name}.md`,
  ]);
  expect(await app.provider.listBranches()).toEqual([]);
  const report = await readFile(result.report ?? '', 'utf8');
  expect(report).toContain('[x] Reversible: rolled back in');
  expect(report).not.toContain('FAILED');
  // Everything that was written is in the commit on the run's branch; the user's branch is as it was.
  const git = async (...args: string[]) => (await run('git', ['-C', app.root, ...args])).stdout.trim();
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('branch', '--show-current')).toBe(result.gitBranch);
  expect(await git('rev-list', '--count', 'main..HEAD')).toBe('1');
  expect(await git('log', '-1', '--format=%(trailers:key=Godwit-Migration,valueonly)')).toBe(migration?.hash);
}

describe('requests that run to the end', () => {
  test('add a difficulty column to tasks', async () => {
    await using app = await socketApp();
    await expectMerged(app, await carried(app, 'add-difficulty'));
    expect(
      await app.query(
        `SELECT format_type(atttypid, atttypmod) AS type, pg_get_expr(adbin, adrelid) AS default
         FROM pg_attribute JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE attrelid = 'tasks'::regclass AND attname = 'difficulty'`,
      ),
    ).toEqual([{ type: 'integer', default: '5' }]);
    expect(await app.query('SELECT DISTINCT difficulty FROM tasks')).toEqual([{ difficulty: 5 }]);
    await expect(app.query('UPDATE tasks SET difficulty = 11')).rejects.toThrow('tasks_difficulty_check');
    expect(
      await app.query(`SELECT convalidated FROM pg_constraint WHERE conname = 'tasks_difficulty_check'`),
    ).toEqual([{ convalidated: true }]);
    expect(await readFile(join(app.root, 'src/database.types.ts'), 'utf8')).toContain('difficulty: number');
  });

  test('add a user preferences table with row level security', async () => {
    await using app = await socketApp({ appChecks: false });
    await expectMerged(app, await carried(app, 'add-user-preferences'));
    expect(
      await app.query(
        `SELECT relrowsecurity, (SELECT count(*)::int FROM pg_policy WHERE polrelid = c.oid) > 0 AS policies
         FROM pg_class c WHERE oid = 'user_preferences'::regclass`,
      ),
    ).toEqual([{ relrowsecurity: true, policies: true }]);
    const [{ id: mine = '' } = {}, { id: other = '' } = {}] = await app.query<{ id: string }>(
      'SELECT id FROM profiles ORDER BY id LIMIT 2',
    );
    const visible = await app.query(`
      INSERT INTO user_preferences (user_id) VALUES ('${mine}'), ('${other}');
      SET ROLE authenticated;
      SELECT set_config('request.jwt.claims', '{"sub": "${mine}", "role": "authenticated"}', false);
      SELECT user_id, theme, language, email_reminders FROM user_preferences;`);
    expect(visible).toEqual([{ user_id: mine, theme: 'system', language: 'en', email_reminders: true }]);
  });

  test('rename a column without breaking the old app', async () => {
    await using app = await socketApp();
    await expectMerged(app, await carried(app, 'rename-score'));
    expect(
      await app.query('SELECT count(*)::int AS n FROM user_progress WHERE score IS DISTINCT FROM points'),
    ).toEqual([{ n: 0 }]);
    await app.query(`UPDATE user_progress SET score = 71 WHERE ctid = (SELECT min(ctid) FROM user_progress)`);
    await app.query(
      `UPDATE user_progress SET points = 72 WHERE ctid = (SELECT max(ctid) FROM user_progress)`,
    );
    expect(
      await app.query(
        'SELECT score, points FROM user_progress WHERE score IN (71, 72) AND score = points ORDER BY 1',
      ),
    ).toEqual(
      expect.arrayContaining([
        { score: 71, points: 71 },
        { score: 72, points: 72 },
      ]),
    );
    expect(
      await app.query('SELECT count(*)::int AS n FROM user_progress WHERE score IS DISTINCT FROM points'),
    ).toEqual([{ n: 0 }]);
  });

  test('rename a table: both names read and write the same rows', async () => {
    await using app = await tasksApp();
    await expectMerged(app, await app.runText('Rename the table task_tags to task_labels'));
    expect(
      await app.query(
        `SELECT relname, relkind FROM pg_class WHERE oid IN ('task_tags'::regclass, 'task_labels'::regclass) ORDER BY 1`,
      ),
    ).toEqual([
      { relname: 'task_labels', relkind: 'r' },
      { relname: 'task_tags', relkind: 'v' },
    ]);
    await app.query(
      `INSERT INTO task_tags (task_id, tag) SELECT min(id::text)::uuid, 'by-old-name' FROM tasks`,
    );
    expect(await app.query(`SELECT tag FROM task_labels WHERE tag = 'by-old-name'`)).toHaveLength(1);
  });

  test('widen a number: every row keeps its value', async () => {
    await using app = await tasksApp({ appChecks: false });
    const total = `SELECT count(*)::int AS rows, sum(score)::int AS sum FROM user_progress`;
    const before = await app.query(total);
    await expectMerged(app, await app.runText('Change user_progress.score to bigint'));
    expect(await app.query(total)).toEqual(before);
    expect(
      await app.query(`SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute
        WHERE attrelid = 'user_progress'::regclass AND attname = 'score'`),
    ).toEqual([{ type: 'bigint' }]);
  });

  test('split the content of tasks into task_content', async () => {
    await using app = await socketApp();
    const result = await carried(app, 'split-task-content');
    await expectMerged(app, result);
    // The specialist's 20 turns: what was sent before is read from the cache.
    const { turns, inputTokens, cacheWriteTokens, cacheReadTokens } = totalOf(
      result.spending,
      'data-migration-specialist',
    );
    expect(turns).toBeGreaterThanOrEqual(20);
    expect(cacheReadTokens / (inputTokens + cacheWriteTokens + cacheReadTokens)).toBeGreaterThanOrEqual(0.9);
    expect(
      await app.query(
        `SELECT (SELECT count(*)::int FROM tasks) - (SELECT count(*)::int FROM task_content) AS missing,
           (SELECT count(*)::int FROM tasks t JOIN task_content c ON c.task_id = t.id
            WHERE c.content IS DISTINCT FROM t.content OR c.content_type IS DISTINCT FROM t.type) AS different`,
      ),
    ).toEqual([{ missing: 0, different: 0 }]);
    expect(
      await app.query(
        `SELECT confdeltype FROM pg_constraint WHERE conrelid = 'task_content'::regclass AND contype = 'f'`,
      ),
    ).toEqual([{ confdeltype: 'c' }]);
    expect(
      await app.query(`SELECT relrowsecurity FROM pg_class WHERE oid = 'task_content'::regclass`),
    ).toEqual([{ relrowsecurity: true }]);
  });

  test('backfill a column with calculated values, only where it is null', async () => {
    await using app = await socketApp({ appChecks: false });
    const measured = await app.query(
      'SELECT id, estimated_minutes FROM tasks WHERE estimated_minutes IS NOT NULL ORDER BY id',
    );
    await expectMerged(app, await carried(app, 'backfill-estimated-minutes'));
    expect(
      await app.query(
        `SELECT count(*)::int AS wrong FROM tasks
         WHERE estimated_minutes IS DISTINCT FROM greatest(5, 4 * (content->>'points')::integer)
           AND id NOT IN (${measured.map(({ id }) => `'${id}'`).join(', ')})`,
      ),
    ).toEqual([{ wrong: 0 }]);
    const ids = measured.map(({ id }) => `'${id}'`).join(', ');
    expect(
      await app.query(`SELECT id, estimated_minutes FROM tasks WHERE id IN (${ids}) ORDER BY id`),
    ).toEqual(measured);
  });

  test('migrate a jsonb content format', async () => {
    await using app = await socketApp();
    const before = await app.query(
      `SELECT id, content FROM tasks WHERE NOT content ? 'version' ORDER BY id LIMIT 20`,
    );
    await expectMerged(app, await carried(app, 'migrate-content-format'));
    for (const { id, content } of before) {
      const { text, hints, ...rest } = content;
      const body = hints === undefined ? { text } : { text, hints };
      expect(await app.query(`SELECT content FROM tasks WHERE id = '${id}'`)).toEqual([
        { content: { ...rest, version: 2, body } },
      ]);
    }
  });

  test('roll back what a failed migration left behind', async () => {
    await using app = await socketApp({
      sql: await readFile(
        new URL('../../examples/tasks-app/incident/leftovers.sql', import.meta.url),
        'utf8',
      ),
    });
    await expectMerged(app, await carried(app, 'rollback-failed-migration'));
    expect(
      await app.query(
        `SELECT to_regclass('task_archive') AS archive, to_regclass('tasks_archived_at_idx') AS index,
           (SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'tasks'::regclass AND attname = 'archived_at') AS columns`,
      ),
    ).toEqual([{ archive: null, index: null, columns: 0 }]);
  });

  test('add an index without locking', async () => {
    await using app = await socketApp({ appChecks: false });
    const result = await carried(app, 'add-index');
    await expectMerged(app, result);
    expect(
      await app.query(
        `SELECT pg_get_indexdef(indexrelid) AS def, indisvalid FROM pg_index
         WHERE indrelid = 'user_progress'::regclass AND indkey[0] = (
           SELECT attnum FROM pg_attribute WHERE attrelid = 'user_progress'::regclass AND attname = 'task_id')`,
      ),
    ).toEqual([{ def: expect.stringContaining('USING btree (task_id)'), indisvalid: true }]);
    const file = `${result.migration?.version}_${result.migration?.name}.sql`;
    expect(await readFile(join(app.root, 'supabase/migrations', file), 'utf8')).toContain(
      'CREATE INDEX CONCURRENTLY',
    );
  });

  test('make a column NOT NULL, filling what is missing', async () => {
    await using app = await socketApp({ appChecks: false });
    const missing = await app.query<{ id: string }>('SELECT id FROM tasks WHERE due_date IS NULL');
    expect(missing.length).toBeGreaterThan(0);
    await expectMerged(app, await carried(app, 'require-due-date'));
    expect(
      await app.query(
        `SELECT attnotnull FROM pg_attribute WHERE attrelid = 'tasks'::regclass AND attname = 'due_date'`,
      ),
    ).toEqual([{ attnotnull: true }]);
    expect(
      await app.query(
        `SELECT count(*)::int AS right FROM tasks WHERE due_date = (created_at + interval '30 days')::date
           AND id IN (${missing.map(({ id }) => `'${id}'`).join(', ')})`,
      ),
    ).toEqual([{ right: missing.length }]);
  });

  test('drop a column that holds data, keeping a copy', async () => {
    await using app = await socketApp({ appChecks: false });
    const [{ n: rows } = { n: 0 }] = await app.query<{ n: number }>(
      'SELECT count(legacy_notes)::int AS n FROM tasks',
    );
    const result = await carried(app, 'drop-legacy-notes');
    await expectMerged(app, result);
    expect(
      await app.query(
        `SELECT count(*)::int AS n FROM pg_attribute WHERE attrelid = 'tasks'::regclass AND attname = 'legacy_notes'`,
      ),
    ).toEqual([{ n: 0 }]);
    const [archive] = await app.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'godwit_archive'::regnamespace AND relkind = 'r' AND relname <> 'archived'`,
    );
    expect(await app.query(`SELECT count(was)::int AS n FROM godwit_archive.${archive?.name}`)).toEqual([
      { n: rows },
    ]);
    expect(await readFile(result.report ?? '', 'utf8')).toMatch(
      /\[x\] Backup verified: godwit_archive\.\S+ holds \d+ rows/,
    );
  });

  test.each<[string, string, object[]]>([
    [
      'Change on delete of user_progress.task_id to restrict',
      `SELECT confdeltype AS action, convalidated AS valid FROM pg_constraint WHERE conname = 'user_progress_task_id_fkey'`,
      [{ action: 'r', valid: true }],
    ],
    [
      'Trim and lower-case the usernames in profiles',
      'SELECT DISTINCT username = lower(btrim(username)) AS tidy FROM profiles',
      [{ tidy: true }],
    ],
    [
      'Drop the check on user_progress.attempts',
      `SELECT count(*)::int AS checks FROM pg_constraint WHERE conname = 'user_progress_attempts_check'`,
      [{ checks: 0 }],
    ],
    [
      'Set the default of user_progress.attempts to 1',
      `SELECT pg_get_expr(adbin, adrelid) AS default FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
       WHERE attrelid = 'user_progress'::regclass AND attname = 'attempts'`,
      [{ default: '1' }],
    ],
  ])('%s', async (request, query, rows) => {
    await using app = await tasksApp({ appChecks: false });
    await app.query(`UPDATE profiles SET username = ' ' || initcap(username) WHERE username LIKE '%1%'`);
    await expectMerged(app, await app.runText(request));
    expect(await app.query(query)).toEqual(rows);
  });
});

describe('requests that must stop', () => {
  async function expectUntouched(app: TasksApp, work: () => Promise<RunResult>): Promise<RunResult> {
    const state = async () => [
      await app.query(`SELECT count(*)::int AS n FROM supabase_migrations.schema_migrations`),
      await app.query(`SELECT count(*)::int AS n FROM user_progress`),
      (await run('git', ['-C', app.root, 'status', '--porcelain', '--branch', '--ignored'])).stdout,
      (await run('git', ['-C', app.root, 'branch'])).stdout,
    ];
    const before = await state();
    const result = await work();
    expect(await state()).toEqual(before);
    expect(
      app.events.filter(({ kind }) => kind === 'tool').map((event) => ('tool' in event ? event.tool : '')),
    ).toEqual(['mcp__supabase__list_tables']);
    return result;
  }

  test('one too vague to act on: a question comes back', async () => {
    await using app = await socketApp();
    const result = await expectUntouched(app, () => app.run('too-vague', { answer: async () => undefined }));
    expect(result.status).toBe('waiting');
    expect(result.question).toMatchObject({
      kind: 'clarification',
      questions: expect.arrayContaining([expect.any(String)]),
    });
  });

  test('one whose data is in the way: the rows are named by key, with a sentence that clears them', async () => {
    await using app = await tasksApp({
      appChecks: false,
      sql: `UPDATE profiles SET last_name = id::text;
        UPDATE profiles SET last_name = 'twin' WHERE id IN (SELECT id FROM profiles ORDER BY id LIMIT 2)`,
    });
    const keys = await app.query<{ id: string }>('SELECT id FROM profiles ORDER BY id LIMIT 2');
    const result = await app.runText('Make last_name of profiles unique');
    expect(result).toMatchObject({ status: 'refused', migration: null });
    expect(result.reason).toBe(
      'cannot be applied: not true that no two rows of public.profiles have the same last_name ' +
        `(1, such as ${keys.map(({ id }) => `id ${id}`).join(' and ')})`,
    );
    expect(result.hint).toBe(
      'A request can see to it first, and keeps what it takes away: "Delete duplicates in profiles by last_name, keeping the oldest".',
    );
  });

  test('one that asks for no schema change says so', async () => {
    await using app = await socketApp();
    expect(await expectUntouched(app, () => app.run('no-schema-change'))).toMatchObject({
      status: 'no_schema_change',
    });
  });

  test('one that asks for something forbidden is refused with the reason', async () => {
    await using app = await socketApp();
    const result = await expectUntouched(app, () => app.run('forbidden'));
    expect(result).toMatchObject({ status: 'refused', rule: expect.stringMatching(/^forbidden\//) });
  });
});
