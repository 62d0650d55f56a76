import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList, literal } from '../sql.ts';
import { batchBlock, inBatch, needsQuiet, quiet } from './batch.ts';
import { changedRows, noRow, notEmpty, type Rows, rowsOf } from './checks.ts';
import {
  foreignKeyDefinition,
  indexStep,
  notNullCheck,
  notNullSteps,
  notValidThenValidate,
} from './constraints.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { addConstraint, addIndexes, changeTable, newColumn, newConstraint, newIndex } from './evolve.ts';
import { columnName, commentText, expression, references, schemaName, sqlType, tableName } from './fields.ts';
import { silentTriggers } from './fill.ts';
import {
  assertNoColumn,
  assertNoPartition,
  constraintNames,
  fullName,
  isVolatile,
  plainTableOf,
  relationNames,
  spoken,
  sqlName,
  tableOf,
} from './lookup.ts';
import { notNullConstraints } from './not-null-name.ts';
import { type DataCheck, defineOperation, type StepDraft } from './operation.ts';
import { batched, nothingToUndo, operationPlan, transactional } from './plan.ts';
import { subscribersNeed } from './published.ts';
import { referenced } from './reference.ts';
import { cast } from './types.ts';
import { beforeWriting } from './written-rows.ts';

export const AddColumn = z.object({
  op: z.literal('add_column'),
  table: tableName,
  schema: schemaName,
  column: columnName,
  type: sqlType,
  notNull: z.boolean().optional(),
  default: expression.optional().describe("SQL of the default, e.g. 5, 'open', gen_random_uuid()"),
  min: z.number().optional().describe('smallest value allowed'),
  max: z.number().optional().describe('largest value allowed'),
  check: expression.optional().describe('SQL condition the values must meet'),
  references: references.optional(),
  comment: commentText.optional(),
  backfill: expression.optional().describe('SQL over the row that gives existing rows their value'),
});
export type AddColumn = z.infer<typeof AddColumn>;

function rulesInWords({
  notNull,
  default: standard,
  min,
  max,
  check,
  references: to,
  backfill,
}: AddColumn): string[] {
  return [
    notNull ? 'not null' : '',
    standard === undefined ? '' : `default ${standard}`,
    min === undefined ? '' : `at least ${min}`,
    max === undefined ? '' : `at most ${max}`,
    check === undefined ? '' : `check (${check})`,
    to === undefined ? '' : `references ${to.table}`,
    backfill === undefined ? '' : `existing rows get ${backfill}`,
  ].filter((rule) => rule !== '');
}

export const addColumn = defineOperation<'add_column', AddColumn>({
  kind: 'add_column',
  params: AddColumn,
  describe: (params) =>
    [`add column ${params.column} ${params.type} to ${spoken(params)}`, ...rulesInWords(params)].join(', '),
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    assertNoPartition(table);
    assertNoColumn(table, params.column);
    const shape = shapeOf(params, catalog, table);
    const [first, ...rest] = stepsOf(params, table, shape);
    const name = `${fullName(table)}.${params.column}`;
    const blind = params.notNull && params.default === undefined;
    return operationPlan([first, ...rest], {
      preconditions: preconditionsOf(params, table, shape, catalog),
      verifications: verificationsOf(params, table, shape),
      breaking: [
        ...(blind ? [`inserts into ${fullName(table)} that do not name ${params.column} fail`] : []),
        ...subscribersNeed(table, [params.column]),
      ],
      indexes: shape.foreignKey === null ? [] : [name],
      followUps: shape.fill === null ? [] : silentTriggers(table, params.column),
    });
  },
  apply(params, catalog) {
    const table = tableOf(catalog, params);
    const shape = shapeOf(params, catalog, table);
    const column = newColumn(params.column, params.type, {
      notNull: params.notNull === true,
      default: params.default ?? null,
      comment: params.comment ?? null,
    });
    const required = params.notNull ? notNullConstraints(catalog, params, [params.column]) : [];
    let now = changeTable(catalog, params, ({ columns, constraints }) => ({
      columns: [...columns, column],
      constraints: [...constraints, ...required],
    }));
    for (const [kind, constraint] of [
      ['check', shape.check],
      ['foreign key', shape.foreignKey],
    ] as const) {
      if (constraint === null) continue;
      const { name, definition, references = null } = constraint;
      now = addConstraint(now, params, newConstraint(kind, name, [params.column], definition, references));
    }
    if (shape.index === null) return now;
    const definition = `CREATE INDEX ON _ USING btree (${identList([params.column])})`;
    return addIndexes(now, params, newIndex(shape.index, [params.column], definition, false));
  },
});

