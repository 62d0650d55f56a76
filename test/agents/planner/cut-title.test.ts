import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { makeRequest } from '../../../triggers/request.ts';
import { tasksAppCatalog } from './tasks-app.ts';

describe('a request of one long line, whose title is cut off', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
  });
  const columnsOf = (text: string) => {
    const request = makeRequest({ kind: 'text', ref: 'text' }, text);
    expect(request.title).toMatch(/…$/);
    const decision = planRequest(request, catalog);
    return decision.decision === 'change'
      ? decision.operations.flatMap((operation) => (operation.op === 'add_index' ? [operation.columns] : []))
      : decision;
  };
  const first =
    "Add a `full_name` text column to profiles and backfill it with `first_name || ' ' || last_name` and add 'video' to the allowed values of tasks.type. ";

  it('is read to its end once: half a sentence orders nothing', () => {
    expect(columnsOf(`${first}Then tasks needs an index for lookups by status and due_date`)).toEqual([
      ['status', 'due_date'],
    ]);
    expect(columnsOf(`${first}Also, index user_progress by completed_at descending`)).toEqual([
      [{ column: 'completed_at', order: 'desc' }],
    ]);
  });

  it('is cited where nothing of it is understood', () => {
    const request = makeRequest(
      { kind: 'text', ref: 'text' },
      `${'Lorem ipsum dolor '.repeat(14)}tasks amet`,
    );
    expect(planRequest(request, catalog)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('Lorem ipsum dolor')],
    });
  });
});
