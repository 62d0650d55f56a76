import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

describe('a table told in words with conditions', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
  });

  it('may have a name that SQL reserves', () => {
    const title =
      'Add table order: room int, n int, taken boolean default false, check (n > 0), primary key (room, n)';
    expect(planRequest({ title, body: '' }, catalog)).toMatchObject({
      decision: 'change',
      operations: [
        {
          op: 'create_table',
          table: 'order',
          columns: [{ name: 'room' }, { name: 'n' }, { name: 'taken', type: 'boolean', default: 'false' }],
          primaryKey: ['room', 'n'],
          checks: [{ check: 'n > 0' }],
        },
      ],
    });
  });

  it('is asked about where it is no SQL: a condition is never another column’s', () => {
    const title = 'Add table seats: room int, user int, taken boolean default false, check (user > 0)';
    expect(planRequest({ title, body: '' }, catalog)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('check (user > 0)')],
    });
  });
});
