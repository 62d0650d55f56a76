import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { NameTaken } from './errors.ts';
import { name, schemaName, tableName } from './fields.ts';
import { schemaNamed } from './grant-object.ts';
import { assertNoTable, fullName, relationNames, spoken, sqlName } from './lookup.ts';
import { bothNames, tableToRename, viewUnderOldName, withBothNames } from './old-name.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { roleSql } from './policy.ts';

export const SetSchema = z.object({
  op: z.literal('set_schema'),
  table: tableName,
  schema: schemaName.describe('schema of the table today'),
  to: name.describe('schema it moves to; its old name works until the view of it is dropped later'),
  createSchema: z.boolean().optional().describe('the schema is new'),
});
export type SetSchema = z.infer<typeof SetSchema>;

export const setSchema = defineOperation<'set_schema', SetSchema>({
  kind: 'set_schema',
  params: SetSchema,
  describe: (params) => `move table ${spoken(params)} to schema ${params.to}, keeping both names for now`,
  plan(params, catalog) {
    const [table, now] = subject(params, catalog);
    const move = transactional(
      [
        `ALTER TABLE ${sqlName(table)} SET SCHEMA ${ident(now.schema)}`,
        ...viewUnderOldName(table, now, catalog),
      ],
      [`DROP VIEW ${sqlName(table)}`, `ALTER TABLE ${sqlName(now)} SET SCHEMA ${ident(table.schema)}`],
      [fullName(table)],
    );
    const facts = bothNames(table, now, catalog);
    const outside = params.createSchema ? [] : withoutUsage(table, params.to, catalog);
    return operationPlan(params.createSchema ? [newSchema(table, params.to), move] : [move], {
      ...facts,
      breaking: [...facts.breaking, ...movedSequences(table, params.to)],
      followUps: [
        ...(outside.length === 0
          ? []
          : [
              `grant usage on schema ${params.to} to ${outside.join(', ')} before they ask for ${fullName(now)}`,
            ]),
        ...facts.followUps,
      ],
    });
  },
  apply(params, catalog) {
    const [table, now] = subject(params, catalog);
    const moved = withBothNames(catalog, table, now);
    if (!params.createSchema) return moved;
    const grants = readers(table).map((role) => ({ role, privileges: ['USAGE'], grantable: false }));
    const schema = { name: params.to, owner: catalog.user ?? '', comment: null, grants };
    return { ...moved, schemas: [...(catalog.schemas ?? []), schema] };
  },
});

function subject(params: SetSchema, catalog: Catalog): [CatalogTable, CatalogTable] {
  const table = tableToRename(catalog, params);
  if (!params.createSchema) schemaNamed(catalog, params.to);
  else if (catalog.schemas?.some((known) => known.name === params.to))
    throw new NameTaken('schema', params.to);
  assertNoTable(catalog, { schema: params.to, table: table.name });
  const taken = relationNames(catalog, params.to);
  const index = table.indexes.find((one) => taken.has(one.name));
  if (index !== undefined) throw new NameTaken('index', `${params.to}.${index.name}`);
  return [table, { ...table, schema: params.to }];
}

/** A step of its own: on the way back a schema with something new in it stays, and the table is home already. */
const newSchema = (table: CatalogTable, to: string): StepDraft =>
  transactional(
    [
      `CREATE SCHEMA ${ident(to)}`,
      ...(readers(table).length === 0
        ? []
        : [`GRANT USAGE ON SCHEMA ${ident(to)} TO ${readers(table).map(roleSql).join(', ')}`]),
    ],
    `DROP SCHEMA ${ident(to)}`,
  );

const movedSequences = (table: CatalogTable, to: string): string[] =>
  table.columns.some((column) => column.identity !== null || /^nextval\(/.test(column.default ?? ''))
    ? [`sequences of ${fullName(table)} go along to schema ${to}: nextval by their old names fails`]
    : [];

/** Roles that may do something with the table, or with a column of it. */
const readers = ({ grants = [], columns }: CatalogTable): string[] => [
  ...new Set([...grants, ...columns.flatMap((column) => column.grants ?? [])].map(({ role }) => role)),
];

function withoutUsage(table: CatalogTable, schema: string, catalog: Catalog): string[] {
  const { grants, owner } = schemaNamed(catalog, schema);
  const may = grants.filter(({ privileges }) => privileges.includes('USAGE')).map(({ role }) => role);
  return may.includes('public') ? [] : readers(table).filter((role) => !may.includes(role) && role !== owner);
}
