import { z } from 'zod';
import { maxIdentifierBytes } from '../sql.ts';
import { expressionFault, typeFault } from './syntax.ts';

/*
 * Fields that operations share. Checks are refinements: they leave the JSON Schema plain, as a model's structured
 * input needs it. What a model writes is untrusted: names are quoted, expressions must be one expression.
 */

/** A name of a schema object, unquoted, as it is in the catalog. */
export const name = z
  .string()
  .refine((text) => text !== '' && !text.includes('\0'), 'must not be empty')
  .refine(
    (text) => Buffer.byteLength(text) <= maxIdentifierBytes,
    `is longer than ${maxIdentifierBytes} bytes`,
  );

export const schemaName = name.default('public').describe('schema of the table, unquoted');
export const tableName = name.describe('name of the table, unquoted, without its schema');
export const columnName = name.describe('name of the column, unquoted');

/** Exactly one SQL expression. */
export const expression = z.string().superRefine((sql, context) => {
  const fault = expressionFault(sql);
  if (fault !== null) context.addIssue({ code: 'custom', message: `is not one SQL expression: ${fault}` });
});

/** A type as SQL writes it: `numeric(10, 2)`, `timestamp with time zone`, `public.task_status[]`. */
export const sqlType = z
  .string()
  .superRefine((type, context) => {
    const fault = typeFault(type);
    if (fault !== null) context.addIssue({ code: 'custom', message: `is not a type: ${fault}` });
  })
  .describe('type as SQL writes it, e.g. integer, text, numeric(10,2), timestamptz');

export const onDelete = z.enum(['cascade', 'set null', 'restrict', 'no action']);

export const references = z
  .object({
    table: name,
    column: name.default('id'),
    schema: name.default('public'),
    onDelete: onDelete.optional(),
    onUpdate: onDelete.optional(),
  })
  .describe('foreign key to one column of another table');

export const commentText = z.string().describe('comment for people, stored in the database');

/** `a.b.c`: keys of nested objects. */
export const jsonPath = z
  .string()
  .refine((path) => path.split('.').every((key) => key !== ''), 'is not a path like a.b.c')
  .describe('path of object keys, e.g. a.b');

export const jsonText = z
  .string()
  .refine((text) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }, 'is not JSON')
  .describe('a value as JSON text, e.g. 2, "open", {}');
