import type { CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { indexTail } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { fullName, ownIndexes } from './lookup.ts';

/**
 * What the partitioned table has and its partitions must have: what is missing ATTACH makes itself, under a lock that
 * stops everybody, or refuses. @throws OperationRefused
 */
export function assertFits(child: CatalogTable, parent: CatalogTable): void {
  const missing = [
    ...columnFaults(child, parent),
    ...constraintFaults(child, parent),
    ...indexFaults(child, parent),
    ...child.triggers
      .filter((name) => parent.triggers.includes(name))
      .map((name) => `another trigger ${name}`),
  ];
  const taken =
    child.kind !== 'table'
      ? `it is a ${child.kind}`
      : child.partitionOf != null
        ? `it is a partition of ${child.partitionOf.schema}.${child.partitionOf.table}`
        : missing.length > 0
          ? `it differs from ${fullName(parent)}: ${missing.join(', ')}`
          : null;
  if (taken === null) return;
  throw new OperationRefused(
    fullName(child),
    taken,
    'make it like the partitioned table first: add_column, set_not_null, add_index, add_unique, add_foreign_key, add_check',
    missing,
  );
}

function columnFaults(child: CatalogTable, parent: CatalogTable): string[] {
  const lacking = parent.columns.flatMap((column) => {
    const own = child.columns.find(({ name }) => name === column.name);
    if (own === undefined) return [`it has no column ${column.name}`];
    if (own.type !== column.type || (own.collation ?? null) !== (column.collation ?? null))
      return [`column ${column.name} is ${own.type}, not ${column.type}`];
    if (column.notNull && !own.notNull) return [`column ${column.name} may be NULL`];
    return own.generated !== column.generated ? [`column ${column.name} is generated otherwise`] : [];
  });
  const own = child.columns.flatMap(({ name, identity }) =>
    !parent.columns.some((column) => column.name === name)
      ? [`it has a column ${name}`]
      : identity !== null
        ? [`column ${name} is an identity of its own`]
        : [],
  );
  return [...lacking, ...own];
}

/** NOT NULL is compared with the columns; what backs an index, with the indexes. */
const constraintFaults = (child: CatalogTable, parent: CatalogTable): string[] =>
  parent.constraints
    .filter(({ kind }) => kind === 'check' || kind === 'foreign key')
    .filter(
      (wanted) =>
        !child.constraints.some(
          (own) =>
            own.kind === wanted.kind &&
            own.validated &&
            own.definition === wanted.definition &&
            (wanted.kind === 'foreign key' || own.name === wanted.name),
        ),
    )
    .map(
      ({ kind, name, definition }) => `it has no ${kind} ${kind === 'check' ? `${name} ` : ''}${definition}`,
    );

function indexFaults(child: CatalogTable, parent: CatalogTable): string[] {
  const isKey = ({ kind }: CatalogConstraint): boolean =>
    ['primary key', 'unique', 'exclusion'].includes(kind);
  const keys = parent.constraints
    .filter(isKey)
    .filter(
      (wanted) =>
        !child.constraints.some(
          ({ kind, definition }) => kind === wanted.kind && definition === wanted.definition,
        ),
    )
    .map(({ definition }) => `it has no ${definition}`);
  const indexes = ownIndexes(parent)
    .filter(
      (wanted) =>
        !child.indexes.some(
          (own) =>
            own.valid &&
            own.unique === wanted.unique &&
            indexTail(own.definition) === indexTail(wanted.definition),
        ),
    )
    .map(({ definition }) => `it has no index ${indexTail(definition)}`);
  return [...keys, ...indexes];
}
