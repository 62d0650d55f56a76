import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal, qualified } from '../sql.ts';
import { grantSql } from './column-sql.ts';
import { restoreComment } from './comment-sql.ts';
import { constraintComment } from './constraints.ts';
import { indexTail } from './copies.ts';
import { fullName, ownIndexes, sqlName } from './lookup.ts';
import { restorePolicy } from './policy.ts';
import { assertGrantedByOwner, onlyTheseGrants, restoreOwner } from './privileges.ts';
import { restoreTrigger } from './trigger.ts';

const isKey = (kind: string): boolean => kind === 'primary key' || kind === 'unique';

/** Indexes of the table, and the keys that they are the inside of, take or give back other names. */
export function nameUnlike(
  table: CatalogTable,
  names: ReadonlyMap<string, string>,
  direction: 'there' | 'back' = 'there',
): string[] {
  return [...names].map(([old, now]) => {
    const isOfKey = table.constraints.some(({ kind, name }) => isKey(kind) && name === old);
    const [from, to] = direction === 'there' ? [old, now] : [now, old];
    return isOfKey
      ? `ALTER TABLE ${sqlName(table)} RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`
      : `ALTER INDEX ${qualified(table.schema, from)} RENAME TO ${ident(to)}`;
  });
}

/**
 * What a new partitioned table, made LIKE another, lacks to be used as that one was. While it has no partition its
 * indexes and foreign keys are made at once; those of the first partition are found equal to them when it is attached.
 */
export function dressLike(table: CatalogTable, catalog: Catalog): string[] {
  const at = sqlName(table);
  const alter = `ALTER TABLE ${at}`;
  const { grants = [], columns, constraints, rlsEnabled, rlsForced } = table;
  assertGrantedByOwner(fullName(table), [...grants, ...columns.flatMap((column) => column.grants ?? [])]);
  return [
    ...restoreOwner(`TABLE ${at}`, table.owner, catalog.user),
    ...restoreComment(`TABLE ${at}`, table.comment),
    ...constraints
      // A foreign key to a partitioned table brings those to its partitions.
      .filter(({ kind, inherited }) => isKey(kind) || (kind === 'foreign key' && !inherited))
      .flatMap((constraint) => [
        `${alter} ADD CONSTRAINT ${ident(constraint.name)} ${constraint.definition}`,
        ...constraintComment(table, constraint),
      ]),
    ...ownIndexes(table).map(
      ({ name, unique, definition }) =>
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ident(name)} ON ${at} ${indexTail(definition)}`,
    ),
    ...table.indexes.flatMap(({ name, comment }) =>
      comment == null ? [] : [`COMMENT ON INDEX ${qualified(table.schema, name)} IS ${literal(comment)}`],
    ),
    ...onlyTheseGrants({ kind: 'TABLE', at }, grants),
    ...columns.flatMap((column) => (column.grants ?? []).map((grant) => grantSql(at, grant, column.name))),
    ...(rlsEnabled ? [`${alter} ENABLE ROW LEVEL SECURITY`] : []),
    ...(rlsForced ? [`${alter} FORCE ROW LEVEL SECURITY`] : []),
    ...table.policies.flatMap((policy) => restorePolicy(table, policy)),
    ...(table.triggerDefinitions ?? []).flatMap((trigger) => restoreTrigger(table, trigger)),
  ];
}
