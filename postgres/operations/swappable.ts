import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { widensWhole } from './cast-facts.ts';
import { assertSameInParts, ownTableOf } from './column-parts.ts';
import { bare, indexTail } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { staysAskable, staysIndexed } from './expression-type.ts';
import { assertMovable, incomingKeys, incomingName } from './incoming-keys.ts';
import { staysIndexable } from './index-keys.ts';
import type { SaidAgain, SayAgain } from './label-condition.ts';
import { columnOf, fullName, type TableName, tableOf } from './lookup.ts';
import { canRefer } from './reference.ts';
import { assertCopyable } from './second-column.ts';
import { syncsOf } from './sync.ts';
import type { TypeName } from './type-name.ts';

/** @throws OperationRefused where the type of the column is not its table's alone to change */
export function assertChangeable(table: CatalogTable, column: CatalogColumn, catalog: Catalog): void {
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`${fullName(table)}.${column.name}`, reason, hint);
  };
  if (table.partitionOf != null) {
    refuse(`${fullName(table)} is a partition`, 'change the type in the partitioned table');
  }
  if (table.inheritance) {
    refuse(`${fullName(table)} inherits or is inherited from`, 'write the change as custom_sql');
  }
  if ((table.rules ?? []).length > 0) {
    refuse(
      `${fullName(table)} has the rules ${(table.rules ?? []).join(', ')}, which no trigger can keep right`,
      'write the change as custom_sql',
    );
  }
  const key = table.partitionKey;
  if (key?.columns.some((name) => name === null || name === column.name)) {
    refuse(`it is part of the partition key, ${key.definition}`, 'move the rows to a new partitioned table');
  }
  if (syncsOf(catalog, table, column.name).length > 0) {
    refuse('it is kept equal to another column', 'finish what is under way: drop_column the old one first');
  }
}

/** @throws OperationRefused where something could not go with the name */
export function assertSwappable(
  at: TableName,
  table: CatalogTable,
  column: CatalogColumn,
  catalog: Catalog,
  from: TypeName,
  to: TypeName,
  says?: SayAgain,
): void {
  ownTableOf(catalog, at, 'a change of type that writes every row');
  assertSameInParts(catalog, table, column);
  assertCopyable(table, column, {
    hint: 'write the change as custom_sql, while no application is running',
    keyMoves: true,
  });
  const refuse = (reason: string, hint: string, blockers: readonly string[] = []): never => {
    throw new OperationRefused(`${fullName(table)}.${column.name}`, reason, hint, blockers);
  };
  for (const { kind, columns, references, name } of table.constraints) {
    if (kind !== 'foreign key' || references === null || !columns.includes(column.name)) continue;
    const target = references.columns[columns.indexOf(column.name)] ?? '';
    const { type } = columnOf(tableOf(catalog, references), target);
    if (!canRefer(to.sql, type)) {
      refuse(
        `foreign key ${name} refers to ${type}, which ${to.sql} cannot be compared with`,
        'drop it first',
        [name],
      );
    }
  }
  const incoming = widensWhole(from, to) ? incomingKeys(catalog, table, column.name) : [];
  for (const one of incoming) assertMovable(one);
  const moved = incoming.map(incomingName);
  // Views, policies and generated columns stay with the old column and are right there; these would not be.
  const blockers = [
    ...(table.dependents ?? [])
      .filter(
        ({ column: on, kind }) => on === column.name && ['foreign key', 'trigger', 'other'].includes(kind),
      )
      .map(({ name }) => name),
    // Those of the table itself, too.
    ...table.indexes
      .filter(({ columns }) => columns.includes(column.name))
      .flatMap((one) => one.dependents ?? []),
    ...table.constraints
      .filter(({ columns }) => columns.includes(column.name))
      .flatMap((one) => one.dependents ?? []),
  ].filter((name, at, all) => all.indexOf(name) === at && !moved.includes(name));
  if (blockers.length > 0) {
    refuse(
      `${blockers.join(', ')} ${blockers.length === 1 ? 'depends' : 'depend'} on it`,
      'change or drop what depends on it first',
      blockers,
    );
  }
  const odd = table.indexes.find((index) => !staysIndexable(index, column.name, to.sql, catalog));
  if (odd !== undefined) {
    refuse(`index ${odd.name} cannot hold ${to.sql}`, `drop_index ${odd.name} first`, [odd.name]);
  }
  for (const { kind, name, definition } of table.constraints) {
    if (kind !== 'check' || staysAskable(definition, column.name, from, to)) continue;
    const said = says?.check(bare(definition));
    if (said !== undefined && said.fault === undefined) continue;
    refuse(
      `constraint ${name}, ${bare(definition)}, cannot be asked of ${to.sql} as it is of ${from.sql}${because(said)}`,
      `drop_constraint ${name} first, and add_check afterwards what it shall say of ${to.sql}`,
      [name],
    );
  }
  for (const index of table.indexes) {
    const said = says?.index(index);
    const isSaid = said !== undefined && said.fault === undefined;
    if (staysIndexed(index, column.name, from, to, isSaid)) continue;
    refuse(
      `index ${index.name}, ${indexTail(index.definition)}, cannot be built on ${to.sql} as it is on ${from.sql}${because(said)}`,
      `drop_index ${index.name} first, and add_index afterwards what ${to.sql} needs`,
      [index.name],
    );
  }
  const identity = table.indexes.find(
    ({ replicaIdentity, columns }) => replicaIdentity && columns.includes(column.name),
  );
  if (identity !== undefined) {
    refuse(
      `replication finds rows by index ${identity.name}`,
      'set another replica identity by custom_sql first',
    );
  }
  const publications = table.primaryKey.includes(column.name) ? (table.publications ?? []) : [];
  if (publications.length > 0) {
    refuse(
      `publication ${publications.join(', ')} finds rows by it`,
      'set another replica identity by custom_sql first',
      publications,
    );
  }
}

const because = (said: SaidAgain | undefined): string => (said?.fault === undefined ? '' : `: ${said.fault}`);
