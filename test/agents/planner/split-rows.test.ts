import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { type Catalog, readCatalog } from '../../../postgres/catalog/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';

const sql = `create table users (id int primary key, name text, phone1 text, phone2 text, phone3 text, email_1 text,
    email_2 text, address1 text, address2 text);
  create table tasks (id int primary key, title text, tags text[]);`;

describe('columns that repeat and arrays become rows', () => {
  let catalog: Catalog;
  const plan = (title: string) => planRequest({ title, body: '' }, catalog);
  beforeAll(async () => {
    await using db = await testDatabase({ sql });
    catalog = await withSession(db.target, { applicationName: 'test' }, readCatalog);
  });

  const split = (table: string, into: string, columns: readonly string[], to: string) => [
    {
      op: 'split_table',
      table,
      schema: 'public',
      into,
      columns: [],
      rows: { columns, to, position: 'position' },
      keyColumn: 'id',
      dropSource: false,
    },
  ];
  const phones = split('users', 'phones', ['phone1', 'phone2', 'phone3'], 'phone');
  const emails = split('users', 'emails', ['email_1', 'email_2'], 'email');
  const tags = split('tasks', 'task_tags', ['tags'], 'tag');

  it.each([
    ['Split phone1, phone2, phone3 of users into a table phones', phones],
    ['split phone1, phone3 and phone2 out of users into `phones`', phones],
    ['Move email_1 and email_2 of users into a table emails, one row each', emails],
    ['move tags (array) of tasks into a table task_tags, one row each', tags],
    ['Move tags of tasks into a table task_tags, one row each', tags],
    ['Move the array tags of tasks into a new table task_tags, a row for each element', tags],
    ['Split the tags array of tasks into task_tags with one row per tag', tags],
    ['Move tasks.tags into a table task_tags, one row each', tags],
    ['Turn tags of tasks into rows of a new table task_tags', tags],
  ])('%s', (title, operations) => {
    const decision = plan(title);
    expect(decision.decision === 'change' ? decision.operations : decision).toEqual(operations);
  });

  it('what it takes for granted is told', () => {
    const told = (title: string): unknown => {
      const decision = plan(title);
      return decision.decision === 'change' && decision.assumptions[0];
    };
    expect(told('Split phone1, phone2, phone3 of users into a table phones')).toBe(
      'each of users.phone1, users.phone2, users.phone3 that is not NULL becomes a row of phones, with its position',
    );
    expect(told('Move tags of tasks into rows of task_tags')).toBe(
      'each element of tasks.tags becomes a row of task_tags, with its position',
    );
    expect(told('Move tags of tasks into a table task_tags')).toBe(
      'tasks.tags moves as the array that it is; "one row each" would make rows of it',
    );
  });

  it.each([
    [
      'Split address1 and address2 of users into a table addresses',
      'Shall users.address1, users.address2 become one row each of addresses',
    ],
    ['Move title of tasks into a table titles, one row each', 'tasks.title is no array'],
  ])('%s is asked about', (title, question) => {
    const decision = plan(title);
    expect(decision.decision === 'clarify' && decision.questions.join('\n')).toContain(question);
  });

  it('other columns move row for row', () => {
    const decision = plan('Move phone1 and name of users into a table contacts');
    expect(decision).toMatchObject({
      operations: [{ columns: [{ from: 'phone1' }, { from: 'name' }] }],
    });
  });
});