function verificationsOf(params: AddColumn, table: CatalogTable, { check }: Shape): DataCheck[] {
  const [at, column] = [sqlName(table), ident(params.column)];
  const name = `${fullName(table)}.${params.column}`;
  const notNull = {
    holds: `${name} is NOT NULL`,
    sql:
      `SELECT count(*) FROM pg_attribute WHERE attrelid = ${literal(at)}::regclass ` +
      `AND attname = ${literal(params.column)} AND NOT attnotnull`,
  };
  const filled = {
    holds: `every row of ${fullName(table)} has a value in ${params.column}`,
    sql: `SELECT count(*) FROM ${at} WHERE ${column} IS NULL`,
  };
  const checked = (constraint: string) => ({
    holds: `${constraint} holds for every row`,
    sql:
      `SELECT count(*) FROM pg_constraint WHERE conrelid = ${literal(at)}::regclass ` +
      `AND conname = ${literal(constraint)} AND NOT convalidated`,
  });
  const hasDefault = params.default !== undefined && !/^null\b/i.test(params.default.trim());
  return [
    ...(params.notNull ? [notNull] : hasDefault ? [filled] : []),
    ...(check === null ? [] : [checked(check.name)]),
  ];
}

interface Named {
  readonly name: string;
  readonly definition: string;
  readonly references?: CatalogTable['constraints'][number]['references'];
}

interface Shape {
  readonly check: Named | null;
  readonly foreignKey: Named | null;
  readonly index: string | null;
  /** Value that rows which are there get in batches; null where adding the column gives it to them. */
  readonly fill: string | null;
}

function shapeOf(params: AddColumn, catalog: Catalog, table: CatalogTable): Shape {
  assertType(params);
  if (params.references !== undefined)
    referenced(catalog, params.references, params.type, tableOf(catalog, params));
  const fill = fillOf(params, catalog);
  if (fill !== null || params.references !== undefined) {
    plainTableOf(catalog, params, 'filling in or indexing a new column');
  }
  const taken = constraintNames(table);
  const condition = conditionOf(params);
  const to = params.references;
  return {
    check:
      condition === null
        ? null
        : { name: constraintName(table, [params.column, 'check']), definition: `CHECK (${condition})` },
    foreignKey:
      to === undefined
        ? null
        : {
            name: derivedName([table.name, params.column, 'fkey'], taken),
            definition: foreignKeyDefinition([params.column], to),
            references: { schema: to.schema, table: to.table, columns: [to.column] },
          },
    index:
      to === undefined
        ? null
        : derivedName([table.name, params.column, 'idx'], relationNames(catalog, table.schema)),
    fill,
  };
}

/** People look for the check under its usual name, so a taken one is an error, not a reason for a number. */
function constraintName(table: CatalogTable, parts: readonly string[]): string {
  const name = derivedName([table.name, ...parts]);
  if (constraintNames(table).has(name)) throw new NameTaken('constraint', `${name} of ${fullName(table)}`);
  return name;
}

/**
 * A default that is one value for all rows is stored once, in the catalog. One that differs from row to row, or a
 * value calculated from the row, has to be written into every row.
 */
function fillOf({ default: value, backfill, type }: AddColumn, catalog: Catalog): string | null {
  if (backfill !== undefined) {
    return value === undefined
      ? cast(backfill, type)
      : `COALESCE(${cast(backfill, type)}, ${cast(value, type)})`;
  }
  return value !== undefined && isVolatile(catalog, value) ? value : null;
}

function conditionOf({ column, min, max, check }: AddColumn): string | null {
  const name = ident(column);
  const range =
    min !== undefined && max !== undefined
      ? `${name} BETWEEN ${min} AND ${max}`
      : min !== undefined
        ? `${name} >= ${min}`
        : max !== undefined
          ? `${name} <= ${max}`
          : null;
  if (range === null) return check ?? null;
  return check === undefined ? range : `(${range}) AND (${check})`;
}

/** Types that PostgreSQL compares with no number. */
const hasNoRange =
  /\[\]$|^(text|varchar|char|citext|bool|json|uuid|date|time|interval|bytea|inet|cidr|xml|tsvector)/i;

function assertType({ table, column, type, min, max }: AddColumn): void {
  const name = `${table}.${column}`;
  if (/^(small|big)?serial\d?\b/i.test(type)) {
    throw new OperationRefused(
      name,
      `${type} writes every row of the table again`,
      'add it as bigint with a backfill',
    );
  }
  if ((min !== undefined || max !== undefined) && hasNoRange.test(type)) {
    throw new OperationRefused(name, `${type} is no number that could have a range`, 'say it as check');
  }
  if (min !== undefined && max !== undefined && min > max) {
    throw new OperationRefused(
      name,
      `no value is both at least ${min} and at most ${max}`,
      'swap min and max',
    );
  }
}

