import { z } from 'zod';
import { derivedName, ident, qualified } from '../sql.ts';
import { commentOn } from './comment-sql.ts';
import { commentText, expression, name, schemaName, sqlType } from './fields.ts';
import { assertNoType } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { newType } from './type.ts';

export const CreateDomain = z.object({
  op: z.literal('create_domain'),
  name: name.describe('name of the domain'),
  schema: schemaName,
  type: sqlType.describe('the type it narrows'),
  notNull: z.boolean().optional(),
  default: expression.optional().describe('SQL of the default'),
  checks: z
    .array(z.object({ name: name.optional(), check: expression.describe('SQL condition over VALUE') }))
    .optional(),
  comment: commentText.optional(),
});
export type CreateDomain = z.infer<typeof CreateDomain>;

export const createDomain = defineOperation<'create_domain', CreateDomain>({
  kind: 'create_domain',
  params: CreateDomain,
  describe: ({ schema, name, type }) => `create domain ${schema}.${name} over ${type}`,
  plan(params, catalog) {
    const { schema, name, comment } = params;
    assertNoType(catalog, schema, name);
    const at = qualified(schema, name);
    return operationPlan([
      transactional(
        [
          [`CREATE DOMAIN ${at} AS ${params.type}`, ...clausesOf(params)].join(' '),
          ...(comment === undefined ? [] : [commentOn(`DOMAIN ${at}`, comment)]),
        ],
        `DROP DOMAIN ${at}`,
        [],
      ),
    ]);
  },
  apply: ({ schema, name, comment }, catalog) => ({
    ...catalog,
    types: [
      ...(catalog.types ?? []),
      { ...newType('domain', schema, name, catalog), comment: comment ?? null },
    ],
  }),
});

function clausesOf({ name: domain, default: value, notNull, checks = [] }: CreateDomain): string[] {
  const taken = new Set(checks.flatMap((one) => one.name ?? []));
  const named = checks.map(({ name: given, check }) => {
    const called = given ?? derivedName([domain, 'check'], taken);
    taken.add(called);
    return `CONSTRAINT ${ident(called)} CHECK (${check})`;
  });
  return [...(value === undefined ? [] : [`DEFAULT ${value}`]), ...(notNull ? ['NOT NULL'] : []), ...named];
}
