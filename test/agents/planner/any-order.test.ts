import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readingContext } from '../../../agents/models/playbook/planner/grammar/slots/context.ts';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { tokenize } from '../../../agents/models/playbook/planner/text/tokens.ts';
import { readAnyOrder } from '../../../agents/models/playbook/planner/understand/any-order/index.ts';
import { Draft } from '../../../agents/models/playbook/planner/understand/draft.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

const orders: readonly (readonly [string, object])[] = [
  [
    'The first_name column in table profiles should be marked as unique key',
    { op: 'add_unique', table: 'profiles', columns: ['first_name'] },
  ],
  [
    'Also put a unique database constraint for `owner + title` in the task model, so duplicates cannot be saved even if two requests come at the same time',
    { op: 'add_unique', table: 'tasks', columns: ['owner_id', 'title'] },
  ],
  [
    'Create a tasks constraint on unique (owner_id, title) to prevent duplicate records',
    { op: 'add_unique', table: 'tasks', columns: ['owner_id', 'title'] },
  ],
  [
    'user_progress.completed_at is missing a not null constraint',
    { op: 'set_not_null', table: 'user_progress', column: 'completed_at' },
  ],
  [
    'In the user_progress table the type of score should be changed from integer to bigint',
    { op: 'alter_type', table: 'user_progress', column: 'score', type: 'bigint' },
  ],
  [
    'change int on the score column of user_progress to bigint',
    { op: 'alter_type', table: 'user_progress', column: 'score', type: 'bigint' },
  ],
  [
    'Make first_name column unique in table profiles',
    { op: 'add_unique', table: 'profiles', columns: ['first_name'] },
  ],
  [
    'For profiles, first_name should get a unique index',
    { op: 'add_index', table: 'profiles', columns: ['first_name'], unique: true },
  ],
  [
    'tasks.due_date is missing an index of its own, which would speed up the queries',
    { op: 'add_index', table: 'tasks', columns: ['due_date'] },
  ],
  [
    'For the categories model, position should have default 0',
    { op: 'set_default', table: 'categories', column: 'position', default: '0' },
  ],
];

describe('an order is read in whatever order its words stand', () => {
  let catalog: Catalog;
  const plan = (title: string) => planRequest({ title, body: '' }, catalog);
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
  });

  it.each(orders)('%s', (title, operation) => {
    expect(plan(title)).toMatchObject({ decision: 'change', operations: [operation] });
  });

  it('makes one index for each column where several are asked for', () => {
    const each = { op: 'add_index', table: 'tasks' };
    for (const title of [
      'add reversible btree indexes for `tasks.due_date` and `tasks.estimated_minutes`',
      'Add indexes for due_date and estimated_minutes on tasks',
    ])
      expect(plan(title), title).toMatchObject({
        decision: 'change',
        operations: [
          { ...each, columns: ['due_date'] },
          { ...each, columns: ['estimated_minutes'] },
        ],
      });
    expect(plan('Add composite indexes for due_date and estimated_minutes on tasks')).toMatchObject({
      operations: [{ ...each, columns: ['due_date', 'estimated_minutes'] }],
    });
  });

  const reads = (text: string) =>
    readAnyOrder(tokenize(text), new Draft(), [], readingContext(catalog)) !== undefined;

  it.each([
    // A reason that is a wish of its own.
    'tasks.due_date is missing an index of its own, so that it cannot be empty',
    'tasks.due_date is missing an index of its own, so that we can drop legacy_notes',
    // Each of them, or both together?
    'user_progress is missing unique constraints (user_id, task_id)',
    // No column of that table.
    'The nickname column in table profiles should be marked as unique key',
    // Two things in one.
    'The due_date of table tasks should be marked as unique and not null',
    // The type of it, or the column `type`?
    'In the tasks table the type of estimated_minutes should be changed from integer to bigint',
    // Values, or the column?
    'Remove the title of tasks',
    // A name that the index shall have.
    'Create an index tasks_due_date on the `tasks` table',
    // How things are.
    'The username column in table profiles is marked as unique key',
  ])('does not read: %s', (text) => {
    expect(reads(text)).toBe(false);
  });

  it('reads nothing where one more word stands that it does not know', () => {
    const strangers = fc.constantFrom(
      ...'not never if unless only some frogs except without maybe or'.split(' '),
    );
    fc.assert(
      fc.property(fc.constantFrom(...orders), strangers, fc.nat(), ([text], stranger, place) => {
        const words = text.replace(/, (?:so|which) .*| to prevent .*/, '').split(' ');
        const at = place % (words.length + 1);
        expect(reads(words.join(' '))).toBe(true);
        expect(reads([...words.slice(0, at), stranger, ...words.slice(at)].join(' '))).toBe(false);
      }),
      { numRuns: 300, seed: 20 },
    );
  });
});
