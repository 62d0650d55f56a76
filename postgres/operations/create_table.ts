import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogPolicy, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList, literal, qualified } from '../sql.ts';
import { foreignKeyDefinition } from './constraints.ts';
import { OperationRefused, UnknownColumn } from './errors.ts';
import { newColumn, newConstraint, newIndex, newTable } from './evolve.ts';
import { commentText, expression, name, references, schemaName, sqlType, tableName } from './fields.ts';
import { assertNoTable, fullName, relationNames, spoken } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { ownerPolicy } from './owner-policy.ts';
import { operationPlan, transactional } from './plan.ts';
import { policySql } from './policy.ts';
import { referenced } from './reference.ts';
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
        unique: z.boolean().optional(),
        check: expression.optional().describe('SQL condition over the columns of the row'),
        references: references.optional(),
        comment: commentText.optional(),
      }),
    )
    .describe('without a primary key among them a column id is added'),
  primaryKey: z.array(name).optional().describe('columns of the primary key; default: id'),
  enableRls: z.boolean().optional().describe('switch row level security on'),
  ownerPolicy: z
    .object({ column: name })
    .optional()
    .describe('the signed-in user sees and changes only rows whose column holds their id'),
  updatedAt: z.boolean().optional().describe('add updated_at, kept by a trigger'),
  comment: commentText.optional(),
});
export type CreateTable = z.infer<typeof CreateTable>;

type Column = CreateTable['columns'][number];

export const createTable = defineOperation<'create_table', CreateTable>({
  kind: 'create_table',
  params: CreateTable,
  describe: (params) =>
    `create table ${spoken(params)} (${params.columns.map((column) => column.name).join(', ')})`,
  plan(params, catalog) {
    assertNoTable(catalog, params);
    const shape = shapeOf(params, catalog);
    const [first, ...others] = shape.references;
    const at = qualified(params.schema, params.table);
    const lines = [
      ...shape.lines,
      ...(first === undefined ? [] : [`CONSTRAINT ${ident(first.name)} ${first.definition}`]),
    ];
    const create = transactional(
      [
        `CREATE TABLE ${at} (\n  ${lines.join(',\n  ')}\n)`,
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
    });
  },
  apply: (params, catalog) => ({ ...catalog, tables: [...catalog.tables, shapeOf(params, catalog).table] }),
});

interface Shape {
  /** Of CREATE TABLE, without foreign keys. */
  readonly lines: readonly string[];
  readonly references: readonly { name: string; definition: string; target: string; column: string }[];
  readonly indexes: readonly { name: string; columns: readonly string[] }[];
  readonly table: CatalogTable;
}

function shapeOf(params: CreateTable, catalog: Catalog): Shape {
  const { table, schema } = params;
  const { columns, primaryKey } = completed(params, catalog);
  assertDistinct(table, columns);
  for (const key of primaryKey) assertColumn(params, columns, key);
  const taken = new Set(relationNames(catalog, schema)).add(table);
  const named = (...parts: string[]): string => {
    const name = derivedName([table, ...parts], taken);
    taken.add(name);
    return name;
  };
  const keyName = named('pkey');
  const uniques = columns
    .filter((column) => column.unique)
    .map((column) => ({ column, name: named(column.name, 'key') }));
  const checks = columns.flatMap(({ name, check }) =>
    check === undefined ? [] : [{ column: name, name: named(name, 'check'), definition: `CHECK (${check})` }],
  );
  const references = columns.flatMap(({ name, type, references: to }) => {
    if (to === undefined) return [];
    const self = to.schema === schema && to.table === table;
    if (!self) referenced(catalog, to, type);
    const target = self ? `${schema}.${table}` : fullName({ schema: to.schema, name: to.table });
    return [
      { column: name, name: named(name, 'fkey'), definition: foreignKeyDefinition([name], to), target, to },
    ];
  });
  const policy = params.ownerPolicy === undefined ? null : policyFor(params, columns, catalog);
  // The column of a policy is in the WHERE of every query; that of a foreign key, of every delete over there.
  const indexes = [...references.map(({ column }) => column), ...(policy === null ? [] : [policy.column])]
    .filter((column, at, all) => all.indexOf(column) === at && primaryKey[0] !== column)
    .filter((column) => !uniques.some((unique) => unique.column.name === column))
    .map((column) => ({ name: named(column, 'idx'), columns: [column] }));
  const shell = newTable(
    schema,
    table,
    columns.map((column) => catalogColumn(column, primaryKey)),
    primaryKey,
  );
  return {
    lines: [
      ...columns.map(columnSql),
      `CONSTRAINT ${ident(keyName)} PRIMARY KEY (${identList(primaryKey)})`,
      ...uniques.map(({ column, name }) => `CONSTRAINT ${ident(name)} UNIQUE (${ident(column.name)})`),
      ...checks.map(({ name, definition }) => `CONSTRAINT ${ident(name)} ${definition}`),
    ],
    references,
    indexes,
    table: {
      ...shell,
      comment: params.comment ?? null,
      rlsEnabled: params.enableRls === true || policy !== null,
      policies: policy === null ? [] : [policy.policy],
      triggers: params.updatedAt ? [updatedAtSql(params).trigger] : [],
      constraints: [
        newConstraint('primary key', keyName, primaryKey, `PRIMARY KEY (${identList(primaryKey)})`),
        ...uniques.map(({ column, name }) =>
          newConstraint('unique', name, [column.name], `UNIQUE (${ident(column.name)})`),
        ),
        ...checks.map(({ column, name, definition }) => newConstraint('check', name, [column], definition)),
        ...references.map(({ column, name, definition, to }) =>
          newConstraint('foreign key', name, [column], definition, {
            schema: to.schema,
            table: to.table,
            columns: [to.column],
          }),
        ),
      ],
      indexes: [
        newIndex(keyName, primaryKey, '', true),
        ...uniques.map(({ column, name }) => newIndex(name, [column.name], '', true)),
        ...indexes.map(({ name, columns: on }) =>
          newIndex(name, on, `CREATE INDEX ON _ USING btree (${identList(on)})`, false),
        ),
      ],
    },
  };
}

