import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, qualified } from '../sql.ts';
import { indexStep } from './constraints.ts';
import { indexTail } from './copies.ts';
import { OperationRefused } from './errors.ts';
import {
  assertNoPartition,
  fullName,
  relationNames,
  sqlName,
  type TableName,
  tableOf,
  wholeTableOf,
} from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { concurrent, transactional } from './plan.ts';
import type { SecondColumn } from './second-column.ts';
import { mentionsColumn } from './tokens.ts';

/*
 * A column of a partitioned table: PostgreSQL adds, renames and drops it, its checks and its triggers in all partitions
 * at once; rows are written, and indexes built, partition by partition.
 */

export const partitionsOf = ({ tables }: Catalog, { schema, name }: CatalogTable): CatalogTable[] =>
  tables.filter(({ partitionOf }) => partitionOf?.schema === schema && partitionOf.table === name);

/** Tables that hold the rows. */
export const heapsOf = (catalog: Catalog, table: CatalogTable): readonly CatalogTable[] =>
  table.kind === 'partitioned table' ? partitionsOf(catalog, table) : [table];

/** For a second column of the table; nothing to say of a plain one. */
export const partsOf = (catalog: Catalog, table: CatalogTable): Pick<SecondColumn, 'parts'> =>
  table.kind === 'partitioned table'
    ? {
        parts: {
          heaps: partitionsOf(catalog, table),
          indexed: (index) => indexOnParts(catalog, table, index),
        },
      }
    : {};

/**
 * A table that has columns of its own, partitioned or not. @throws as wholeTableOf; OperationRefused without a partition
 */
export function ownTableOf(catalog: Catalog, at: TableName, what: string): CatalogTable {
  const table = tableOf(catalog, at);
  if (table.kind !== 'partitioned table') return wholeTableOf(catalog, at, what);
  assertNoPartition(table);
  if (partitionsOf(catalog, table).length > 0) return table;
  throw new OperationRefused(
    fullName(table),
    'it has no partition yet',
    'attach or create its first one before',
  );
}

/** @throws OperationRefused where a partition has something of its own on the column, or a key stands on it */
export function assertSameInParts(catalog: Catalog, table: CatalogTable, column: CatalogColumn): void {
  if (table.kind !== 'partitioned table') return;
  const subject = `${fullName(table)}.${column.name}`;
  const refuse = (reason: string, hint: string, blockers: readonly string[]): never => {
    throw new OperationRefused(subject, reason, hint, blockers);
  };
  const keys = table.constraints
    .filter(
      ({ kind, columns }) =>
        ['primary key', 'unique', 'foreign key'].includes(kind) && columns.includes(column.name),
    )
    .map(({ kind, name }) => `${kind} ${name}`);
  const uniques = table.indexes
    .filter(
      ({ unique, columns, name }) =>
        unique && columns.includes(column.name) && !keys.some((key) => key.endsWith(` ${name}`)),
    )
    .map(({ name }) => `unique index ${name}`);
  if (keys.length + uniques.length > 0) {
    refuse(
      `${[...keys, ...uniques].join(', ')} of a partitioned table cannot be built while it is in use`,
      'drop it first, and add it again afterwards',
      [...keys, ...uniques],
    );
  }
  for (const part of partitionsOf(catalog, table)) {
    if (part.kind !== 'table') {
      refuse(
        `partition ${fullName(part)} is partitioned again or foreign`,
        'write the change as custom_sql',
        [fullName(part)],
      );
    }
    const own = [
      ...part.constraints
        .filter(
          ({ inherited, columns, definition, kind }) =>
            !inherited &&
            kind !== 'not null' &&
            (columns.includes(column.name) || mentionsColumn(definition, column.name)),
        )
        .map(({ name }) => `constraint ${name}`),
      ...part.indexes
        .filter(({ attached, definition }) => !attached && mentionsColumn(definition, column.name))
        .map(({ name }) => `index ${name}`),
      ...(part.columns.find(({ name }) => name === column.name)?.default === column.default
        ? []
        : ['its default']),
    ];
    if (own.length > 0) {
      refuse(
        `partition ${fullName(part)} has ${own.join(', ')} of its own on it`,
        'drop it first, or make it that of the whole table',
        own,
      );
    }
  }
}

/** An index of a partitioned table, built partition by partition while each is in use, then joined. */
export function indexOnParts(
  catalog: Catalog,
  table: CatalogTable,
  {
    name,
    unique,
    definition,
  }: { readonly name: string; readonly unique: boolean; readonly definition: string },
): StepDraft[] {
  const parts = partitionsOf(catalog, table).map((part) => ({
    part,
    // One that is there, and goes, comes back under its name.
    index:
      part.indexes.find((one) => one.attached && indexTail(one.definition) === definition)?.name ??
      derivedName([part.name, name], new Set([...relationNames(catalog, part.schema), name])),
  }));
  return [
    ...parts.map(({ part, index }) =>
      concurrent(
        indexStep(part, index, unique, definition).up,
        // Once it is part of the whole one it goes with that.
        `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(part.schema, index)}`,
      ),
    ),
    transactional(
      [
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ident(name)} ON ONLY ${sqlName(table)} ${definition}`,
        ...parts.map(
          ({ part, index }) =>
            `ALTER INDEX ${qualified(table.schema, name)} ATTACH PARTITION ${qualified(part.schema, index)}`,
        ),
      ],
      `DROP INDEX ${qualified(table.schema, name)}`,
    ),
  ];
}
