import { z } from 'zod';
import type { Catalog, CatalogTable, CatalogType } from '../catalog/catalog.ts';
import { derivedName, ident, literal, qualified } from '../sql.ts';
import { swapSteps } from './alter-by-swap.ts';
import { preparedFail } from './alter-in-place.ts';
import { duplicateKeys, noRow, rowsOf } from './checks.ts';
import type { Conversion } from './conversion.ts';
import { onlyColumnOf } from './enum-column.ts';
import { OperationRefused } from './errors.ts';
import { changeColumn } from './evolve.ts';
import { name, schemaName } from './fields.ts';
import { silentTriggers } from './fill.ts';
import { dropColumnsLater } from './follow-up.ts';
import { enumOf, fullName, sqlName } from './lookup.ts';
import { mentions } from './mentions.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { assertGrantedByOwner } from './privileges.ts';
import { former, isGone, merged, newText, type Relabelling, relabelled, relabelling } from './relabel.ts';
import { signature } from './routine.ts';
import { type Swap, swapOf, swapped } from './swap-columns.ts';
import { assertSwappable } from './swappable.ts';
import { fromKeyword } from './tokens.ts';
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
    const { type, next, old, how, swap, from, grown } = replacing;
    const { table, from: column } = swap.second;
    const made = { ...type, name: next };
    return operationPlan(
      [
        transactional(
          [createEnumSql(type.schema, next, params.labels), ...restoreTypeRights(made, catalog.user)],
          `DROP TYPE ${qualified(type.schema, next)}`,
          [],
        ),
        ...swapSteps(swap, from, grown),
      ],
      {
        preconditions: [...beforeWriting(table), ...allMapped(replacing), ...staysUnique(replacing)],
        verifications: [
          {
            holds: `${column.name} and ${swap.old} of ${fullName(table)} stand for the same in every row`,
            sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${replacing.afterwards.unequal(ident(swap.old), ident(column.name))}`,
          },
        ],
        breaking: noticed(params, replacing, catalog),
        followUps: [
          dropColumnsLater(
            table,
            [swap.old],
            merged(how).length === 0
              ? 'when no rollback is wanted any more'
              : 'when nobody asks any more which of the merged values a row had',
          ),
          {
            what: `drop_enum ${type.schema}.${old} by the migration after that`,
            operations: [{ op: 'drop_enum', schema: type.schema, name: old }],
          },
          ...silentTriggers(table, swap.second.to.name),
        ],
      },
    );
  },
  apply(params, catalog) {
    const { type, old, swap, grown, start, starts } = replacingOf(params, catalog);
    const { table, from: column } = swap.second;
    const at = { schema: table.schema, table: table.name };
    const { schema, name } = type;
    const [is, was] = [qualified(schema, name), qualified(schema, old)];
    const now = [
      [column.name, { type: is, default: labelOf(starts, is) }] as const,
      [swap.old, { type: was, default: labelOf(start, was) }] as const,
    ].reduce((one, [called, change]) => changeColumn(one, at, called, change), swapped(grown, at, swap));
    const others = <One extends { schema: string; name: string }>(all: readonly One[] = []): One[] =>
      all.filter((one) => one.schema !== schema || one.name !== name);
    const use = `column ${column.name} of table `;
    return {
      ...now,
      enums: [
        ...others(catalog.enums),
        { schema, name, labels: params.labels },
        { ...enumOf(catalog, schema, name), name: old },
      ],
      types: [
        ...others(catalog.types),
        type,
        {
          ...type,
          name: old,
          usedBy: type.usedBy.map((one) => one.replace(use, () => `column ${swap.old} of table `)),
        },
      ],
    };
  },
});

interface Replacing {
  readonly type: CatalogType;
  /** Name of the new type while it grows, and of the old one afterwards. */
  readonly next: string;
  readonly old: string;
  readonly how: Relabelling;
  readonly swap: Swap;
  readonly from: TypeName;
  /** The catalog with the new type. */
  readonly grown: Catalog;
  /** What the old column and the new one hold by default: labels. */
  readonly start: string | null;
  readonly starts: string | null;
  /** From the old type to the new one, under the names they have in the end. */
  readonly afterwards: Conversion;
}

const labelOf = (label: string | null, type: string): string | null =>
  label === null ? null : `${literal(label)}::${type}`;

/** @throws OperationRefused where it could not be done while applications run */
function replacingOf({ schema, name, labels, map }: ReplaceEnum, catalog: Catalog): Replacing {
  const was = enumOf(catalog, schema, name);
  const type = findType(catalog, schema, name) ?? newType('enum', schema, name, catalog);
  assertGrantedByOwner(`${schema}.${name}`, type.grants);
  const how = relabelling(`${schema}.${name}`, was.labels, { labels, map });
  const { table, column, default: start } = onlyColumnOf(type, was.labels, catalog);
  const starts = start === null ? null : (how.to.get(start) ?? refuseDefault(table, column.name, start));
  const taken = new Set(
    [...catalog.enums, ...(catalog.types ?? []), ...catalog.tables]
      .filter((one) => one.schema === schema)
      .map((one) => one.name),
  );
  const [next, old] = [derivedName([name, 'new'], taken), derivedName([name, 'old'], taken)];
  const grown: Catalog = { ...catalog, enums: [...catalog.enums, { schema, name: next, labels }] };
  const [from, to] = [typeNameOf(column.type, grown), typeNameOf(qualified(schema, next), grown)];
  assertSwappable({ schema: table.schema, table: table.name }, table, column, grown, from, to);
  const called = (type: TypeName, as: string): TypeName => ({
    ...type,
    base: `${schema}.${as}`,
    sql: qualified(schema, as),
    wide: qualified(schema, as),
  });
  const [then, now] = [called(from, old), called(to, name)];
  const afterwards = relabelled(then, now, how);
  const rename = (one: string, as: string): string =>
    `ALTER TYPE ${qualified(schema, one)} RENAME TO ${ident(as)}`;
  const swap = swapOf(grown, table, column, from, to, {
    conversion: relabelled(from, to, how),
    start: labelOf(start, from.sql),
    starts: labelOf(starts, to.sql),
    after: { conversion: afterwards, start: labelOf(start, then.sql) },
    types: {
      up: [rename(name, old), rename(next, name)],
      down: [rename(name, next), rename(old, name)],
    },
  });
  return { type, next, old, how, swap, from, grown, start, starts, afterwards };
}

function refuseDefault(table: CatalogTable, column: string, label: string): never {
  throw new OperationRefused(
    `${fullName(table)}.${column}`,
    `its default, ${label}, would be no value any more`,
    'say in map what it becomes, or set_default to another one first',
  );
}

/** Asked before the new type is there, so of texts. */
function allMapped({ how, swap }: Replacing): DataCheck[] {
  const { table, from: column } = swap.second;
  if (how.gone.length === 0) return [];
  return [
    noRow(
      `no row of ${fullName(table)} has ${how.gone.join(' or ')} in ${column.name}`,
      rowsOf(table),
      isGone(how, ident(column.name)),
    ),
  ];
}

/** Two values that become one may stand in two rows of which a unique index allows only one. */
function staysUnique({ how, swap }: Replacing): DataCheck[] {
  const { table, from: column } = swap.second;
  if (merged(how).length === 0) return [];
  return table.indexes
    .filter(({ unique, columns }) => unique && columns.includes(column.name))
    .map(({ columns, definition }) =>
      duplicateKeys(
        table,
        columns.map((one) => (one === column.name ? newText(how, ident(one)) : ident(one ?? ''))),
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

function noticed({ labels }: ReplaceEnum, { type, how, swap }: Replacing, catalog: Catalog): string[] {
  const { table, from: column } = swap.second;
  const name = `${fullName(table)}.${column.name}`;
  const renamed = [...how.to].filter(([from, to]) => from !== to);
  const lost = [...how.to.keys()].filter((label) => !labels.includes(label));
  const publications = table.publications ?? [];
  return [
    `${type.schema}.${type.name} has the labels ${labels.join(', ')}, in this order, and no others`,
    ...(renamed.length === 0
      ? []
      : [`rows of ${name} give ${renamed.map(([from, to]) => `${to} for ${from}`).join(', ')}`]),
    ...(lost.length === 0
      ? []
      : [
          `applications that send ${lost.join(', ')} fail from the moment the names change: release one that sends none of them before`,
        ]),
    ...(how.gone.length === 0
      ? []
      : [`writes of ${how.gone.join(', ')} to ${name} fail from the first step on`]),
    ...labels
      .map((label) => [label, former(how, label)] as const)
      .filter(([label, before]) => label !== before || merged(how).some((one) => how.to.get(one) === label))
      .map(([label, before]) => `a rollback makes ${before} of what is written as ${label} meanwhile`),
    preparedFail(table),
    `a driver that remembers ${type.schema}.${type.name} by its OID has to read its types again: close pooled sessions`,
    `${column.name} becomes the last column of ${fullName(table)}: inserts and copies that name no columns put values in others`,
    ...(catalog.routines ?? [])
      .filter(
        ({ definition }) =>
          mentions(definition, type.name) ||
          [...lost, ...how.gone].some((label) => definition.includes(literal(label))),
      )
      .map((routine) => `${signature(routine)} names the type or a label, perhaps of this enum`),
    ...(publications.length === 0
      ? []
      : [
          `publication ${publications.join(', ')} replicates ${fullName(table)}: its subscribers need the columns and the types first`,
        ]),
  ];
}
