import type { CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { indexTail } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { readKey } from './foreign-key.ts';
import { fullName, ownIndexes } from './lookup.ts';
import { tokenize } from './tokens.ts';

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

/** What a table of the same request has is written with quotes that the catalog leaves out. */
const sameSql = (a: string, b: string): boolean => spelled(a) === spelled(b);
const spelled = (sql: string): string =>
  tokenize(sql)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text, value }) => (kind === 'name' ? value : text))
    .join(' ');

/** Foreign keys that refer alike, whatever schema is written. */
function sameKey(own: CatalogConstraint, wanted: CatalogConstraint): boolean {
  const actions = ({ definition }: CatalogConstraint): string => {
    const { onDelete, onUpdate, deferrable, other } = readKey(definition);
    return JSON.stringify([onDelete, onUpdate, deferrable, other ? definition : '']);
  };
  return (
    own.columns.join('\0') === wanted.columns.join('\0') &&
    target(own) === target(wanted) &&
    actions(own) === actions(wanted)
  );
}

const target = ({ references: to }: CatalogConstraint): string =>
  JSON.stringify([to?.schema, to?.table, to?.columns]);

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
            (wanted.kind === 'foreign key'
              ? sameKey(own, wanted)
              : own.name === wanted.name && sameSql(own.definition, wanted.definition)),
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
          ({ kind, definition }) => kind === wanted.kind && sameSql(definition, wanted.definition),
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
            sameSql(indexTail(own.definition), indexTail(wanted.definition)),
        ),
    )
    .map(({ definition }) => `it has no index ${indexTail(definition)}`);
  return [...keys, ...indexes];
}
