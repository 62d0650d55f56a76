import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable, CatalogType } from '../catalog/catalog.ts';
import { derivedName, ident, literal, qualified } from '../sql.ts';
import { growSteps } from './alter-by-swap.ts';
import { preparedFail } from './alter-in-place.ts';
import { duplicateKeys, noRow, rowsOf } from './checks.ts';
import type { Conversion } from './conversion.ts';
import { type EnumColumn, enumColumnsOf, labelsOn, usedUnder } from './enum-column.ts';
import { OperationRefused } from './errors.ts';
import { changeColumn } from './evolve.ts';
import { name, schemaName } from './fields.ts';
import { silentTriggers } from './fill.ts';
import { dropColumnsLater } from './follow-up.ts';
import { arrayText, type SayAgain, sayAgain } from './label-condition.ts';
import { enumOf, fullName, sqlName } from './lookup.ts';
import { mentions } from './mentions.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { assertGrantedByOwner } from './privileges.ts';
import { subscribersFollow } from './published.ts';
import { former, isGone, merged, newText, type Relabelling, relabelled, relabelling } from './relabel.ts';
import { signature } from './routine.ts';
import { withCopies } from './second-column.ts';
import { type Swap, swapOf, swapStep, type TypeNames } from './swap-columns.ts';
import { assertSwappable } from './swappable.ts';
import { swapped } from './swapped-catalog.ts';
import { fromKeyword, renameType } from './tokens.ts';
import { createEnumSql, findType, newType, restoreTypeRights } from './type.ts';
import { type TypeName, typeNameOf } from './type-name.ts';
import { beforeWriting } from './written-rows.ts';

export const ReplaceEnum = z.object({
  op: z.literal('replace_enum'),
  name: name.describe('name of the enum'),
  schema: schemaName,
  labels: z.array(z.string()).min(1).describe('all labels then, in their order'),
  map: z
    .array(
      z.object({ from: z.string().describe('a label today'), to: z.string().describe('the label then') }),
    )
    .default([])
    .describe('what becomes of values whose name is not among the labels; two may become one'),
});
export type ReplaceEnum = z.infer<typeof ReplaceEnum>;

/**
 * PostgreSQL takes no value out of an enum and moves none. A second type grows, and beside the column one of it, kept
 * equal; then columns and types change names together, so that whoever names either goes on.
 */