function stepsOf(params: AddColumn, table: CatalogTable, shape: Shape): [StepDraft, ...StepDraft[]] {
  const { column } = params;
  const later: StepDraft[] = [];
  const [checkAdd, ...checkRest] =
    shape.check === null ? [] : notValidThenValidate(table, shape.check.name, shape.check.definition);
  const first = addSql(params, table, shape);
  if (shape.fill !== null) {
    later.push(fillStep(params, table, shape.fill));
    if (checkAdd !== undefined) later.push(checkAdd);
  }
  later.push(...checkRest);
  if (shape.fill !== null && params.notNull) {
    later.push(...notNullSteps(table, column, notNullCheck(table, column)));
  }
  if (shape.index !== null) later.push(indexStep(table, shape.index, false, `(${identList([column])})`));
  if (shape.foreignKey !== null) {
    later.push(...notValidThenValidate(table, shape.foreignKey.name, shape.foreignKey.definition));
  }
  // Nothing to fill in: the check can come with the column, NOT VALID, and be validated afterwards.
  const together = shape.fill === null && checkAdd !== undefined ? [checkAdd] : [];
  const step = transactional(
    [...first.up, ...together.map(({ up }) => up)],
    [...together.map(({ down }) => down), ...first.down],
    [fullName(table)],
  );
  return [step, ...later];
}

function addSql(params: AddColumn, table: CatalogTable, { fill }: Shape): { up: string[]; down: string[] } {
  const at = sqlName(table);
  const column = ident(params.column);
  const value = params.default === undefined ? '' : ` DEFAULT ${params.default}`;
  const add =
    fill === null
      ? [`ALTER TABLE ${at} ADD COLUMN ${column} ${params.type}${value}${params.notNull ? ' NOT NULL' : ''}`]
      : [
          `ALTER TABLE ${at} ADD COLUMN ${column} ${params.type}`,
          // Set afterwards it is for new rows only; the rows that are there are filled in batches.
          ...(value === '' ? [] : [`ALTER TABLE ${at} ALTER COLUMN ${column} SET${value}`]),
        ];
  const comment =
    params.comment === undefined ? [] : [`COMMENT ON COLUMN ${at}.${column} IS ${literal(params.comment)}`];
  return { up: [...add, ...comment], down: [`ALTER TABLE ${at} DROP COLUMN ${column}`] };
}

function fillStep({ column }: AddColumn, table: CatalogTable, value: string): StepDraft {
  const todo = `${ident(column)} IS NULL AND (${value}) IS NOT NULL`;
  return batched(
    batchBlock({
      table,
      todo,
      each: needsQuiet(table, column) ? quiet : [],
      work: [`UPDATE ${sqlName(table)} SET ${ident(column)} = ${value} WHERE ${inBatch} AND ${todo}`],
    }),
    nothingToUndo('The values go with the column.'),
  );
}

/** A value that differs each time it is asked for can only be looked at when it is there. */
function filledRows({ column, type }: AddColumn, table: CatalogTable, fill: string): Rows {
  return changedRows(table, [
    ...table.columns.map(({ name }) => ident(name)),
    `${cast(fill, type)} AS ${ident(column)}`,
  ]);
}

function preconditionsOf(
  params: AddColumn,
  table: CatalogTable,
  { fill, check }: Shape,
  catalog: Catalog,
): DataCheck[] {
  const { default: value, column, type, notNull } = params;
  const checks: DataCheck[] = fill === null ? [] : beforeWriting(table);
  if (notNull && value === undefined && fill === null) checks.push(notEmpty(table));
  if (notNull && fill !== null) {
    checks.push(
      noRow(`every row of ${fullName(table)} gets a value for ${column}`, rowsOf(table), `(${fill}) IS NULL`),
    );
  }
  const condition = conditionOf(params);
  if (condition !== null && fill !== null && !isVolatile(catalog, fill)) {
    checks.push(
      noRow(
        `every row of ${fullName(table)} gets a value for ${column} that meets ${condition}`,
        filledRows(params, table, fill),
        `NOT (${condition})`,
      ),
    );
  }
  if (condition !== null && value !== undefined && check !== null) {
    checks.push({
      holds: `the default ${value} meets ${condition}`,
      sql: `SELECT count(*) FROM (SELECT ${cast(value, type)} AS ${ident(column)}) AS godwit_row WHERE NOT (${condition})`,
    });
  }
  return checks;
}
