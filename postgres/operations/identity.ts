import type { Catalog, CatalogColumn, CatalogGrant, CatalogTable } from '../catalog/catalog.ts';
import { dollarQuoted, ident, literal, qualified } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { fullName, sqlName } from './lookup.ts';
import { rangeOf } from './number-facts.ts';
import type { DataCheck } from './operation.ts';
import { assertGrantedByOwner, onlyTheseGrants } from './privileges.ts';

/** What hands out the numbers of an identity. */
export interface Counter {
  readonly kind: 'always' | 'by default';
  readonly sequence: NonNullable<CatalogColumn['identitySequence']>;
  readonly grants: readonly CatalogGrant[];
  readonly comment: string | null;
}

/** @throws OperationRefused where another role granted something on it, or it is not there yet */
export function counterOf(catalog: Catalog, table: CatalogTable, column: CatalogColumn): Counter | null {
  const { identity, identitySequence } = column;
  if (identity === null) return null;
  // It is always where its table is.
  if (identitySequence == null || identitySequence.schema !== table.schema) {
    throw new OperationRefused(
      `${fullName(table)}.${column.name}`,
      'the same request makes or moves its sequence',
      'change the type by a later request',
    );
  }
  const { schema, name } = identitySequence;
  const known = (catalog.sequences ?? []).find((one) => one.schema === schema && one.name === name);
  const grants = known?.grants ?? [];
  assertGrantedByOwner(`sequence ${schema}.${name}`, grants);
  return { kind: identity, sequence: identitySequence, grants, comment: known?.comment ?? null };
}

interface Place {
  readonly table: CatalogTable;
  readonly column: string;
  /** One of whole numbers. */
  readonly type: string;
}

/**
 * An identity goes to another column, of its table or of another. PostgreSQL has no statement for that: its sequence is made anew
 * under the same name, as it was and where it was. A bound that was the type's becomes that of the new type.
 */
export function moveIdentity(counter: Counter, from: Place, to: Place): string[] {
  const { sequence, kind, grants, comment } = counter;
  const alter = ({ table, column }: Place): string =>
    `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${ident(column)}`;
  const own = qualified(sequence.schema, sequence.name);
  const [least, most] = rangeOf(to.type);
  const options = [
    `SEQUENCE NAME ${own}`,
    `START WITH ${sequence.start}`,
    `INCREMENT BY ${sequence.increment}`,
    ...bounds(sequence),
    `CACHE ${sequence.cache}`,
    ...(sequence.cycle ? ['CYCLE'] : []),
  ].join(' ');
  return [
    `DO ${dollarQuoted(`DECLARE
  godwit_last bigint;
  godwit_called boolean;
  godwit_next bigint;
BEGIN
  -- Changes nothing, and keeps everybody from taking a number from now on.
  ${alter(from)} SET CACHE ${sequence.cache};
  SELECT last_value, is_called INTO godwit_last, godwit_called FROM ${own};
  ${alter(from)} DROP IDENTITY;
  ${alter(to)} ADD GENERATED ${kind.toUpperCase()} AS IDENTITY (${options});
  -- One that has gone further than the type is at its end.
  godwit_next := greatest(least(godwit_last, ${most}), ${least});
  PERFORM setval(${literal(own)}, godwit_next, godwit_called OR godwit_next <> godwit_last);
END`)}`,
    ...onlyTheseGrants({ kind: 'SEQUENCE', at: own }, grants),
    ...(comment === null ? [] : [`COMMENT ON SEQUENCE ${own} IS ${literal(comment)}`]),
  ];
}

/** Those that are not the type's own: the type gives the others. */
const bounds = ({ type, increment, min, max }: Counter['sequence']): string[] => {
  const [least, most] = rangeOf(type);
  const isAscending = !increment.startsWith('-');
  return [
    ...(min === (isAscending ? '1' : least) ? [] : [`MINVALUE ${min}`]),
    ...(max === (isAscending ? most : '-1') ? [] : [`MAXVALUE ${max}`]),
  ];
};

/** Its sequence is made anew, and what else takes numbers from it would be in the way. */
export const ownSequence = (table: CatalogTable, column: string): DataCheck => ({
  holds: `only ${fullName(table)}.${column} takes numbers from its sequence`,
  sql:
    `SELECT count(*) FROM pg_depend WHERE deptype = 'n' AND refclassid = 'pg_class'::regclass ` +
    `AND refobjid = pg_get_serial_sequence(${literal(sqlName(table))}, ${literal(column)})::regclass`,
});
