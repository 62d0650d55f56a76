import { z } from 'zod';
import { columnName, jsonPath, jsonText, schemaName, tableName } from './fields.ts';
import { defineOperation } from './operation.ts';

export const TransformJson = z.object({
  op: z.literal('transform_json'),
  table: tableName,
  schema: schemaName,
  column: columnName.describe('column of type jsonb'),
  moves: z
    .array(z.object({ from: jsonPath, to: jsonPath }))
    .default([])
    .describe('values that go to another place'),
  set: z
    .array(z.object({ path: jsonPath, value: jsonText }))
    .default([])
    .describe('values that every row gets'),
  remove: z.array(jsonPath).default([]).describe('paths that go'),
});
export type TransformJson = z.infer<typeof TransformJson>;

export const transformJson = defineOperation<'transform_json', TransformJson>({
  kind: 'transform_json',
  params: TransformJson,
  describe: () => 'transform_json',
  plan: () => {
    throw new Error('being written');
  },
  apply: (_, catalog) => catalog,
});
