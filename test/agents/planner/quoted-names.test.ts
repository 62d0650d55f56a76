import { describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { catalogOf, table } from './table.ts';

const names = ['id', 'weird', 'weirdcol', 'weird"col', 'a b', 'Camel'];
const catalog = catalogOf(table('odd', Object.fromEntries(names.map((name) => [name, 'text']))));

it('a name with the signs of a regular expression is a name', () => {
  const name = 'we(i+rd';
  const key = {
    name: 'key(',
    kind: 'foreign key' as const,
    columns: ['a b'],
    definition: 'FOREIGN KEY ("a b") REFERENCES odd(id)',
    validated: true,
    deferrable: false,
    references: { schema: 'public', table: 'odd', columns: ['id'] },
  };
  const [odd] = catalog.tables;
  if (odd === undefined) throw new Error('the catalog has a table');
  const varchar = odd.columns.map((one) => ({ ...one, type: 'character varying(255)' }));
  const strange = {
    ...catalog,
    tables: [odd, { ...odd, name, columns: varchar, constraints: [key] }],
  } as unknown as Catalog;
  expect(planRequest({ title: 'Add missing indexes on all foreign keys', body: '' }, strange)).toMatchObject({
    decision: 'change',
    operations: [{ op: 'add_index', table: name, columns: ['a b'] }],
  });
  const title = 'value too long for type character varying(255)';
  expect(planRequest({ title, body: `It is ${name}.weird` }, strange)).toMatchObject({
    decision: 'clarify',
    questions: [expect.stringContaining(`A value is too long for ${name}.weird `)],
  });
});

describe('a quoted name is read to the letter', () => {
  const plan = (title: string) => planRequest({ title, body: '' }, catalog);

  it.each([
    ['Rename "weird""col" to plain in odd', 'weird"col'],
    ['Rename `weird"col` to plain in odd', 'weird"col'],
    ['ALTER TABLE odd RENAME COLUMN "weird""col" TO plain', 'weird"col'],
    ['ALTER TABLE "odd" RENAME COLUMN "weird" TO plain', 'weird'],
    ['Rename "weird" to plain in odd', 'weird'],
    ['Rename "a b" to plain in odd', 'a b'],
    ['Rename `a b` to plain in odd', 'a b'],
    ['Rename [a b] to plain in odd', 'a b'],
    ['Rename [odd].[a b] to plain', 'a b'],
    ['Rename "Camel" to plain in odd', 'Camel'],
  ])('%s', (title, name) => {
    expect(plan(title)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'rename_column', table: 'odd', column: name, to: 'plain' }],
    });
  });

  it.each([
    ['CREATE TABLE "Weird ""Name""" (id int PRIMARY KEY)', { op: 'create_table', table: 'Weird "Name"' }],
    ['CREATE TABLE größe (id int PRIMARY KEY)', { op: 'create_table', table: 'größe' }],
    ['ALTER TABLE odd ADD COLUMN "due day" date', { op: 'add_column', table: 'odd', column: 'due day' }],
    [
      'CREATE TABLE t (id int PRIMARY KEY, "a ""b""" int, UNIQUE ("a ""b"""))',
      { op: 'create_table', columns: [{ name: 'id' }, { name: 'a "b"' }], uniques: [['a "b"']] },
    ],
  ])('also of something new in SQL: %s', (sql, operation) => {
    expect(planRequest({ title: 'SQL', body: `\`\`\`sql\n${sql};\n\`\`\`` }, catalog)).toMatchObject({
      decision: 'change',
      operations: [operation],
    });
  });

  it('asks where no column is called so', () => {
    expect(plan('Drop the column "weird""nope" from odd').decision).toBe('clarify');
    expect(plan('Rename "weird" to "we""ird" in odd').decision).toBe('clarify');
  });
});
