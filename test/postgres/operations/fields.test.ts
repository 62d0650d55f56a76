import { expect, test } from 'vitest';
import { z } from 'zod';
import { Operation, operations } from '../../../postgres/operations/index.ts';
import { expressionFault, typeFault } from '../../../postgres/operations/syntax.ts';

test.each([
  '5',
  "'open'",
  'now()',
  "E'it\\'s'",
  "'a;b--c'",
  '(SELECT max(id) FROM tasks)',
  'length(title) / 3.0',
  'CASE WHEN a THEN 1 END',
  "'{}'::jsonb",
  'a IS NOT NULL AND b',
  '$tag$;$tag$',
  '"odd "" name" + 1',
])('%s is an expression', (sql) => {
  expect(expressionFault(sql)).toBeNull();
});

test.each([
  '',
  '5;',
  '5); drop table x; --',
  '1) FROM secrets WHERE (true',
  '1, 2',
  '1, b int',
  '1) , (2',
  "'open",
  '5 --',
  '5 /* x',
  '1 AS x',
  '5 NOT NULL',
  '1) UNION (SELECT 2',
  '\0',
])('%j is not one expression', (sql) => {
  expect(expressionFault(sql)).not.toBeNull();
});

test.each([
  'integer',
  'numeric(10, 2)',
  'timestamp(3) with time zone',
  'public."Mood"[]',
  'double precision',
  'character varying(20)',
  'interval day to second',
  'bigserial',
])('%s is a type', (type) => {
  expect(typeFault(type)).toBeNull();
});

test.each([
  '',
  'integer NOT NULL',
  'int default 5',
  'int, b int',
  'int; drop',
  'int x',
  'int + 1',
  'text collate "C"',
  'int primary key',
  'int)',
])('%j is not a type', (type) => {
  expect(typeFault(type)).not.toBeNull();
});

test('every operation is in the union and in the table, and has plain JSON Schema', () => {
  const schema = z.toJSONSchema(Operation, { io: 'input' });
  const text = JSON.stringify(schema);
  expect(schema.oneOf).toHaveLength(Object.keys(operations).length);
  for (const word of ['prefixItems', 'propertyNames', '"pattern"', 'minLength', 'format'])
    expect(text).not.toContain(word);
  for (const [kind, definition] of Object.entries(operations)) expect(definition.kind).toBe(kind);
});

test('defaults are filled in, unknown operations and bad names refused', () => {
  expect(Operation.parse({ op: 'drop_table', table: 'x' })).toEqual({
    op: 'drop_table',
    table: 'x',
    schema: 'public',
  });
  expect(Operation.safeParse({ op: 'drop_everything' }).success).toBe(false);
  expect(Operation.safeParse({ op: 'drop_table', table: 'ü'.repeat(32) }).error?.message).toContain(
    'longer than 63 bytes',
  );
  expect(Operation.safeParse({ op: 'drop_table', table: '' }).success).toBe(false);
});