/** With the key and updated_at that the request leaves to us. */
function completed(
  params: CreateTable,
  catalog: Catalog,
): { columns: readonly Column[]; primaryKey: readonly string[] } {
  const columns: Column[] = [...params.columns];
  const primaryKey = params.primaryKey?.length ? params.primaryKey : ['id'];
  if (!params.primaryKey?.length && !columns.some(({ name }) => name === 'id'))
    columns.unshift(idColumn(catalog));
  if (params.updatedAt && !columns.some(({ name }) => name === 'updated_at')) {
    columns.push({ name: 'updated_at', type: 'timestamptz', notNull: true, default: 'now()' });
  }
  return { columns, primaryKey };
}

/** The kind of key that most tables here have; uuid where there is none to go by. */
function idColumn({ tables }: Catalog): Column {
  const keys = tables.flatMap((table) => {
    const [key, ...rest] = table.primaryKey;
    return rest.length > 0 ? [] : table.columns.filter(({ name }) => name === key);
  });
  const numbers = keys.filter(({ type }) => type === 'bigint' || type === 'integer').length;
  const uuids = keys.filter(({ type }) => type === 'uuid').length;
  if (numbers > uuids) return { name: 'id', type: 'bigint GENERATED ALWAYS AS IDENTITY' };
  return { name: 'id', type: 'uuid', default: 'gen_random_uuid()' };
}

const columnSql = ({ name, type, default: value, notNull }: Column): string =>
  [ident(name), type, value === undefined ? '' : `DEFAULT ${value}`, notNull ? 'NOT NULL' : '']
    .filter(Boolean)
    .join(' ');

function catalogColumn(
  { name, type, default: value, notNull, comment }: Column,
  key: readonly string[],
): CatalogColumn {
  const identity = type.endsWith(' GENERATED ALWAYS AS IDENTITY') ? 'always' : null;
  return newColumn(name, type.split(' GENERATED ')[0] ?? type, {
    notNull: notNull === true || key.includes(name),
    default: value ?? null,
    identity,
    comment: comment ?? null,
  });
}

function policyFor(
  params: CreateTable,
  columns: readonly Column[],
  catalog: Catalog,
): { policy: CatalogPolicy; column: string } {
  const column = assertColumn(params, columns, params.ownerPolicy?.column ?? '');
  return { policy: ownerPolicy(params.table, column, catalog), column: column.name };
}

function assertColumn(params: CreateTable, columns: readonly Column[], name: string): Column {
  const column = columns.find((known) => known.name === name);
  if (column !== undefined) return column;
  throw new UnknownColumn(
    `${params.schema}.${params.table}`,
    name,
    columns.map((known) => known.name),
  );
}

function assertDistinct(table: string, columns: readonly Column[]): void {
  const twice = columns.find(({ name }, at) => columns.findIndex((other) => other.name === name) < at);
  if (twice === undefined) return;
  throw new OperationRefused(
    `table ${table}`,
    `column "${twice.name}" is given twice`,
    'leave the second one out',
  );
}

function comments(at: string, params: CreateTable): string[] {
  const onTable =
    params.comment === undefined ? [] : [`COMMENT ON TABLE ${at} IS ${literal(params.comment)}`];
  const onColumns = params.columns.flatMap(({ name, comment }) =>
    comment === undefined ? [] : [`COMMENT ON COLUMN ${at}.${ident(name)} IS ${literal(comment)}`],
  );
  return [...onTable, ...onColumns];
}
