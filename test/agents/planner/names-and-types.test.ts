import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await tasksAppCatalog();
});
const plan = (title: string, body = '') => planRequest({ title, body }, catalog);

describe('a word that is also a type is a name in front of a type', () => {
  it.each([
    ['Add a currency text to profiles', 'currency', 'text'],
    ['Profiles need a currency text', 'currency', 'text'],
    ['Add date text to tasks', 'date', 'text'],
    ["Add a required number text default 'x' to tasks", 'number', 'text'],
    ['Add a time text to tasks', 'time', 'text'],
    ['Add a uuid text to tasks', 'uuid', 'text'],
    ['Add a date timestamptz to tasks', 'date', 'timestamp with time zone'],
    ['Add a money integer to profiles', 'money', 'integer'],
    // What describes a column, or what the text calls one.
    ['Add a text uuid to tasks', 'uuid', 'text'],
    ['Add an integer column text to tasks', 'text', 'integer'],
    ['Add a date column called text to tasks', 'text', 'date'],
  ])('%s', (title, column, type) => {
    expect(plan(title)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'add_column', column, type }],
    });
  });

  it.each(['Add a json text to tasks', 'Add a boolean text to tasks'])('%s is asked about', (title) => {
    expect(plan(title).decision).toBe('clarify');
  });
});

describe('a type of another database behind a name is no part of the name', () => {
  it.each([
    ['Add zork YEAR to tasks', 'integer'],
    ['Add zork Long to tasks', 'bigint'],
    ['Add zork IMAGE to tasks', 'bytea'],
    ['Add zork BIT to tasks', 'boolean'],
    ['Add zork MONEY to tasks', 'numeric(12,2)'],
    ['Add zork UNIQUEIDENTIFIER to tasks', 'uuid'],
    ['Add zork clob to tasks', 'text'],
    ['Add zork LONGBLOB to tasks', 'bytea'],
    ['Add zork DATETIME2(7) to tasks', 'timestamp with time zone'],
    ['Add zork NUMBER(10) to tasks', 'numeric(10)'],
    ['Add zork number(10, 2) to tasks', 'numeric(10,2)'],
    ['Add zork int(32) to tasks', 'integer'],
  ])('%s', (title, type) => {
    expect(plan(title)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'add_column', column: 'zork', type }],
      assumptions: [expect.stringContaining('is read as')],
    });
  });

  it('also where other columns follow', () => {
    expect(plan('Create table invoices: id uuid, paid BIT, created_at DATETIME')).toMatchObject({
      operations: [{ columns: [{ name: 'id' }, { name: 'paid', type: 'boolean' }, { name: 'created_at' }] }],
    });
  });

  it.each([
    ['Add phone number to profiles', 'phone_number'],
    ['Add PHONE NUMBER to profiles', 'phone_number'],
    ['Add a "price image" text column to tasks', 'price_image'],
  ])('%s is a name', (title, column) => {
    expect(plan(title)).toMatchObject({ decision: 'change', operations: [{ column }] });
  });

  it.each([
    ['Add zork LONG to tasks', 'no type "LONG"'],
    ['Table x: zork ObjectId, foo text', 'no type "ObjectId"'],
    ['Add price money to tasks', 'Is "money" the type of tasks.price'],
    ['Table gadgets: id, zork money, name text', 'Is "money" the type of gadgets.zork'],
  ])('%s is asked about', (title, question) => {
    expect(plan(title)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining(question)],
    });
  });
});

describe('what is said about a column is no part of its name', () => {
  it.each([
    'Add a text column note default pending to tasks',
    'Add a jsonb column meta default empty to tasks',
    'Tasks need an integer column prio default five',
    'Add a text column note unique to tasks',
    'Add a text column note indexed to tasks',
  ])('%s is asked about', (title) => {
    expect(plan(title)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('the name of a column')],
    });
  });

  it.each([
    ['Add a user default currency column to tasks', 'user_default_currency'],
    ['Add a text column `note_default_pending` to tasks', 'note_default_pending'],
  ])('%s is a name', (title, column) => {
    expect(plan(title)).toMatchObject({ decision: 'change', operations: [{ column }] });
  });

  it('a default behind the type is one', () => {
    expect(plan('Add note text default pending to tasks')).toMatchObject({
      operations: [{ column: 'note', default: "'pending'" }],
    });
  });
});

describe('what is read otherwise than it stands is an assumption', () => {
  it.each(['empty', 'blank'])('default %s', (word) => {
    expect(plan(`Add a note column to tasks, text, default ${word}`)).toMatchObject({
      operations: [{ op: 'add_column', column: 'note', default: "''" }],
      assumptions: [expect.stringContaining(word)],
    });
    expect(plan(`Set the default of tasks.title to ${word}`)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining(word)],
    });
  });

  it('letters that a name loses', () => {
    expect(plan('Add a text column Priorität to tasks')).toMatchObject({
      operations: [{ column: 'prioritat' }],
      assumptions: [expect.stringContaining('Priorität')],
    });
  });

  it('types, sizes and collations of MySQL', () => {
    const sql =
      'ALTER TABLE tasks ADD COLUMN a MEDIUMTEXT, ADD COLUMN b int(32), ADD COLUMN c VARCHAR(9) COLLATE utf8mb4_bin, ADD COLUMN d VARCHAR(9) CHARACTER SET utf8mb4;';
    expect(plan('As follows', `\`\`\`sql\n${sql}\n\`\`\``)).toMatchObject({
      decision: 'change',
      assumptions: [
        'CHARACTER SET utf8mb4 is left out: PostgreSQL has no such words',
        'how wide a number is shown is left out',
        '"mediumtext" is read as text',
        'the character set and the collation are left out: the database has its own',
      ],
    });
  });
});