export const replaceEnum = defineOperation<'replace_enum', ReplaceEnum>({
  kind: 'replace_enum',
  params: ReplaceEnum,
  describe: ({ name, labels, map }) =>
    `make the values of enum ${name} ${labels.join(', ')}${map.length === 0 ? '' : ` (${map.map(({ from, to }) => `${from} becomes ${to}`).join(', ')})`}`,
  plan(params, catalog) {
    const replacing = replacingOf(params, catalog);
    const { type, next, old, how, columns } = replacing;
    const made = { ...type, name: next };
    const tables = [...new Set(columns.map(({ table }) => table))];
    return operationPlan(
      [
        transactional(
          [createEnumSql(type.schema, next, params.labels), ...restoreTypeRights(made, catalog.user)],
          `DROP TYPE ${qualified(type.schema, next)}`,
          [],
        ),
        ...columns.flatMap(({ swap }) => growSteps(swap)),
        // At once, because whoever writes the type's name means the same one in every table.
        swapStep(
          columns.map(({ swap }) => swap),
          replacing.types,
        ),
      ],
      {
        preconditions: [
          ...tables.flatMap(beforeWriting),
          ...columns.flatMap((one) => [...allMapped(how, one), ...staysUnique(how, one, columns)]),
        ],
        verifications: columns.map(({ table, column, swap, afterwards }) => ({
          holds: `${column.name} and ${swap.old} of ${fullName(table)} stand for the same in every row`,
          sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${afterwards.unequal(ident(swap.old), ident(column.name))}`,
        })),
        breaking: noticed(params, replacing, catalog),
        followUps: [
          ...tables.map((table) =>
            dropColumnsLater(
              table,
              columns.filter((one) => one.table === table).map(({ swap }) => swap.old),
              merged(how).length === 0
                ? 'when no rollback is wanted any more'
                : 'when nobody asks any more which of the merged values a row had',
            ),
          ),
          {
            what: `drop_enum ${type.schema}.${old} by the migration after that`,
            operations: [{ op: 'drop_enum', schema: type.schema, name: old }],
          },
          ...columns.flatMap(({ table, swap }) => silentTriggers(table, swap.second.to.name)),
        ],
      },
    );
  },
  apply(params, catalog) {
    const { type, old, columns, grown } = replacingOf(params, catalog);
    const { schema, name } = type;
    const [is, was] = [qualified(schema, name), qualified(schema, old)];
    const now = columns.reduce((one: Catalog, { table, column, swap, start, starts }) => {
      const at = { schema: table.schema, table: table.name };
      const replaced = swapped(one, at, swap);
      const brackets = column.type.endsWith('[]') ? '[]' : '';
      const typed = (type: string, labels: readonly string[] | null) => ({
        type: type + brackets,
        default: labelsSql(labels, type + brackets),
      });
      const grownUp = changeColumn(replaced, at, column.name, typed(is, starts));
      return changeColumn(grownUp, at, swap.old, typed(was, start));
    }, grown);
    const others = <One extends { schema: string; name: string }>(all: readonly One[] = []): One[] =>
      all.filter((one) => one.schema !== schema || one.name !== name);
    const renamedUse = (use: string): string =>
      columns.map((one) => usedUnder(use, one, one.swap.old)).find((one) => one !== null) ?? use;
    return {
      ...now,
      enums: [
        ...others(catalog.enums),
        { schema, name, labels: params.labels },
        { ...enumOf(catalog, schema, name), name: old },
      ],
      types: [...others(catalog.types), type, { ...type, name: old, usedBy: type.usedBy.map(renamedUse) }],
    };
  },
});

interface Replacing {
  readonly type: CatalogType;
  /** Name of the new type while it grows, and of the old one afterwards. */
  readonly next: string;
  readonly old: string;
  readonly how: Relabelling;
  readonly columns: readonly ReplacedColumn[];
  readonly types: TypeNames;
  /** The catalog with the new type. */
  readonly grown: Catalog;
}

interface ReplacedColumn {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  readonly swap: Swap;
  /** What the old column and the new one hold by default: labels. */
  readonly start: readonly string[] | null;
  readonly starts: readonly string[] | null;
  /** From the old type to the new one, under the names they have in the end. */
  readonly afterwards: Conversion;
}

/** `type` has brackets where they are those of an array. */
const labelsSql = (labels: readonly string[] | null, type: string): string | null =>
  labels === null ? null : `${literal(type.endsWith('[]') ? arrayText(labels) : (labels[0] ?? ''))}::${type}`;

/** @throws OperationRefused where it could not be done while applications run */
function replacingOf({ schema, name, labels, map }: ReplaceEnum, catalog: Catalog): Replacing {
  const was = enumOf(catalog, schema, name);
  const type = findType(catalog, schema, name) ?? newType('enum', schema, name, catalog);
  assertGrantedByOwner(`${schema}.${name}`, type.grants);
  const how = relabelling(`${schema}.${name}`, was.labels, { labels, map });
  const used = enumColumnsOf(type, how, catalog);
  const taken = new Set(
    [...catalog.enums, ...(catalog.types ?? []), ...catalog.tables]
      .filter((one) => one.schema === schema)
      .map((one) => one.name),
  );
  const [next, old] = [derivedName([name, 'new'], taken), derivedName([name, 'old'], taken)];
  const grown: Catalog = { ...catalog, enums: [...catalog.enums, { schema, name: next, labels }] };
  const rename = (one: string, as: string): string =>
    `ALTER TYPE ${qualified(schema, one)} RENAME TO ${ident(as)}`;
  const columns: ReplacedColumn[] = [];
  let named = grown;
  for (const [at, one] of used.entries()) {
    const later = used.slice(at + 1).filter(({ table }) => table === one.table);
    const replaced = replacedColumn(one, { type, next, old, how, grown: named }, used, columns, later);
    columns.push(replaced);
    // The next one's indexes get other names.
    const { schema: its, name: table } = one.table;
    named = withCopies(named, { schema: its, table }, replaced.swap.second.copies);
  }
  return {
    type,
    next,
    old,
    how,
    columns,
    types: {
      up: [rename(name, old), rename(next, name)],
      down: [rename(name, next), rename(old, name)],
    },
    grown,
  };
}

function replacedColumn(
  { table, column, array, default: start }: EnumColumn,
  { type: { schema, name }, next, old, how, grown }: Omit<Replacing, 'columns' | 'types'>,
  all: readonly EnumColumn[],
  before: readonly ReplacedColumn[],
  later: readonly EnumColumn[],
): ReplacedColumn {
  const starts = start?.map((label) => how.to.get(label) ?? refuseDefault(table, column.name, label)) ?? null;
  const brackets = array ? '[]' : '';
  const [from, to] = [typeNameOf(column.type, grown), typeNameOf(qualified(schema, next) + brackets, grown)];
  const said = (sql: string): SayAgain => sayAgain(labelsOn(table, all, { schema, name }, how, sql));
  const says = {
    grow: said(qualified(schema, next)),
    after: said(qualified(schema, name)),
    aside: (sql: string) => renameType(sql, { schema, name }, qualified(schema, old)),
  };
  assertSwappable({ schema: table.schema, table: table.name }, table, column, grown, from, to, says.grow);
  const called = (type: TypeName, as: string): TypeName => ({
    ...type,
    base: `${schema}.${as}`,
    sql: qualified(schema, as) + brackets,
    wide: qualified(schema, as) + brackets,
  });
  const [then, now] = [called(from, old), called(to, name)];
  const afterwards = relabelled(then, now, how);
  const swap = swapOf(
    grown,
    table,
    column,
    from,
    to,
    {
      conversion: relabelled(from, to, how),
      start: labelsSql(start, from.sql),
      starts: labelsSql(starts, to.sql),
      after: { conversion: afterwards, start: labelsSql(start, then.sql) },
      says,
    },
    {
      earlier: before.filter((one) => one.table === table).map((one) => one.swap),
      later: later.map((one) => one.column.name),
    },
  );
  return { table, column, swap, start, starts, afterwards };
}

function refuseDefault(table: CatalogTable, column: string, label: string): never {
  throw new OperationRefused(
    `${fullName(table)}.${column}`,
    `its default, ${label}, would be no value any more`,
    'say in map what it becomes, or set_default to another one first',
  );
}

/** Asked before the new type is there, so of texts. */
function allMapped(how: Relabelling, { table, column }: ReplacedColumn): DataCheck[] {
  if (how.gone.length === 0) return [];
  return [
    noRow(
      `no row of ${fullName(table)} has ${how.gone.join(' or ')} in ${column.name}`,
      rowsOf(table),
      isGone(how, ident(column.name), column.type.endsWith('[]')),
    ),
  ];
}

/** Two values that become one may stand in two rows of which a unique index allows only one. */
function staysUnique(
  how: Relabelling,
  { table, column }: ReplacedColumn,
  all: readonly ReplacedColumn[],
): DataCheck[] {
  if (merged(how).length === 0) return [];
  const replaced = all.filter((one) => one.table === table).map((one) => one.column.name);
  const isArray = (name: string): boolean =>
    table.columns.some((one) => one.name === name && one.type.endsWith('[]'));
  return table.indexes
    .filter(
      ({ unique, columns }) =>
        unique && column.name === columns.find((one) => one !== null && replaced.includes(one)),
    )
    .map(({ columns, definition }) =>
      duplicateKeys(
        table,
        columns.map((one) =>
          one !== null && replaced.includes(one) ? newText(how, ident(one), isArray(one)) : ident(one ?? ''),
        ),
        {
          said: `${columns.join(', ')} with the new values`,
          where: / WHERE /.test(definition)
            ? fromKeyword(definition, 'WHERE').slice('WHERE'.length)
            : undefined,
          nullsToo: / NULLS NOT DISTINCT/.test(definition),
        },
      ),
    );
}

function noticed({ labels }: ReplaceEnum, { type, how, columns }: Replacing, catalog: Catalog): string[] {
  const names = columns.map(({ table, column }) => `${fullName(table)}.${column.name}`).join(', ');
  const tables = [...new Set(columns.map(({ table }) => table))];
  const renamed = [...how.to].filter(([from, to]) => from !== to);
  const lost = [...how.to.keys()].filter((label) => !labels.includes(label));
  return [
    `${type.schema}.${type.name} has the labels ${labels.join(', ')}, in this order, and no others`,
    ...(renamed.length === 0
      ? []
      : [`rows of ${names} give ${renamed.map(([from, to]) => `${to} for ${from}`).join(', ')}`]),
    ...(lost.length === 0
      ? []
      : [
          `applications that send ${lost.join(', ')} fail from the moment the names change: release one that sends none of them before`,
        ]),
    ...(how.gone.length === 0
      ? []
      : [`writes of ${how.gone.join(', ')} to ${names} fail from the first step on`]),
    ...labels
      .map((label) => [label, former(how, label)] as const)
      .filter(([label, before]) => label !== before || merged(how).some((one) => how.to.get(one) === label))
      .map(([label, before]) => `a rollback makes ${before} of what is written as ${label} meanwhile`),
    ...tables.map(preparedFail),
    `a driver that remembers ${type.schema}.${type.name} by its OID has to read its types again: close pooled sessions`,
    ...tables.map((table) => movedLast(table, columns)),
    ...(catalog.routines ?? [])
      .filter(
        ({ definition }) =>
          mentions(definition, type.name) ||
          [...lost, ...how.gone].some((label) => definition.includes(literal(label))),
      )
      .map((routine) => `${signature(routine)} names the type or a label, perhaps of this enum`),
    ...tables.flatMap((table) =>
      subscribersFollow(
        table,
        columns
          .filter((one) => one.table === table)
          .map(({ column, swap }) => ({ name: column.name, next: swap.second.to.name, old: swap.old })),
      ),
    ),
  ];
}

function movedLast(table: CatalogTable, columns: readonly ReplacedColumn[]): string {
  const own = columns.filter((one) => one.table === table).map(({ column }) => column.name);
  const become = own.length === 1 ? 'becomes the last column' : 'become the last columns';
  return `${own.join(', ')} ${become} of ${fullName(table)}: inserts and copies that name no columns put values in others`;
}
