import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal, qualified } from '../sql.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { name, schemaName } from './fields.ts';
import { enumOf, fullName, ownIndexes, sqlName } from './lookup.ts';
import { assertLabelsAreFree } from './mapped-enum.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { isNamed, type PlacedPolicy, policiesNamed } from './policies-reading.ts';
import { dropPolicySql, restorePolicy } from './policy.ts';
import { isSmall } from './small-table.ts';
import { createEnumSql, findType, restoreTypeRights } from './type.ts';

export const AddEnumValue = z.object({
  op: z.literal('add_enum_value'),
  name: name.describe('name of the enum'),
  schema: schemaName,
  value: z.string(),
  after: z.string().optional().describe('label it comes after; default: last'),
  before: z.string().optional().describe('label it comes before'),
});
export type AddEnumValue = z.infer<typeof AddEnumValue>;

export const addEnumValue = defineOperation<'add_enum_value', AddEnumValue>({
  kind: 'add_enum_value',
  params: AddEnumValue,
  describe: ({ name, value }) => `add ${value} to enum ${name}`,
  plan(params, catalog) {
    const { schema, name, value } = params;
    const type = enumOf(catalog, schema, name);
    assertLabelsAreFree(catalog, { schema, name });
    if (type.labels.includes(value)) throw new NameTaken('label', `${value} of ${schema}.${name}`);
    assertPlace(params, type.labels);
    // A step of its own: the value cannot be used in the transaction that adds it.
    return operationPlan(
      [
        transactional(
          `ALTER TYPE ${qualified(schema, name)} ADD VALUE ${literal(value)}${placeSql(params)}`,
          withoutValue(type, catalog),
        ),
      ],
      {
        breaking: catalog.tables
          .filter((table) => holdsRows(table) && !isSmall(table) && columnsOf(table, type).length > 0)
          .map(
            (table) =>
              `a rollback needs a window: reads and writes of ${fullName(table)} wait while it writes all rows again`,
          ),
      },
    );
  },
  apply: ({ schema, name, value, after, before }, catalog) => ({
    ...catalog,
    enums: catalog.enums.map((type) => {
      if (type.schema !== schema || type.name !== name) return type;
      const at =
        before !== undefined
          ? type.labels.indexOf(before)
          : after === undefined
            ? type.labels.length
            : type.labels.indexOf(after) + 1;
      return { ...type, labels: type.labels.toSpliced(at, 0, value) };
    }),
  }),
});

function assertPlace({ schema, name, after, before }: AddEnumValue, labels: readonly string[]): void {
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`enum ${schema}.${name}`, reason, hint);
  };
  if (after !== undefined && before !== undefined) refuse('it has one place', 'give after or before');
  const beside = after ?? before;
  if (beside !== undefined && !labels.includes(beside)) {
    refuse(`it has no label "${beside}"`, `labels: ${labels.join(', ')}`);
  }
}

function placeSql({ after, before }: AddEnumValue): string {
  if (after !== undefined) return ` AFTER ${literal(after)}`;
  return before === undefined ? '' : ` BEFORE ${literal(before)}`;
}

/**
 * PostgreSQL has no way to take a label away: the type is made anew and every column changes over to it, which
 * writes its table again; the policies that read one go and come back with it. Fails, and changes nothing, while a row
 * holds the value.
 */
function withoutValue(type: Catalog['enums'][number], catalog: Catalog): string[] {
  const name = qualified(type.schema, type.name);
  const known = findType(catalog, type.schema, type.name);
  // Of columns, with their defaults, checks and indexes, the table below knows how to change them over.
  const usedBy = known?.usedBy ?? [];
  const policies = policiesNamed(catalog, [
    ...usedBy,
    ...catalog.tables.flatMap((table) => readers(table, type)),
  ]);
  const others = usedBy.filter(
    (use) => !/^(?:column .* of table|default value|constraint|index) /.test(use) && !isNamed(policies, use),
  );
  if (others.length > 0) refuseFor(type, others);
  const aside = `${type.name.slice(0, 40)}_godwit`;
  const old = qualified(type.schema, aside);
  const users = catalog.tables.flatMap((table) => usesOf(table, type, policies));
  return [
    ...policies.map(({ table, policy }) => dropPolicySql(table, policy)),
    ...users.flatMap(({ before }) => before),
    `ALTER TYPE ${name} RENAME TO ${ident(aside)}`,
    createEnumSql(type.schema, type.name, type.labels),
    ...(known === undefined ? [] : restoreTypeRights(known, catalog.user)),
    ...users.flatMap(({ change }) => change(name)),
    `DROP TYPE ${old}`,
    ...users.flatMap(({ after }) => after),
    ...policies.flatMap(({ table, policy }) => restorePolicy(table, policy)),
  ];
}

