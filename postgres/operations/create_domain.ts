import { z } from 'zod';
import type { CatalogDomain } from '../catalog/catalog.ts';
import { derivedName, qualified } from '../sql.ts';
import { commentOn } from './comment-sql.ts';
import { createDomainSql } from './domain.ts';
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
          ...createDomainSql(at, domainOf(params)),
          ...(comment === undefined ? [] : [commentOn(`DOMAIN ${at}`, comment)]),
        ],
        `DROP DOMAIN ${at}`,
        [],
      ),
    ]);
  },
  apply: (params, catalog) => ({
    ...catalog,
    types: [
      ...(catalog.types ?? []),
      {
        ...newType('domain', params.schema, params.name, catalog),
        comment: params.comment ?? null,
        domain: domainOf(params),
      },
    ],
  }),
});

function domainOf({
  name: domain,
  type,
  default: value,
  notNull = false,
  checks = [],
}: CreateDomain): CatalogDomain {
  const taken = new Set(checks.flatMap((one) => one.name ?? []));
  const constraints = checks.map(({ name: given, check }) => {
    const called = given ?? derivedName([domain, 'check'], taken);
    taken.add(called);
    return { name: called, kind: 'check' as const, definition: `CHECK (${check})`, comment: null };
  });
  return { type, default: value ?? null, collation: null, notNull, constraints };
}
