import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeReading } from '../policies/project.ts';
import type { Catalog, CatalogTable } from '../postgres/catalog/catalog.ts';
import { defineTool } from './define.ts';

const Input = z.strictObject({
  project_id: z.string(),
  schemas: z.array(z.string()).default(['public']).describe('Schemas to list'),
  tables: z.array(z.string()).optional().describe('Only these, each as name or as schema.name'),
  verbose: z.boolean().default(false).describe('Columns, keys, constraints, indexes and policies too'),
  longest: z
    .int()
    .min(1_000)
    .max(16_000_000)
    .optional()
    .describe('Where the answer may be longer than usual: how long, in characters. A table takes some 4,000'),
});

/** Tables of a project as its catalog describes them; never rows. */
export const listTables = defineTool({
  name: 'mcp__supabase__list_tables',
  description:
    'Lists tables of a project or branch: names, sizes, and with verbose columns, keys, constraints, indexes and policies.',
  input: Input,
  output: z.object({
    serverVersion: z.number(),
    tables: z.array(z.json()),
    enums: z.array(z.json()),
    extensions: z.array(z.string()),
    schemas: z.array(z.json()).optional(),
    casts: z.array(z.json()).optional(),
    types: z.array(z.json()).optional(),
  }),
  constraints: noConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  longest: ({ longest = 0 }) => longest,
  readOn: 'name tables or fewer schemas, or leave verbose out',
  judge: ({ project_id }, _, facts) => judgeReading(project_id, facts),
  run: async ({ project_id, schemas, tables: only, verbose }, { provider }) => {
    const catalog = await provider.describeCatalog(project_id);
    const isNamed = ({ schema, name }: CatalogTable): boolean =>
      only === undefined || only.includes(name) || only.includes(`${schema}.${name}`);
    const tables = catalog.tables.filter((table) => schemas.includes(table.schema) && isNamed(table));
    const enums = catalog.enums.filter(({ schema }) => schemas.includes(schema));
    return {
      output: JSON.parse(
        JSON.stringify({
          ...database(catalog),
          tables: tables.map(verbose ? full : brief),
          enums,
          ...(verbose ? { casts: castsOf(catalog, tables), types: typesIn(catalog, schemas) } : {}),
        }),
      ),
      observed: [
        {
          step: 'analyze',
          fact: 'schema',
          subject: project_id,
          ok: true,
          summary: `${tables.length} tables in ${schemas.join(', ')}`,
          observed: {
            tables: tables.map(({ schema, name, estimatedRows }) => ({
              name: `${schema}.${name}`,
              estimatedRows,
            })),
          },
        },
      ],
    };
  },
});

const brief = ({ schema, name, kind, estimatedRows, bytes, rlsEnabled, comment }: CatalogTable) => ({
  schema,
  name,
  kind,
  estimatedRows,
  bytes,
  rlsEnabled,
  comment,
});

/* What is shown is named: a fact that the catalog holds for operations is not one for every prompt. */

const database = ({
  serverVersion,
  extensions,
  roles,
  functions,
  volatileFunctions,
  archives,
  schemas = [],
}: Catalog) => ({
  serverVersion,
  extensions,
  roles,
  functions,
  volatileFunctions,
  archives,
  schemas: schemas.map(({ comment: _, ...schema }) => schema),
});

/** A server has hundreds of casts: what a column's type may become is told by those of its own type to a usual one. */
function castsOf({ casts = [] }: Catalog, tables: readonly CatalogTable[]) {
  const used = new Set(
    tables.flatMap(({ columns }) => columns.map(({ type }) => type.replace(/\(.*\)/, ''))),
  );
  const shown = (type: string): boolean => used.has(type) || usual.test(type);
  return casts.filter(({ from, to }) => (used.has(from) || used.has(to)) && shown(from) && shown(to));
}
const usual =
  /^(?:boolean|smallint|integer|bigint|numeric|real|double precision|text|character varying|citext|date|timestamp.*|uuid|jsonb)$/;

/** What uses a type says whether it can go. */
const typesIn = ({ types = [] }: Catalog, schemas: readonly string[]) =>
  types.filter(({ schema }) => schemas.includes(schema)).map(({ comment: _, ...type }) => type);

const full = (table: CatalogTable) => ({
  ...brief(table),
  columns: table.columns,
  primaryKey: table.primaryKey,
  constraints: table.constraints.map(({ comment: _, ...constraint }) => constraint),
  indexes: table.indexes.map(({ comment: _, ...index }) => index),
  policies: table.policies.map(({ comment: _, ...policy }) => policy),
  triggers: table.triggers,
  rlsForced: table.rlsForced,
  grants: table.grants,
  dependents: table.dependents,
  syncs: table.syncs,
  // Of views and partitions only; JSON leaves the others out.
  definition: table.definition ?? undefined,
  partitionKey: table.partitionKey ?? undefined,
  partitionOf: table.partitionOf ?? undefined,
});
