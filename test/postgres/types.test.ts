import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { generateTypes } from '../../postgres/types.ts';
import { EmptyTypes, IncompleteTypes, TypesSchemaMissing } from '../../postgres/types-errors.ts';
import { testDatabase } from '../support/database.ts';

const types = (target: Target, ...schemas: string[]): Promise<string> =>
  withSession(target, { applicationName: 'test' }, (session) => generateTypes(session, schemas));

const schema = `
  CREATE TYPE status AS ENUM ('open', 'it''s "done"');
  CREATE TABLE tasks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, status status NOT NULL DEFAULT 'open',
    "odd name" int, twice int GENERATED ALWAYS AS ("odd name" * 2) STORED);
  CREATE TABLE notes (task_id bigint PRIMARY KEY REFERENCES tasks, body jsonb NOT NULL);
  CREATE VIEW open_tasks AS SELECT id, title FROM tasks;
  CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS n FROM tasks;
  CREATE FUNCTION task_of(n notes) RETURNS SETOF tasks LANGUAGE sql AS 'SELECT * FROM tasks WHERE id = n.task_id';
  CREATE SCHEMA "Other"; CREATE TABLE "Other".secret (a int);
`;

test('tables, enums, views and functions of the schemas asked for, and of no others', async () => {
  await using db = await testDatabase({ sql: schema });
  const text = await types(db.target, 'public');
  expect(text).toContain('export type Database = {');
  expect(text).toMatch(/tasks: \{\s+Row: \{\s+id: number/);
  expect(text).toMatch(/Insert: \{[^}]*id\?: never/);
  expect(text).toContain('"odd name": number | null');
  expect(text).toContain(`"open" | 'it\\'s "done"'`);
  expect(text).toMatch(/isOneToOne: true/);
  expect(text).toContain('open_tasks');
  expect(text).toContain('counts');
  expect(text).toContain('task_of');
  expect(text).not.toContain('secret');
  expect(await types(db.target, 'public', 'Other')).toContain('secret');
});

test('the same schema gives the same text, whatever the order of creation and the search_path', async () => {
  await using a = await testDatabase({ sql: `CREATE TABLE x (a int); CREATE TABLE y (b text); ${schema}` });
  await using b = await testDatabase({ sql: `${schema} CREATE TABLE y (b text); CREATE TABLE x (a int);` });
  const once = await types(a.target, 'public', 'Other');
  expect(await types(b.target, 'public', 'Other')).toBe(once);
  const elsewhere = await withSession(b.target, { applicationName: 'test' }, async (session) => {
    await session.query(`SET search_path = "Other"`);
    const text = await generateTypes(session, ['public', 'Other']);
    expect((await session.query('SHOW search_path')).rows).toEqual([{ search_path: '"Other"' }]);
    return text;
  });
  expect(elsewhere).toBe(once);
});

test('a schema that does not exist is an error that names those that do', async () => {
  await using db = await testDatabase({ sql: schema });
  const error = await types(db.target, 'public', 'publick', 'other').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TypesSchemaMissing);
  expect(error).toMatchObject({
    schemas: ['publick', 'other'],
    hint: 'the schemas there are: Other, public',
  });
});

test('an empty schema has types without tables', async () => {
  await using db = await testDatabase();
  expect(await types(db.target, 'public')).toMatch(/Tables: \{\s+\[_ in never\]: never/);
});

test('a role that does not see everything gets an error, not empty types', async () => {
  await using db = await testDatabase({ sql: schema });
  const role = `blind_${randomUUID().slice(0, 8)}`;
  await db.query(`CREATE ROLE ${role}`);
  const asRole = (): Promise<string> =>
    withSession(db.target, { applicationName: 'test' }, async (session) => {
      await session.query(`SET ROLE ${role}`);
      return generateTypes(session, ['public']);
    });
  try {
    await expect(asRole()).rejects.toThrow(EmptyTypes);
    await expect(asRole()).rejects.toThrow(`role "${role}" sees none of the tables in public`);
    await db.query(
      `GRANT SELECT ON notes, open_tasks, counts TO ${role}; GRANT SELECT (id) ON tasks TO ${role}`,
    );
    const error = await asRole().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IncompleteTypes);
    expect(error).toMatchObject({ hidden: ['public.tasks'] });
    await db.query(`GRANT SELECT ON tasks TO ${role}`);
    expect(await asRole()).toBe(await types(db.target, 'public'));
  } finally {
    await db.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});

test('the session is usable afterwards, also after an error', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  await expect(generateTypes(session, ['nope'])).rejects.toThrow(TypesSchemaMissing);
  await generateTypes(session, ['public']);
  await session.query('CREATE TABLE more (a int)');
  expect(await generateTypes(session, ['public'])).toContain('more: {');
});