function refuseFor({ schema, name }: EnumName, blockers: readonly string[]): never {
  throw new OperationRefused(
    `${schema}.${name}`,
    `the value could not be taken away again: ${blockers.join(', ')}`,
    'add the value by custom_sql and say there what its reverse is',
    blockers,
  );
}

interface Use {
  readonly before: readonly string[];
  readonly change: (type: string) => readonly string[];
  readonly after: readonly string[];
}

interface EnumName {
  readonly schema: string;
  readonly name: string;
}

const writtenAs = ({ schema, name }: EnumName): string[] => [
  `${schema}.${name}`,
  qualified(schema, name),
  `${schema}.${ident(name)}`,
  `${ident(schema)}.${name}`,
];

const columnsOf = (table: CatalogTable, type: EnumName): CatalogColumn[] =>
  table.columns.filter((column) =>
    writtenAs(type).some((known) => column.type === known || column.type === `${known}[]`),
  );

/** Views, policies and the like that read a column of the type. */
const readers = (table: CatalogTable, type: EnumName): string[] =>
  (table.dependents ?? [])
    .filter(
      ({ column, kind }) =>
        columnsOf(table, type).some((own) => own.name === column) &&
        ['view', 'policy', 'generated column', 'trigger'].includes(kind),
    )
    .map((one) => one.name);

const holdsRows = ({ kind }: CatalogTable): boolean => kind === 'table' || kind === 'partitioned table';

function usesOf(table: CatalogTable, { schema, name }: EnumName, policies: readonly PlacedPolicy[]): Use[] {
  if (!holdsRows(table)) return [];
  const written = writtenAs({ schema, name });
  const columns = columnsOf(table, { schema, name });
  if (columns.length === 0) return [];
  if (table.inheritance) refuseFor({ schema, name }, [`inheritance of table ${fullName(table)}`]);
  const blocked = readers(table, { schema, name }).filter((reader) => !isNamed(policies, reader));
  if (blocked.length > 0) refuseFor({ schema, name }, blocked);
  const at = sqlName(table);
  const names = written.map((known) => `::${known}`);
  const mentions = (definition: string): boolean => names.some((cast) => definition.includes(cast));
  const checks = table.constraints.filter(
    ({ kind, definition, inherited }) => kind === 'check' && !inherited && mentions(definition),
  );
  const indexes = ownIndexes(table).filter(({ definition, attached }) => !attached && mentions(definition));
  const alter = (column: string): string => `ALTER TABLE ${at} ALTER COLUMN ${ident(column)}`;
  const defaults = columns.filter((column) => column.default !== null);
  return [
    {
      before: [
        ...checks.map((check) => `ALTER TABLE ${at} DROP CONSTRAINT ${ident(check.name)}`),
        ...indexes.map((index) => `DROP INDEX ${qualified(table.schema, index.name)}`),
        ...defaults.map((column) => `${alter(column.name)} DROP DEFAULT`),
      ],
      change: (type) =>
        // A partition changes with its parent.
        (table.partitionOf == null ? columns : []).map((column) => {
          const to = column.type.endsWith('[]') ? `${type}[]` : type;
          const through = column.type.endsWith('[]') ? 'text[]' : 'text';
          return `${alter(column.name)} TYPE ${to} USING ${ident(column.name)}::${through}::${to}`;
        }),
      after: [
        ...defaults.map((column) => `${alter(column.name)} SET DEFAULT ${column.default}`),
        ...checks.map((check) => `ALTER TABLE ${at} ADD CONSTRAINT ${ident(check.name)} ${check.definition}`),
        ...indexes.map((index) => index.definition),
      ],
    },
  ];
}
