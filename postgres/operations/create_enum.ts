import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { qualified } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { name, schemaName } from './fields.ts';
import { assertNoType, enumOf } from './lookup.ts';
import { defineOperation, type OperationPlan } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { assertUnused, createEnumSql, findType, newType, restoreTypeRights } from './type.ts';

export const CreateEnum = z.object({
  op: z.literal('create_enum'),
  name: name.describe('name of the type'),
  schema: schemaName,
  labels: z.array(z.string()),
  replace: z
    .boolean()
    .optional()
    .describe(
      'takes the place of the enum of that name, which no column may use: to remove or reorder labels',
    ),
});
export type CreateEnum = z.infer<typeof CreateEnum>;

export const createEnum = defineOperation<'create_enum', CreateEnum>({
  kind: 'create_enum',
  params: CreateEnum,
  describe: ({ name, labels, replace }) =>
    `${replace ? 'replace' : 'create'} enum ${name} (${labels.join(', ')})`,
  plan(params, catalog) {
    const { schema, name, labels } = params;
    if (new Set(labels).size < labels.length) {
      throw new OperationRefused(
        `enum ${schema}.${name}`,
        'a label is given twice',
        'leave the second one out',
      );
    }
    if (params.replace) return replaced(params, catalog);
    assertNoType(catalog, schema, name);
    return operationPlan([
      transactional(createEnumSql(schema, name, labels), `DROP TYPE ${qualified(schema, name)}`, []),
    ]);
  },
  apply({ schema, name, labels }, catalog) {
    const isOther = (known: { schema: string; name: string }) =>
      known.schema !== schema || known.name !== name;
    const old = findType(catalog, schema, name);
    return {
      ...catalog,
      enums: [...catalog.enums.filter(isOther), { schema, name, labels }],
      types: [...(catalog.types ?? []).filter(isOther), old ?? newType('enum', schema, name, catalog)],
    };
  },
});

/**
 * Only while nothing is of the type. A column in use would be written again under a lock that stops everybody; the
 * way round it is another type, to which each column changes on its own.
 */
function replaced({ schema, name, labels }: CreateEnum, catalog: Catalog): OperationPlan {
  const was = enumOf(catalog, schema, name);
  const type = findType(catalog, schema, name) ?? newType('enum', schema, name, catalog);
  assertUnused(
    type,
    'to add a label use add_enum_value, to rename one rename_enum_value, where columns use it replace_enum; where it refuses, create_enum under another name, alter_type each column to it, drop_enum this one',
  );
  const drop = `DROP TYPE ${qualified(schema, name)}`;
  const rights = restoreTypeRights(type, catalog.user);
  return operationPlan(
    [
      transactional(
        [drop, createEnumSql(schema, name, labels), ...rights],
        [drop, createEnumSql(schema, name, was.labels), ...rights],
        [],
      ),
    ],
    { breaking: [`${schema}.${name} has the labels ${labels.join(', ')}, no others`] },
  );
}
