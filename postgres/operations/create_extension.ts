import { z } from 'zod';
import { ident, literal } from '../sql.ts';
import { NameTaken } from './errors.ts';
import { name } from './fields.ts';
import { schemaNamed } from './grant-object.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const CreateExtension = z.object({
  op: z.literal('create_extension'),
  name: name.describe('name of the extension, e.g. pg_trgm'),
  schema: name
    .optional()
    .describe('schema for what it makes; default: extensions where there is one, else public'),
});
export type CreateExtension = z.infer<typeof CreateExtension>;

export const createExtension = defineOperation<'create_extension', CreateExtension>({
  kind: 'create_extension',
  params: CreateExtension,
  describe: ({ name }) => `create extension ${name}`,
  plan(params, catalog) {
    const { name } = params;
    if (catalog.extensions.includes(name)) throw new NameTaken('extension', name);
    // Functions of an extension in public are offered to everybody who may call the API.
    const usual = catalog.schemas?.some((schema) => schema.name === 'extensions') ? 'extensions' : 'public';
    const schema = params.schema ?? usual;
    if (catalog.schemas !== undefined) schemaNamed(catalog, schema);
    return operationPlan(
      [
        transactional(
          `CREATE EXTENSION ${ident(name)} WITH SCHEMA ${ident(schema)}`,
          // Without CASCADE: what has come to need it since is not dropped with it.
          `DROP EXTENSION ${ident(name)}`,
          [],
        ),
      ],
      { preconditions: preconditionsOf(name, schema), verifications: [isThere(name)] },
    );
  },
  apply: ({ name }, { otherRelations, ...catalog }) => ({
    ...catalog,
    extensions: [...catalog.extensions, name],
  }),
});

function preconditionsOf(name: string, schema: string): DataCheck[] {
  const version = `pg_available_extension_versions AS v JOIN pg_available_extensions AS e ON e.name = v.name AND e.default_version = v.version WHERE v.name = ${literal(name)}`;
  return [
    {
      holds: `extension ${name} can be had on this server`,
      sql: `SELECT count(*) FROM (VALUES (1)) AS asked (n) WHERE NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = ${literal(name)})`,
    },
    {
      holds: `every extension that ${name} requires is there`,
      sql: `SELECT count(*) FROM ${version} AND EXISTS (SELECT FROM unnest(v.requires) AS needed (name) WHERE needed.name NOT IN (SELECT extname FROM pg_extension))`,
    },
    {
      holds: `extension ${name} may be in schema ${schema}`,
      sql: `SELECT count(*) FROM ${version} AND v.schema <> ${literal(schema)}`,
    },
  ];
}

const isThere = (name: string): DataCheck => ({
  holds: `extension ${name} is there`,
  sql: `SELECT 1 - count(*) FROM pg_extension WHERE extname = ${literal(name)}`,
});
