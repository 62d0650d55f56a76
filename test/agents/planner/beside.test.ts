import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await tasksAppCatalog();
});

const plan = (title: string, body = '') => planRequest({ title, body }, catalog);
const operations = (title: string, body = '') => {
  const decision = plan(title, body);
  return decision.decision === 'change'
    ? decision.operations.map((one) => ({ ...one, schema: undefined }))
    : decision;
};
const index = { op: 'add_index', table: 'tasks', columns: ['due_date'] };

describe('behind a new column, what is said of one that is there', () => {
  const added = { op: 'add_column', table: 'tasks', column: 'difficulty', type: 'integer' };

  it.each([
    ['Add difficulty int to tasks and an index on due date', [added, index]],
    ['Add difficulty int to tasks; also an index on `due_date`', [added, index]],
    [
      'Add difficulty int to tasks, and make due_date required',
      [added, { op: 'set_not_null', table: 'tasks', column: 'due_date' }],
    ],
    ['Add difficulty int to tasks and an index', [added, { ...index, columns: ['difficulty'] }]],
  ])('is an order of its own: %s', (title, expected) => {
    expect(operations(title)).toEqual(expected);
  });

  it.each([
    ['Add difficulty int to tasks; unique title per owner', 'unique title per owner'],
    [
      'Add difficulty int to tasks with a check that estimated minutes is at most 600',
      'with a check that estimated minutes is at most 600',
    ],
    ['Add difficulty int to tasks and drop the legacy notes', 'and drop the legacy notes'],
    ['Add difficulty int to tasks, unique with title', 'unique with title'],
  ])('is asked about, and is no rule of the new one: %s', (title, part) => {
    expect(plan(title)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining(part)],
      understood: ['add column difficulty integer to tasks'],
    });
  });

  it('of a list each line is about its own column', () => {
    const lines = ['add difficulty int', 'index on due date', 'drop legacy_notes'];
    expect(operations('Changes to tasks', lines.map((line) => `* ${line}`).join('\n'))).toEqual([
      added,
      index,
      { op: 'drop_column', table: 'tasks', column: 'legacy_notes' },
    ]);
  });

  it('what is unique among others is so for the new one', () => {
    expect(operations('Add slug text to tasks, unique together with owner')).toEqual([
      { op: 'add_column', table: 'tasks', column: 'slug', type: 'text' },
      { op: 'add_unique', table: 'tasks', columns: ['owner_id', 'slug'] },
    ]);
    expect(plan('Add a table courses', 'owner uuid, title text; unique together with title')).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('"unique per title"')],
    });
  });

  it('a rule that nobody took is asked about', () => {
    expect(plan('Titles of tasks', 'Add a rank int to tasks. Titles are unique.')).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('Titles are unique')],
    });
  });
});

describe('below a new table', () => {
  const shifts = 'Create a table shifts with start timestamptz, end timestamptz';

  it.each(['end must be after start', 'The end has to be later than its start.'])(
    'two of its columns are compared: %s',
    (rule) => {
      expect(operations('Shifts', `${shifts}; ${rule}`)).toMatchObject([
        { op: 'create_table', table: 'shifts', checks: [{ check: '"end" > "start"' }] },
      ]);
    },
  );

  it('one of them and a stranger are asked about', () => {
    expect(plan('Shifts', `${shifts}; end must be after opening`)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('end must be after opening')],
    });
  });
});

describe('what becomes of a reference', () => {
  it.each([
    ['set null when the manager is deleted', 'set null'],
    ['becomes null if the manager is removed', 'set null'],
    ['deleted when the manager is deleted', 'cascade'],
  ])('is told in words: %s', (words, onDelete) => {
    expect(operations(`Add a manager_id to profiles referencing profiles, ${words}`)).toMatchObject([
      { op: 'add_column', column: 'manager_id', references: { table: 'profiles', onDelete } },
    ]);
  });
});
