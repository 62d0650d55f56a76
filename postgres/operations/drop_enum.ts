import { z } from 'zod';
import { qualified } from '../sql.ts';
import { name, schemaName } from './fields.ts';
import { enumOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { assertUnused, createEnumSql, findType, keptOf, newType, restoreTypeRights } from './type.ts';

export const DropEnum = z.object({
  op: z.literal('drop_enum'),
  name: name.describe('name of the enum'),
  schema: schemaName,
});
export type DropEnum = z.infer<typeof DropEnum>;

export const dropEnum = defineOperation<'drop_enum', DropEnum>({
  kind: 'drop_enum',
  params: DropEnum,
  describe: ({ name }) => `drop enum ${name}`,
  plan({ schema, name }, catalog) {
    const { labels } = enumOf(catalog, schema, name);
    const type = findType(catalog, schema, name) ?? newType('enum', schema, name, catalog);
    assertUnused(type, 'give what uses it another type first, or drop it');
    return operationPlan(
      [
        transactional(
          `DROP TYPE ${qualified(schema, name)}`,
          [createEnumSql(schema, name, labels), ...restoreTypeRights(type, catalog.user)],
          [],
        ),
      ],
      {
        breaking: [
          `casts to ${schema}.${name} fail`,
          ...keptOf(type, catalog).map(
            (archive) =>
              `restore_archive ${archive.name} needs ${schema}.${name} again: create_enum it before, with the labels ${labels.join(', ')}`,
          ),
        ],
      },
    );
  },
  apply({ schema, name }, catalog) {
    const isOther = (known: { schema: string; name: string }) =>
      known.schema !== schema || known.name !== name;
    return {
      ...catalog,
      enums: catalog.enums.filter(isOther),
      types: (catalog.types ?? []).filter(isOther),
    };
  },
});
