import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { literal, qualified } from '../sql.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { name, schemaName } from './fields.ts';
import { withLabel } from './label-sql.ts';
import { enumOf } from './lookup.ts';
import { assertLabelsAreFree } from './mapped-enum.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { signature } from './routine.ts';

export const RenameEnumValue = z.object({
  op: z.literal('rename_enum_value'),
  name: name.describe('name of the enum'),
  schema: schemaName,
  value: z.string().describe('the label today'),
  to: z.string().describe('the label then'),
});
export type RenameEnumValue = z.infer<typeof RenameEnumValue>;

/** Rows, defaults, checks and policies hold the label by its number and follow; what holds it as text does not. */
export const renameEnumValue = defineOperation<'rename_enum_value', RenameEnumValue>({
  kind: 'rename_enum_value',
  params: RenameEnumValue,
  describe: ({ name, value, to }) => `rename ${value} of enum ${name} to ${to}`,
  plan({ schema, name, value, to }, catalog) {
    const type = enumOf(catalog, schema, name);
    assertLabelsAreFree(catalog, { schema, name });
    if (!type.labels.includes(value)) {
      throw new OperationRefused(
        `enum ${schema}.${name}`,
        `it has no label "${value}"`,
        `labels: ${type.labels.join(', ')}`,
      );
    }
    if (type.labels.includes(to)) throw new NameTaken('label', `${to} of ${schema}.${name}`);
    const rename = (from: string, other: string): string =>
      `ALTER TYPE ${qualified(schema, name)} RENAME VALUE ${literal(from)} TO ${literal(other)}`;
    return operationPlan([transactional(rename(value, to), rename(to, value), [])], {
      breaking: [
        `applications that send or expect "${value}" for ${schema}.${name} fail: release one that takes both before`,
        ...naming(catalog, value),
      ],
    });
  },
  apply: ({ schema, name, value, to }, catalog) => ({
    ...withLabel(catalog, { schema, name, value, to }),
    enums: catalog.enums.map((type) =>
      type.schema === schema && type.name === name
        ? { ...type, labels: type.labels.map((label) => (label === value ? to : label)) }
        : type,
    ),
  }),
});

/** Bodies of functions are text. */
const naming = ({ routines = [] }: Catalog, value: string): string[] =>
  routines
    .filter(({ definition }) => definition.includes(literal(value)))
    .map((routine) => `${signature(routine)} says ${literal(value)}, perhaps of this enum`);
