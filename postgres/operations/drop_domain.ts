import { z } from 'zod';
import type { Catalog, CatalogType } from '../catalog/catalog.ts';
import { qualified } from '../sql.ts';
import { createDomainSql } from './domain.ts';
import { OperationRefused, UnknownType } from './errors.ts';
import { name, schemaName } from './fields.ts';
import { mentions } from './mentions.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { signature } from './routine.ts';
import { assertUnused, findType, keptOf, restoreTypeRights } from './type.ts';

export const DropDomain = z.object({
  op: z.literal('drop_domain'),
  name: name.describe('name of the domain'),
  schema: schemaName,
});
export type DropDomain = z.infer<typeof DropDomain>;

export const dropDomain = defineOperation<'drop_domain', DropDomain>({
  kind: 'drop_domain',
  params: DropDomain,
  describe: ({ schema, name }) => `drop domain ${schema}.${name}`,
  plan({ schema, name }, catalog) {
    const type = domainIn(catalog, schema, name);
    assertUnused(type, `give what uses it the type ${type.domain.type} first, or drop it`);
    const at = qualified(schema, name);
    return operationPlan(
      [
        transactional(
          `DROP DOMAIN ${at}`,
          [...createDomainSql(at, type.domain), ...restoreTypeRights(type, catalog.user)],
          [],
        ),
      ],
      {
        breaking: [
          `casts to ${schema}.${name} fail`,
          ...keptOf(type, catalog).map(
            (archive) =>
              `restore_archive ${archive.name} needs ${schema}.${name} again: create_domain it before`,
          ),
          // Bodies of functions are text.
          ...(catalog.routines ?? [])
            .filter(({ definition }) => mentions(definition, name))
            .map((routine) => `${signature(routine)} says ${name}, perhaps this domain`),
        ],
      },
    );
  },
  apply: ({ schema, name }, catalog) => ({
    ...catalog,
    types: (catalog.types ?? []).filter((known) => known.schema !== schema || known.name !== name),
  }),
});

type Domain = CatalogType & { readonly domain: NonNullable<CatalogType['domain']> };

/** @throws UnknownType, OperationRefused for a type of another kind */
function domainIn(catalog: Catalog, schema: string, name: string): Domain {
  const type = findType(catalog, schema, name);
  if (type === undefined) {
    const domains = (catalog.types ?? []).filter(({ kind }) => kind === 'domain');
    throw new UnknownType(
      `${schema}.${name}`,
      domains.map((known) => `${known.schema}.${known.name}`),
    );
  }
  const { domain } = type;
  if (domain == null) {
    throw new OperationRefused(
      `${schema}.${name}`,
      `it is of the kind ${type.kind}`,
      type.kind === 'enum' ? 'use drop_enum' : 'write the change as custom_sql',
    );
  }
  return { ...type, domain };
}
