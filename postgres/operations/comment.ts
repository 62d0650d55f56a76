import { z } from 'zod';
import { commentOn } from './comment-sql.ts';
import { commentSubject } from './comment-subject.ts';
import { columnName, commentText, name, schemaName, sqlType, tableName } from './fields.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const Comment = z.object({
  op: z.literal('comment'),
  on: z
    .enum(['table', 'constraint', 'index', 'policy', 'trigger', 'type', 'function', 'sequence', 'schema'])
    .optional()
    .describe('default: table, which is also a view, or a column of either'),
  table: tableName.optional().describe('name of the table or view that it is about, or that it belongs to'),
  schema: schemaName,
  column: columnName.optional(),
  name: name.optional().describe('name of anything but a table or column'),
  arguments: z.array(sqlType).optional().describe('of a function: types of its arguments'),
  text: commentText,
});
export type Comment = z.infer<typeof Comment>;

export const comment = defineOperation<'comment', Comment>({
  kind: 'comment',
  params: Comment,
  describe: (params) => `comment on ${subjectOf(params)}: ${params.text}`,
  plan(params, catalog) {
    const { sql, before } = commentSubject(params, catalog);
    // Takes a lock that lets everybody read and write.
    return operationPlan([transactional(commentOn(sql, params.text), commentOn(sql, before), [])]);
  },
  apply: (params, catalog) => commentSubject(params, catalog).put(params.text),
});

function subjectOf({ on, schema, table, column, name: called }: Comment): string {
  const parts = [on === 'schema' || schema === 'public' ? undefined : schema, table, column, called];
  const path = parts.filter((part) => part !== undefined).join('.');
  return on === undefined || on === 'table' ? path : `${on} ${path}`;
}
