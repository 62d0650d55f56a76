import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { dropColumn } from './drop_column.ts';
import { changeTable } from './evolve.ts';
import { expression, name, schemaName, sqlType, tableName } from './fields.ts';
import { dropColumnsLater } from './follow-up.ts';
import { fullName, spoken, sqlName } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { operationPlan } from './plan.ts';
import { relax } from './relax.ts';
import { copyStep, createStep, foreignKeySteps, madeTable } from './split-child.ts';
import { applyRows, planRows } from './split-rows.ts';
import type { SplitRows } from './split-rows-columns.ts';
import { fromInto, type SplitShape, splitShape, staleIn } from './split-shape.ts';
import { splitSyncs } from './split-sync.ts';
import { beforeWriting } from './written-rows.ts';

export const SplitTable = z.object({
  op: z.literal('split_table'),
  table: tableName,
  schema: schemaName,
  into: tableName.describe('name of the new table'),
  columns: z
    .array(
      z.object({
        from: name.describe('column of the table'),
        to: name.describe('its name in the new table'),
        type: sqlType.optional().describe('type in the new table; default: the same'),
        using: expression.optional().describe('SQL over the row that makes the new value; default: a cast'),
        back: expression
          .optional()
          .describe('SQL over the new row that makes the old value; default: a cast'),
      }),
    )
    .default([])
    .describe('columns that move, one row for one'),
  rows: z
    .object({
      columns: z
        .array(name)
        .describe(
          'several columns of one type, e.g. phone1, phone2, phone3: a row for each that is not NULL; or one array: a row for each element',
        ),
      to: name.describe('column of the new table that holds the value'),
      position: name
        .default('position')
        .describe('column of the new table that holds the place in the list or among the columns, from 1'),
    })
    .optional()
    .describe('instead of columns: those that become rows, many for one'),
  keyColumn: name.default('id').describe('uuid key of the new table'),
  foreignKey: name
    .optional()
    .describe('column of the new table that references the old; default: <singular>_id'),
  dropSource: z
    .boolean()
    .default(false)
    .describe('drop the old columns at once instead of by a later migration'),
});
export type SplitTable = z.infer<typeof SplitTable>;

/**
 * The new table gets the rows, and triggers keep both sides equal, until a later migration drops the old columns:
 * an application of either age is right, and so is the way back.
 */
export const splitTable = defineOperation<'split_table', SplitTable>({
  kind: 'split_table',
  params: SplitTable,
  describe: (params) =>
    hasRows(params)
      ? `make ${params.rows.columns.join(', ')} of ${spoken(params)} rows of ${params.into}`
      : `move ${params.columns.map(({ from }) => from).join(', ')} of ${spoken(params)} into ${params.into}`,
  plan(params, catalog) {
    if (hasRows(params)) return planRows(params, catalog);
    const shape = splitShape(params, catalog);
    const { source, into, moved } = shape;
    const create = createStep(source, into, splitSyncs(shape, catalog));
    const relaxed = moved.filter(({ from }) => from.notNull).map(({ from }) => from);
    const expand = [
      // A new application writes the row here before what belongs to it: the old columns have to wait for it.
      ...(relaxed.length === 0 ? [] : [relax(source, relaxed, catalog)]),
      create,
      moveStep(shape),
      ...foreignKeySteps(into, shape.foreignKeys, catalog),
    ];
    const drops = dropsOf(params, catalog);
    const [first = create, ...rest] = [...expand, ...drops.flatMap(({ steps }) => steps)];
    const verification = {
      holds: `${fullName(into)} holds what ${fullName(source)} has`,
      sql: `SELECT count(*) FROM ${sqlName(source)} WHERE ${staleIn(shape, moved)}`,
    };
    const dependents = (source.dependents ?? []).filter(({ column }) =>
      moved.some(({ from }) => from.name === column),
    );
    return operationPlan([first, ...rest], {
      preconditions: beforeWriting(source),
      indexes: [`${fullName(into)}.${shape.foreignKey}`],
      verifications: params.dropSource ? [] : [verification],
      breaking: drops.flatMap(({ breaking }) => breaking),
      destroys: drops.flatMap(({ destroys }) => destroys),
      archives: drops.flatMap(({ archives }) => archives),
      followUps: params.dropSource
        ? []
        : [
            dropColumnsLater(
              source,
              moved.map(({ from }) => from.name),
            ),
            ...relaxed.map((column) => `until then ${fullName(source)}.${column.name} may be NULL`),
            ...dependents.map(({ name }) => `before that, let ${name} use ${fullName(into)}`),
          ],
    });
  },
  apply(params, catalog) {
    if (hasRows(params)) return applyRows(params, catalog);
    const expanded = expandedCatalog(params, catalog);
    if (!params.dropSource) return expanded;
    return params.columns.reduce((now, { from }) => dropColumn.apply(dropOf(params, from), now), expanded);
  },
});

const hasRows = (params: SplitTable): params is SplitRows => params.rows !== undefined;

/** The schema while both tables hold the data. */
function expandedCatalog(params: SplitTable, catalog: Catalog): Catalog {
  const shape = splitShape(params, catalog);
  const syncs = splitSyncs(shape, catalog);
  const on = (table: CatalogTable): Pick<CatalogTable, 'syncs' | 'triggers'> => {
    const own = syncs.filter((one) => one.table === table).map(({ sync }) => sync);
    return {
      triggers: [...table.triggers, ...own.map(({ trigger }) => trigger)],
      syncs: [...(table.syncs ?? []), ...own],
    };
  };
  const relaxed = changeTable(catalog, params, () => ({
    ...on(shape.source),
    columns: shape.source.columns.map((column) =>
      shape.moved.some(({ from }) => from.name === column.name) ? { ...column, notNull: false } : column,
    ),
    constraints: shape.source.constraints.filter(
      ({ kind, columns }) => kind !== 'not null' || !shape.moved.some(({ from }) => from.name === columns[0]),
    ),
  }));
  const made = { ...madeTable(shape.into, shape.foreignKeys, catalog), ...on(shape.into) };
  return { ...relaxed, tables: [...relaxed.tables, made] };
}

const dropOf = ({ schema, table }: SplitTable, column: string) => ({
  op: 'drop_column' as const,
  schema,
  table,
  column,
});

/** The plans that drop the old columns, one after the other, where that is wanted at once. */
function dropsOf(params: SplitTable, catalog: Catalog): ReturnType<typeof dropColumn.plan>[] {
  if (!params.dropSource) return [];
  let now = expandedCatalog(params, catalog);
  return params.columns.map(({ from }) => {
    const plan = dropColumn.plan(dropOf(params, from), now);
    now = dropColumn.apply(dropOf(params, from), now);
    return plan;
  });
}

function moveStep(shape: SplitShape): StepDraft {
  const { source, into, moved, key, foreignKey, present } = shape;
  const columns = [foreignKey, ...moved.map(({ to }) => to.name)].map(ident).join(', ');
  const values = [`${ident(source.name)}.${ident(key.name)}`, ...moved.map(({ using }) => using)].join(', ');
  return copyStep(
    shape,
    `(${present}) AND ${fromInto(shape, 'true')} IS NULL`,
    (rows) =>
      `INSERT INTO ${sqlName(into)} (${columns}) SELECT ${values} FROM ${sqlName(source)} ` +
      `WHERE ${rows} ON CONFLICT (${ident(foreignKey)}) DO NOTHING`,
  );
}
