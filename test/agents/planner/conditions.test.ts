import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

describe('rules for some rows', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
  });
  const plan = (title: string) => planRequest({ title, body: '' }, catalog);
  const check = (sql: string) => ({
    decision: 'change',
    operations: [{ op: 'add_check', table: 'tasks', check: sql }],
  });

  it.each([
    ['tasks.due_date must be set when status is draft', `"status" <> 'draft' OR "due_date" IS NOT NULL`],
    ['tasks.due_date may not be null when status is draft', `"status" <> 'draft' OR "due_date" IS NOT NULL`],
    ["tasks.due_date can't be null unless status is draft", `"status" = 'draft' OR "due_date" IS NOT NULL`],
    [
      'At most one of due_date and estimated_minutes of tasks may be set',
      'num_nonnulls("due_date", "estimated_minutes") <= 1',
    ],
  ])('oblige: %s', (title, sql) => {
    expect(plan(title)).toMatchObject(check(sql));
  });

  it.each([
    'tasks.due_date may be set when status is draft',
    'tasks.due_date must only be set when status is published',
    'due_date may be set unless status is draft',
    'due_date may be set when estimated_minutes is greater than 5',
    'At least one of due_date and estimated_minutes may be set',
  ])('oblige to nothing where they permit or limit: %s', (title) => {
    expect(plan(title).decision).not.toBe('change');
  });
});
