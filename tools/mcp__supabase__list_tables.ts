import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeReading } from '../policies/project.ts';
import type { CatalogTable } from '../postgres/catalog/catalog.ts';
import { defineTool } from './define.ts';

const Input = z.strictObject({
  project_id: z.string(),
  schemas: z.array(z.string()).default(['public']).describe('Schemas to list'),
  verbose: z.boolean().default(false).describe('Columns, keys, constraints, indexes and policies too'),
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
  }),
  constraints: noConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  judge: ({ project_id }, _, facts) => judgeReading(project_id, facts),
  run: async ({ project_id, schemas, verbose }, { provider }) => {
    // Hundreds of casts tell a reader nothing about this schema.
    const { casts: _, ...catalog } = await provider.readCatalog(project_id);
    const tables = catalog.tables.filter(({ schema }) => schemas.includes(schema));
    const enums = catalog.enums.filter(({ schema }) => schemas.includes(schema));
    return {
      output: JSON.parse(JSON.stringify({ ...catalog, tables: verbose ? tables : tables.map(brief), enums })),
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
