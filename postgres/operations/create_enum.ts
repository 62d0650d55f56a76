import { z } from 'zod';
import { literal, qualified } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { name, schemaName } from './fields.ts';
import { assertNoType } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const CreateEnum = z.object({
  op: z.literal('create_enum'),
  name: name.describe('name of the type'),
  schema: schemaName,
  labels: z.array(z.string()),
});
export type CreateEnum = z.infer<typeof CreateEnum>;

export const createEnum = defineOperation<'create_enum', CreateEnum>({
  kind: 'create_enum',
  params: CreateEnum,
  describe: ({ name, labels }) => `create enum ${name} (${labels.join(', ')})`,
  plan({ schema, name, labels }, catalog) {
    const type = `${schema}.${name}`;
    assertNoType(catalog, schema, name);
    if (new Set(labels).size < labels.length) {
      throw new OperationRefused(`enum ${type}`, 'a label is given twice', 'leave the second one out');
    }
    const list = labels.map(literal).join(', ');
    return operationPlan([
      transactional(
        `CREATE TYPE ${qualified(schema, name)} AS ENUM (${list})`,
        `DROP TYPE ${qualified(schema, name)}`,
        [],
      ),
    ]);
  },
  apply: ({ schema, name, labels }, catalog) => ({
    ...catalog,
    enums: [...catalog.enums, { schema, name, labels }],
  }),
});
