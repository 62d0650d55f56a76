import type { Catalog, CatalogConstraint, CatalogDependent, CatalogTable } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { columnOf, findTable, fullName, ownIndexes, sqlName } from './lookup.ts';
import { mentions } from './mentions.ts';
import type { DataCheck } from './operation.ts';
import { assertPublishable } from './partition-publication.ts';
import { signature } from './routine.ts';

/** Whether a partitioned table can take the place of this one, for all who use it. @throws OperationRefused */
export function assertPartitionable(table: CatalogTable, column: string, catalog: Catalog): void {
  const refuse = (reason: string, hint: string, blockers: readonly string[] = []): never => {
    throw new OperationRefused(fullName(table), reason, hint, blockers);
  };
  const [sync] = table.syncs ?? [];
  if (sync !== undefined) {
    refuse(`triggers keep "${sync.group}" equal, by its name`, 'drop the old column or columns first');
  }
  if (columnOf(table, column).generated !== null) {
    refuse(`${column} is generated, and PostgreSQL partitions by no such column`, 'choose another column');
  }
  for (const { name, kind, columns } of keysOf(table)) {
    if (columns.includes(column)) continue;
    refuse(
      `${kind} ${name} (${columns.map((one) => one ?? 'an expression').join(', ')}) does not hold ${column}, and no partitioned table can guarantee it`,
      kind === 'unique index'
        ? `drop_index ${name}, and add one that holds ${column}, too`
        : `drop_constraint ${name}, and ${kind === 'primary key' ? 'add_primary_key' : 'add_unique'} with ${column} among its columns, if that is enough for those who use it`,
      [name],
    );
  }
  for (const constraint of table.constraints) {
    const fault = constraintFault(constraint, table, catalog);
    if (fault !== null)
      refuse(`${constraint.kind} ${constraint.name} ${fault[0]}`, fault[1], [constraint.name]);
  }
  const invalid = table.indexes.find(({ valid }) => !valid);
  if (invalid !== undefined) {
    refuse(`index ${invalid.name} is not valid`, 'drop_index it, and build it again if it is wanted', [
      invalid.name,
    ]);
  }
  const trigger = (table.triggerDefinitions ?? []).find(
    ({ definition }) => / REFERENCING /.test(definition) && / FOR EACH ROW /.test(definition),
  );
  if (trigger !== undefined) {
    refuse(
      `trigger ${trigger.name} reads all changed rows for each row, which partitions do not have`,
      'make it FOR EACH STATEMENT first',
      [trigger.name],
    );
  }
  assertPublishable(table, catalog);
  const [rule] = table.rules ?? [];
  if (rule !== undefined) refuse(`rule ${rule} would stay with the partition`, 'drop the rule first', [rule]);
  const routines = (catalog.routines ?? [])
    .filter(({ inputTypes, returns }) => mentions(`${inputTypes}, ${returns ?? ''}`, table.name))
    .map(signature);
  if (routines.length > 0) {
    refuse(
      `${routines.join(', ')} ${routines.length === 1 ? 'is' : 'are'} declared with its rows, which would be those of the partition`,
      'drop_function first, and create_function it again afterwards',
      routines,
    );
  }
  const others = [
    ...new Set((table.dependents ?? []).filter((one) => stays(one, table)).map(({ name }) => name)),
  ];
  if (others.length > 0) {
    refuse(
      `${others.join(', ')} ${others.length === 1 ? 'means' : 'mean'} this very table, and would not see other partitions`,
      others.some((name) => name.startsWith('foreign key '))
        ? 'drop_constraint the foreign keys first; afterwards they can refer only to a key that holds the column'
        : 'drop what depends on it first, and make it again afterwards',
      others,
    );
  }
}

const keysOf = (
  table: CatalogTable,
): { name: string; kind: string; columns: readonly (string | null)[] }[] => [
  ...table.constraints.filter(({ kind }) => kind === 'primary key' || kind === 'unique'),
  ...ownIndexes(table)
    .filter(({ unique }) => unique)
    .map(({ name, columns }) => ({ name, kind: 'unique index', columns })),
];

/** What it is, and the way out. */
function constraintFault(
  constraint: CatalogConstraint,
  table: CatalogTable,
  catalog: Catalog,
): [string, string] | null {
  const { kind, definition, validated, references } = constraint;
  if (kind === 'exclusion' || / WITHOUT OVERLAPS\)/.test(definition)) {
    return ['cannot hold for several partitions at once', 'drop_constraint it first'];
  }
  if (/ NOT ENFORCED$/.test(definition)) return ['is not enforced', 'drop_constraint it first'];
  if (!validated) return ['is not validated', 'validate_constraint it first'];
  if (/ NO INHERIT$/.test(definition)) {
    return [
      'is NO INHERIT, which a partitioned table cannot have',
      'drop_constraint it, and add it without that',
    ];
  }
  if (references?.schema === table.schema && references.table === table.name) {
    return ['refers to its own table', 'drop_constraint it first'];
  }
  const target = references && findTable(catalog, references);
  // Attached and detached it has one for each partition over there: tried on 15, where those get other names.
  if (target?.kind === 'partitioned table' && catalog.serverVersion < 180000) {
    return [
      'refers to a partitioned table, and would not come back as it is before PostgreSQL 18',
      'drop_constraint it first, and add_foreign_key it again afterwards',
    ];
  }
  return null;
}

/** What is made again for the partitioned table, or belongs to the rows, is not in the way. */
function stays({ kind, name }: CatalogDependent, table: CatalogTable): boolean {
  if (kind === 'generated column' || kind === 'trigger') return false;
  if (kind === 'policy') return !name.endsWith(` on ${fullName(table)}`);
  return !/^(statistics object|publication) /.test(name);
}

/** A row type goes with its table: what is made of it would not fit the rows of the partitioned one. */
export const noRowType = (table: CatalogTable): DataCheck => ({
  holds: `no column, function or type is declared with the rows of ${fullName(table)}`,
  sql:
    `SELECT count(*) FROM pg_depend JOIN pg_type ON pg_depend.refobjid IN (pg_type.oid, pg_type.typarray) ` +
    `WHERE refclassid = 'pg_type'::regclass AND deptype = 'n' AND typrelid = ${literal(sqlName(table))}::regclass`,
});
