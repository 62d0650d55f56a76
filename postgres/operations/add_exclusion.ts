import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident } from '../sql.ts';
import { noRow, rowsOf } from './checks.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { addConstraint, addIndexes, newConstraint, newIndex } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { isScalar } from './index-keys.ts';
import { columnOf, fullName, plainTableOf, relationNames, spoken, sqlName } from './lookup.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { isSmall, mostBytes, mostRows } from './small-table.ts';
import { mentionsColumn } from './tokens.ts';

/** An operator that PostgreSQL's lexer takes for one, and that begins no comment. */
const operator = z
  .string()
  .refine((text) => /^[-+*/<>=~!@#%^&|`?]+$/.test(text) && !/--|\/\*/.test(text), 'is not an operator');

export const AddExclusion = z.object({
  op: z.literal('add_exclusion'),
  table: tableName,
  schema: schemaName,
  elements: z
    .array(
      z.object({
        column: name.optional(),
        expression: expression.optional().describe('SQL over the row, instead of column'),
        with: operator.describe('two rows may not both answer yes, e.g. = or &&'),
      }),
    )
    .describe('no two rows may agree in all of them, e.g. room with =, during with &&'),
  method: z.enum(['gist', 'spgist', 'btree', 'hash']).default('gist'),
  where: expression.optional().describe('SQL condition: only these rows'),
  deferrable: z.enum(['initially immediate', 'initially deferred']).optional(),
  name: name.optional(),
});
export type AddExclusion = z.infer<typeof AddExclusion>;

/**
 * PostgreSQL has no way to build an exclusion constraint while a table is in use, and to ask for conflicts, row against
 * row, would take minutes: only on a small table.
 */
export const addExclusion = defineOperation<'add_exclusion', AddExclusion>({
  kind: 'add_exclusion',
  params: AddExclusion,
  describe: (params) => `let no two rows of ${spoken(params)} agree in ${said(params)}`,
  plan(params, catalog) {
    const table = subject(params, catalog);
    const own = nameOf(params, catalog);
    if (relationNames(catalog, table.schema).has(own))
      throw new NameTaken('relation', `${table.schema}.${own}`);
    const at = sqlName(table);
    return operationPlan(
      [
        transactional(
          `ALTER TABLE ${at} ADD CONSTRAINT ${ident(own)} ${definitionOf(params)}`,
          `ALTER TABLE ${at} DROP CONSTRAINT ${ident(own)}`,
        ),
      ],
      {
        preconditions: [conflicts(table, params)],
        breaking: [
          `needs a window: reads and writes of ${fullName(table)} wait while the index of ${own} is built`,
          `writes of a row that agrees with another in ${said(params)} fail`,
        ],
      },
    );
  },
  apply(params, catalog) {
    const own = nameOf(params, catalog);
    const { columns } = plainTableOf(catalog, params, 'an exclusion constraint');
    const used = columns
      .map((column) => column.name)
      .filter((column) =>
        params.elements.some((one) => one.column === column || mentionsColumn(one.expression ?? '', column)),
      );
    const definition = definitionOf(params);
    return addIndexes(
      addConstraint(catalog, params, newConstraint('exclusion', own, used, definition)),
      params,
      newIndex(own, used, `CREATE INDEX ON _ ${definition.slice('EXCLUDE '.length)}`, false),
    );
  },
});

type Element = AddExclusion['elements'][number];

const sqlOf = ({ column, expression: given }: Element): string =>
  column === undefined ? `(${given})` : ident(column);

const said = ({ elements }: Pick<AddExclusion, 'elements'>): string =>
  elements.map((one) => `${one.column ?? one.expression} (${one.with})`).join(' and ');

function definitionOf({ method, elements, where, deferrable }: AddExclusion): string {
  const list = elements.map((one) => `${sqlOf(one)} WITH ${one.with}`).join(', ');
  const condition = where === undefined ? '' : ` WHERE (${where})`;
  const later =
    deferrable === undefined
      ? ''
      : ` DEFERRABLE${deferrable === 'initially deferred' ? ' INITIALLY DEFERRED' : ''}`;
  return `EXCLUDE USING ${method} (${list})${condition}${later}`;
}

function subject(params: AddExclusion, catalog: Catalog): CatalogTable {
  const table = plainTableOf(catalog, params, 'an exclusion constraint');
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(fullName(table), reason, hint);
  };
  if (params.elements.length === 0) refuse('the constraint names no column', 'name at least one');
  for (const one of params.elements) {
    if ((one.column === undefined) === (one.expression === undefined)) {
      refuse('an element needs a column or an expression', 'give it one of the two');
    }
    if (one.column !== undefined) columnOf(table, one.column);
  }
  const { estimatedRows, bytes } = table;
  if (!isSmall(table)) {
    refuse(
      `it has about ${Math.max(0, Math.round(estimatedRows))} rows in ${Math.ceil(bytes / 1024)} kB, and nobody could read or write it while the constraint is built` +
        ` (limit: ${mostRows} rows, ${mostBytes / 1024} kB)`,
      'write the change as custom_sql, for a time when no application is running',
    );
  }
  const scalar = params.elements.find(
    ({ column }) => column !== undefined && isScalar(columnOf(table, column).type),
  );
  if (params.method === 'gist' && scalar !== undefined && !catalog.extensions.includes('btree_gist')) {
    refuse(
      `gist cannot compare ${scalar.column} by ${scalar.with} without the extension btree_gist`,
      'create the extension first',
    );
  }
  return table;
}

/** Rows that agree with another one. */
function conflicts(table: CatalogTable, { elements, where }: AddExclusion): DataCheck {
  const values = elements.map((one, at) => `${sqlOf(one)} AS v${at + 1}`).join(', ');
  const rows = `(SELECT ctid AS place, ${rowsOf(table).key} AS key, ${values} FROM ${sqlName(table)}${where === undefined ? '' : ` WHERE ${where}`})`;
  const agree = elements.map((one, at) => `one.v${at + 1} ${one.with} other.v${at + 1}`);
  return noRow(
    `no two rows of ${fullName(table)} agree in ${said({ elements })}`,
    { sql: `${rows} AS one`, key: 'one.key' },
    `EXISTS (SELECT FROM ${rows} AS other WHERE one.place <> other.place AND ${agree.join(' AND ')})`,
  );
}

const nameOf = (params: AddExclusion, catalog: Catalog): string =>
  params.name ??
  derivedName(
    [
      params.table,
      ...params.elements.flatMap(({ column }) => (column === undefined ? [] : [column])),
      'excl',
    ],
    relationNames(catalog, params.schema),
  );
