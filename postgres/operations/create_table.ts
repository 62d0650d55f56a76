import { z } from 'zod';
import { ident, identList, literal, qualified } from '../sql.ts';
import { tableShape } from './create-table-shape.ts';
import { exclusion } from './exclusion.ts';
import { commentText, expression, name, references, schemaName, sqlType, tableName } from './fields.ts';
import { assertNoTable, spoken } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { policySql } from './policy.ts';
import { updatedAtSql } from './updated-at.ts';

export const CreateTable = z.object({
  op: z.literal('create_table'),
  table: tableName,
  schema: schemaName,
  columns: z
    .array(
      z.object({
        name,
        type: sqlType,
        notNull: z.boolean().optional(),
        default: expression.optional().describe("SQL of the default, e.g. 5, 'open', now()"),
        identity: z.enum(['always', 'by default']).optional().describe('numbered by the database'),
        generated: expression.optional().describe('SQL over the row from which the value is made and stored'),
        unique: z.boolean().optional(),
        check: expression.optional().describe('SQL condition over the columns of the row'),
        references: references.optional(),
        comment: commentText.optional(),
      }),
    )
    .describe('without a primary key among them a column id is added'),
  primaryKey: z.array(name).optional().describe('columns of the primary key; default: id'),
  uniques: z.array(z.array(name)).optional().describe('several columns that are unique together'),
  checks: z
    .array(z.object({ name: name.optional(), check: expression.describe('SQL condition over the row') }))
    .optional(),
  exclusions: z.array(exclusion).optional().describe('no two rows may meet all comparisons'),
  unlogged: z.boolean().optional().describe('quicker, empty after a crash, not on replicas'),
  partitionBy: z
    .object({ strategy: z.enum(['range', 'list', 'hash']), columns: z.array(name) })
    .optional()
    .describe('rows are in partitions, which partition_table attaches'),
  enableRls: z.boolean().optional().describe('switch row level security on'),
  ownerPolicy: z
    .object({ column: name })
    .optional()
    .describe('the signed-in user sees and changes only rows whose column holds their id'),
  updatedAt: z.boolean().optional().describe('add updated_at, kept by a trigger'),
  comment: commentText.optional(),
});
export type CreateTable = z.infer<typeof CreateTable>;

export const createTable = defineOperation<'create_table', CreateTable>({
  kind: 'create_table',
  params: CreateTable,
  describe: (params) =>
    `create table ${spoken(params)} (${params.columns.map((column) => column.name).join(', ')})`,
  plan(params, catalog) {
    assertNoTable(catalog, params);
    const shape = tableShape(params, catalog);
    const [first, ...others] = shape.references;
    const at = qualified(params.schema, params.table);
    const lines = [
      ...shape.lines,
      ...(first === undefined ? [] : [`CONSTRAINT ${ident(first.name)} ${first.definition}`]),
    ];
    const create = transactional(
      [
        `CREATE ${params.unlogged ? 'UNLOGGED ' : ''}TABLE ${at} (\n  ${lines.join(',\n  ')}\n)${partitionSql(params)}`,
        ...shape.indexes.map(
          ({ name, columns }) => `CREATE INDEX ${ident(name)} ON ${at} (${identList(columns)})`,
        ),
        ...(shape.table.rlsEnabled ? [`ALTER TABLE ${at} ENABLE ROW LEVEL SECURITY`] : []),
        ...shape.table.policies.map((policy) => policySql(at, policy)),
        ...(params.updatedAt ? updatedAtSql(params).up : []),
        ...comments(at, params),
      ],
      [`DROP TABLE ${at}`, ...(params.updatedAt ? updatedAtSql(params).down : [])],
      first === undefined ? [] : [first.target],
    );
    // Each foreign key locks the table it points to against writes: one of them a transaction.
    const keys: StepDraft[] = others.map(({ name, definition, target }) =>
      transactional(
        `ALTER TABLE ${at} ADD CONSTRAINT ${ident(name)} ${definition}`,
        `ALTER TABLE ${at} DROP CONSTRAINT ${ident(name)}`,
        [target],
      ),
    );
    const name = `${params.schema}.${params.table}`;
    return operationPlan([create, ...keys], {
      indexes: shape.references.map(({ column }) => `${name}.${column}`),
      verifications: shape.table.rlsEnabled
        ? [
            {
              holds: `row level security of ${name} is on`,
              sql: `SELECT count(*) FROM pg_class WHERE oid = ${literal(at)}::regclass AND NOT relrowsecurity`,
            },
          ]
        : [],
      followUps:
        params.partitionBy === undefined
          ? []
          : [`partition_table attaches partitions to ${name}; without one no row can be written`],
    });
  },
  apply: (params, catalog) => ({
    ...catalog,
    tables: [...catalog.tables, tableShape(params, catalog).table],
  }),
});

const partitionSql = ({ partitionBy }: CreateTable): string =>
  partitionBy === undefined
    ? ''
    : ` PARTITION BY ${partitionBy.strategy.toUpperCase()} (${identList(partitionBy.columns)})`;

function comments(at: string, params: CreateTable): string[] {
  const onTable =
    params.comment === undefined ? [] : [`COMMENT ON TABLE ${at} IS ${literal(params.comment)}`];
  const onColumns = params.columns.flatMap(({ name, comment }) =>
    comment === undefined ? [] : [`COMMENT ON COLUMN ${at}.${ident(name)} IS ${literal(comment)}`],
  );
  return [...onTable, ...onColumns];
}
