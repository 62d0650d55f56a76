import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { catalogOf, table } from './table.ts';
import { tasksAppCatalog } from './tasks-app.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await tasksAppCatalog();
});
const plan = (title: string) => planRequest({ title, body: '' }, catalog);

describe('which tables are meant is looked up in the catalog', () => {
  it.each([
    ['Every table with a created_at column needs a deleted_at timestamp', ['profiles', 'tasks']],
    ['Add tenant_id integer to all tables that have an owner_id', ['tasks']],
    [
      'Add tenant_id integer to all tables without an owner_id',
      ['categories', 'profiles', 'task_tags', 'user_progress'],
    ],
    ['Add tenant_id integer to *', ['categories', 'profiles', 'task_tags', 'tasks', 'user_progress']],
    [
      'Add tenant_id integer to every table except task_tags',
      ['categories', 'profiles', 'tasks', 'user_progress'],
    ],
    [
      'Add archived boolean default false to every table but tasks and categories',
      ['profiles', 'task_tags', 'user_progress'],
    ],
    ['Add a note text to each table with updated_at, except profiles', ['tasks', 'user_progress']],
  ])('%s', (title, tables) => {
    expect(plan(title)).toMatchObject({
      decision: 'change',
      operations: tables.map((table) => ({ op: 'add_column', table })),
      assumptions: [expect.stringContaining(`is read as ${tables.join(', ')}`)],
    });
  });

  it.each([
    'Add weight integer to every table with a zork column',
    'Add weight integer to every table except zork',
    'Add weight integer to every table except task_tags and zork',
    'Add weight integer to each table that is big',
    'Add weight integer to all tables with an owner_id or a user_id',
    'Every table with a created_at column has an archived_at column',
  ])('%s is asked about', (title) => {
    expect(plan(title).decision).toBe('clarify');
  });

  it('has nothing to do where all of them have it', () => {
    expect(plan('Add updated_at to every table that has created_at').decision).toBe('no_schema_change');
  });
});

describe('which columns have a type is looked up in the catalog', () => {
  const texts = ['title', 'type', 'legacy_notes'];
  it.each([
    ['Change all text columns of tasks to varchar(200)', texts],
    ['Convert every text column in the tasks table to varchar(200)', texts],
    ['All text columns of tasks should be varchar(200)', texts],
    ['Change all columns in tasks that currently use text to varchar(200)', texts],
    ['Use bigint instead of integer in user_progress', ['score', 'attempts']],
    ['Change all int(11) columns of user_progress to bigint', ['score', 'attempts']],
    ['Change the column type from `INTEGER` to "bigint" on user progress table', ['score', 'attempts']],
  ])('%s', (title, columns) => {
    expect(plan(title)).toMatchObject({
      decision: 'change',
      operations: columns.map((column) => ({ op: 'alter_type', column })),
      assumptions: expect.arrayContaining([
        expect.stringMatching(/^the columns of the type (?:text|integer) are /),
      ]),
    });
  });

  it('leaves a view alone, and asks about primary keys', () => {
    expect(plan('Convert all text columns of leaderboard to varchar(20)').decision).toBe('clarify');
    expect(plan('Convert all integer columns of categories to bigint').decision).toBe('clarify');
    expect(plan('Convert all text columns to varchar(100)').decision).toBe('clarify');
  });

  it('says so where no column has it', () => {
    expect(plan('Convert all varchar columns in the tasks table to text')).toMatchObject({
      decision: 'no_schema_change',
      reason: expect.stringContaining('no column of tasks is varchar'),
    });
  });
});

describe('a type with a size, and a list of the type', () => {
  const odd = catalogOf(
    table('parts', {
      id: 'uuid',
      code: 'character(5)',
      kind: 'character varying(20)',
      label: 'character varying(200)',
      tags: 'character varying(20)[]',
    }),
  );
  it.each([
    ['Change all varchar columns of parts to text', ['kind', 'label']],
    ['Change all varchar(20) columns of parts to text', ['kind']],
    ['Change all VARCHAR 200 columns of parts to text', ['label']],
    ['Change all char(5) columns of parts to text', ['code']],
  ])('%s', (title, columns) => {
    expect(planRequest({ title, body: '' }, odd)).toMatchObject({
      decision: 'change',
      operations: columns.map((column) => ({ op: 'alter_type', table: 'parts', column })),
    });
  });
});
