import { z } from 'zod';
import { ident } from '../sql.ts';
import { commentOn } from './comment-sql.ts';
import { changeColumn, changeTable } from './evolve.ts';
import { columnName, commentText, schemaName, tableName } from './fields.ts';
import { columnOf, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const Comment = z.object({
  op: z.literal('comment'),
  table: tableName,
  schema: schemaName,
  column: columnName.optional(),
  text: commentText,
});
export type Comment = z.infer<typeof Comment>;

export const comment = defineOperation<'comment', Comment>({
  kind: 'comment',
  params: Comment,
  describe: (params) =>
    `comment on ${spoken(params)}${params.column === undefined ? '' : `.${params.column}`}: ${params.text}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const column = params.column === undefined ? null : columnOf(table, params.column);
    const subject =
      column === null ? `TABLE ${sqlName(table)}` : `COLUMN ${sqlName(table)}.${ident(column.name)}`;
    const before = (column ?? table).comment;
    // Takes a lock that lets everybody read and write.
    return operationPlan([transactional(commentOn(subject, params.text), commentOn(subject, before), [])]);
  },
  apply: (params, catalog) =>
    params.column === undefined
      ? changeTable(catalog, params, () => ({ comment: params.text }))
      : changeColumn(catalog, params, params.column, { comment: params.text }),
});
