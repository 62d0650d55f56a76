import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { noRow, nulls, rowsOf } from './checks.ts';
import { notNullCheck, notNullSteps } from './constraints.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { addArchive, addConstraint, changeColumn } from './evolve.ts';
import { columnName, expression, schemaName, tableName } from './fields.ts';
import { type Filled, fill, silentTriggers } from './fill.ts';
import { columnOf, fullName, plainTableOf, spoken, tableOf } from './lookup.ts';
import { notNullConstraints } from './not-null-name.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { allowedValues } from './written-rows.ts';

export const SetNotNull = z.object({
  op: z.literal('set_not_null'),
  table: tableName,
  schema: schemaName,
  column: columnName,
  fill: expression.optional().describe('SQL over the row for rows that hold NULL'),
});
export type SetNotNull = z.infer<typeof SetNotNull>;

/** A value to begin with, where the type has one that says nothing. */
const neutral: readonly (readonly [RegExp, string])[] = [
  [/^(text|character varying)/, 'an empty string'],
  [/^(smallint|integer|bigint|numeric|real|double precision)/, '0'],
  [/^boolean$/, 'false'],
];

function remedy(table: CatalogTable, { name, type }: CatalogColumn): Pick<DataCheck, 'remedy'> {
  const [, value] = neutral.find(([types]) => types.test(type) && !type.endsWith('[]')) ?? [];
  return value === undefined
    ? {}
    : { remedy: `Make ${name} of ${table.name} NOT NULL, existing rows get ${value}` };
}

export const setNotNull = defineOperation<'set_not_null', SetNotNull>({
  kind: 'set_not_null',
  params: SetNotNull,
  describe: (params) =>
    `forbid NULL in ${spoken(params)}.${params.column}${params.fill === undefined ? '' : `, filling in ${params.fill}`}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const column = columnOf(table, params.column);
    const name = `${fullName(table)}.${column.name}`;
    if (column.notNull) throw new OperationRefused(name, 'it is NOT NULL already', 'leave the operation out');
    const filled = filling(params, catalog);
    const check = notNullCheck(table, column.name);
    const [add, validate, set] = notNullSteps(table, column.name, check);
    // Filled first: the check, NOT VALID as it is, would refuse every update of a row that still holds NULL.
    const [first = add, ...rest] = [...(filled?.steps ?? []), add, validate, set];
    return operationPlan([first, ...rest], {
      preconditions:
        params.fill === undefined
          ? [{ ...nulls(table, column.name), ...remedy(table, column) }]
          : [
              ...allowedValues(table, {
                column,
                expression: params.fill,
                where: `${ident(column.name)} IS NULL`,
              }),
              noRow(
                `${params.fill} gives every row of ${fullName(table)} a value`,
                rowsOf(table),
                `${ident(column.name)} IS NULL AND (${params.fill}) IS NULL`,
              ),
            ],
      verifications: [nulls(table, column.name)],
      breaking: [`writes of NULL to ${name} fail`],
      destroys: filled === null ? [] : [`which rows of ${name} held NULL`],
      archives: filled === null ? [] : [filled.archive.name],
      followUps: filled === null ? [] : silentTriggers(table, column.name),
    });
  },
  apply(params, catalog) {
    const filled = filling(params, catalog);
    const changed = addConstraint(
      changeColumn(catalog, params, params.column, { notNull: true }),
      params,
      ...notNullConstraints(catalog, params, [params.column]),
    );
    return filled === null ? changed : addArchive(changed, filled.archive.name);
  },
});

function filling(params: SetNotNull, catalog: Catalog): Filled | null {
  if (params.fill === undefined) return null;
  const table = plainTableOf(catalog, params, 'filling in a column');
  const column = columnOf(table, params.column);
  assertPlainColumn(table, column);
  return fill({ table, column, expression: params.fill, where: `${ident(column.name)} IS NULL` }, catalog);
}
