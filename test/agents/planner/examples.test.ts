import { beforeAll, describe, expect, it } from 'vitest';
import { migrationName, planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { asset } from '../../../package-root.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { readIssueFile } from '../../../triggers/issue-file.ts';
import { tasksAppCatalog } from './tasks-app.ts';

const on = (table: string) => ({ table, schema: 'public' });
const timestamptz = 'timestamp with time zone';

/** What the issues of the example app ask for, to the last parameter. */
const changes = {
  'add-difficulty': [
    {
      op: 'add_column',
      ...on('tasks'),
      column: 'difficulty',
      type: 'integer',
      default: '5',
      min: 1,
      max: 10,
    },
  ],
  'add-index': [{ op: 'add_index', ...on('user_progress'), columns: ['task_id'] }],
  'add-user-preferences': [
    {
      op: 'create_table',
      ...on('user_preferences'),
      columns: [
        {
          name: 'user_id',
          type: 'uuid',
          references: { ...on('profiles'), column: 'id', onDelete: 'cascade' },
        },
        { name: 'theme', type: 'text', notNull: true, default: "'system'" },
        { name: 'language', type: 'text', notNull: true, default: "'en'" },
        { name: 'email_reminders', type: 'boolean', notNull: true, default: 'true' },
        { name: 'updated_at', type: timestamptz, notNull: true, default: 'now()' },
      ],
      primaryKey: ['user_id'],
      enableRls: true,
      ownerPolicy: { column: 'user_id' },
    },
  ],
  'backfill-estimated-minutes': [
    {
      op: 'backfill',
      ...on('tasks'),
      column: 'estimated_minutes',
      expression: "greatest(5, 4 * (content->>'points')::integer)",
      where: '"estimated_minutes" is null',
    },
  ],
  'drop-legacy-notes': [{ op: 'drop_column', ...on('tasks'), column: 'legacy_notes' }],
  forbidden: [{ op: 'drop_table', ...on('user_progress') }],
  'migrate-content-format': [
    {
      op: 'transform_json',
      ...on('tasks'),
      column: 'content',
      moves: [
        { from: 'text', to: 'body.text' },
        { from: 'hints', to: 'body.hints' },
      ],
      set: [{ path: 'version', value: '2' }],
      remove: [],
    },
  ],
  'rename-score': [{ op: 'rename_column', ...on('user_progress'), column: 'score', to: 'points' }],
  'require-due-date': [
    {
      op: 'set_not_null',
      ...on('tasks'),
      column: 'due_date',
      fill: "(created_at + interval '30 days')::date",
    },
  ],
  'rollback-failed-migration': [{ op: 'rollback_migration', version: '20261109084500' }],
  'split-task-content': [
    {
      op: 'split_table',
      ...on('tasks'),
      into: 'task_content',
      columns: [
        { from: 'type', to: 'content_type' },
        { from: 'content', to: 'content' },
      ],
      keyColumn: 'id',
      foreignKey: 'task_id',
      dropSource: false,
    },
  ],
} as const;

describe('the issues of the example app', () => {
  let catalog: Catalog;
  const decide = async (name: string) =>
    planRequest(await readIssueFile(asset(`examples/tasks-app/issues/${name}.md`)), catalog);
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
  });

  it.each(Object.entries(changes))('%s is planned to the last parameter', async (name, operations) => {
    const decision = await decide(name);
    expect(decision).toMatchObject({ decision: 'change' });
    expect(decision.decision === 'change' && decision.operations).toEqual(operations);
    if (decision.decision !== 'change') return;
    expect(migrationName(decision.operations)).toMatch(/^[a-z][a-z0-9_]{2,50}$/);
    if (name !== 'forbidden') expect(decision.demands).toEqual([]);
  });

  it('quotes every forbidden demand', async () => {
    expect((await decide('forbidden')) satisfies object).toMatchObject({
      demands: [
        { demand: 'skip_branch_test', phrase: 'directly in production' },
        { demand: 'skip_branch_test', phrase: 'no branch' },
        { demand: 'no_backup', phrase: 'no backup' },
        { demand: 'no_rollback', phrase: 'no rollback' },
        { demand: 'edit_applied_migration' },
      ],
    });
  });

  it('asks about the vague one and leaves the web page alone', async () => {
    expect(await decide('too-vague')).toMatchObject({ decision: 'clarify', understood: [] });
    expect(await decide('no-schema-change')).toMatchObject({
      decision: 'no_schema_change',
      reason: expect.stringContaining('web page'),
    });
  });
});
