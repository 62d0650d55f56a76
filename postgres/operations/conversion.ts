import type { Catalog } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { holdsAll } from './cast-facts.ts';
import { OperationRefused } from './errors.ts';
import { rangeOf } from './number-facts.ts';
import type { TypeName } from './type-name.ts';
import { differs } from './types.ts';

/** How a value of one column is one of another, and back. */
export interface Conversion {
  /** Types, as SQL writes them. */
  readonly from: string;
  readonly to: string;
  readonly forward: (value: string) => string;
  readonly backward: (value: string) => string;
  /** Condition: the two do not stand for the same. */
  readonly unequal: (was: string, is: string) => string;
  /** Whether a value of the one is known to the letter from the other. */
  readonly exact: { readonly from: boolean; readonly to: boolean };
  /** A value that the other type cannot hold must be refused, or it would be lost. */
  readonly strict: boolean;
}

export const unchanged = (type: string): Conversion => ({
  from: type,
  to: type,
  forward: (value) => value,
  backward: (value) => value,
  unequal: (was, is) => differs(is, was, type),
  exact: { from: true, to: true },
  strict: false,
});

export const inverse = ({ from, to, forward, backward, unequal, exact, strict }: Conversion): Conversion => ({
  from: to,
  to: from,
  forward: backward,
  backward: forward,
  unequal: (was, is) => unequal(is, was),
  exact: { from: exact.to, to: exact.from },
  strict,
});

/**
 * Two types as two columns of one row hold them. Characters say the same in many ways (`007` and `7`): beside another
 * type it is that type that compares. A type that holds all of the other compares alone, which cannot fail. Else both
 * have to agree, so that neither loses a digit unnoticed.
 * @throws OperationRefused where PostgreSQL knows no cast that is the same in every session
 */
export function conversionOf(from: TypeName, to: TypeName, catalog: Catalog): Conversion {
  const forward = castOf(from, to, catalog);
  const backward = castOf(to, from, catalog);
  const mixed = isWritten(from) !== isWritten(to);
  const inFrom = mixed ? isWritten(to) : !holdsAll(from, to);
  const inTo = mixed ? isWritten(from) : !inFrom || !holdsAll(to, from);
  return {
    from: from.sql,
    to: to.sql,
    forward,
    backward,
    unequal: (was, is) =>
      [
        ...(inTo ? [differs(is, forward(was), to.sql)] : []),
        ...(inFrom ? [differs(was, backward(is), from.sql)] : []),
      ].join(' OR '),
    exact: {
      from: isPlain(from) && (inFrom || holdsAll(from, to)),
      to: isPlain(to) && (inTo || holdsAll(to, from)),
    },
    strict: true,
  };
}

/** Of whole numbers of two sizes: where the narrow column cannot hold the value of the wide one, it is NULL. */
export function narrowed(wide: TypeName, narrow: TypeName): Conversion {
  const [least, most] = rangeOf(narrow.base);
  const forward = (value: string): string =>
    `CASE WHEN ${value} BETWEEN ${least} AND ${most} THEN (${value})::${narrow.sql} END`;
  return {
    from: wide.sql,
    to: narrow.sql,
    forward,
    backward: (value) => `(${value})::${wide.sql}`,
    unequal: (was, is) => differs(is, forward(was), narrow.sql),
    exact: { from: false, to: true },
    strict: false,
  };
}

/** Types of which two equal values are written alike; numeric without scale has 1.5 and 1.50. */
const isPlain = ({ base, args }: TypeName): boolean =>
  !/^(real|double|json$|character$)/.test(base) && (base !== 'numeric' || args.length > 0);

/** Types whose values are written, so that one value can be written in several ways. */
const isWritten = ({ base }: TypeName): boolean =>
  base === 'json' || /^(text|character)/.test(base) || /\.citext$/.test(base);

/** Types whose text is the same in every session; that of dates, times and money is not. */
const readsAlike =
  /^(smallint|integer|bigint|numeric|real|double precision|boolean|uuid|json|jsonb|inet|cidr|macaddr8?|bit|bit varying)$/;

function castOf(from: TypeName, to: TypeName, catalog: Catalog): (value: string) => string {
  const plain = (value: string): string => `(${value})::${to.wide}`;
  if (from.array !== to.array) throw noCast(from, to);
  if (from.base === to.base) return plain;
  if (!from.array) {
    const zoned = throughUtc(from, to);
    if (zoned !== undefined) return zoned;
  }
  const isEnum = ({ base }: TypeName): boolean =>
    catalog.enums.some(({ schema, name }) => `${schema}.${name}` === base);
  const cast = (catalog.casts ?? []).find(
    (known) => sameName(known.from, from) && sameName(known.to, to) && known.immutable,
  );
  if (cast !== undefined) return plain;
  const alike = (type: TypeName): boolean => isWritten(type) || isEnum(type) || readsAlike.test(type.base);
  if (alike(from) && alike(to)) {
    if (isWritten(from) || isWritten(to)) return plain;
    if (isEnum(from) && isEnum(to)) return (value) => `(${value})::text${from.array ? '[]' : ''}::${to.wide}`;
  }
  throw noCast(from, to);
}

/** `format_type` puts names in quotes where they need them. */
const sameName = (written: string, { base }: TypeName): boolean => written.replaceAll('"', '') === base;

const noCast = (from: TypeName, to: TypeName): OperationRefused =>
  new OperationRefused(
    `${from.sql} to ${to.sql}`,
    'PostgreSQL knows no cast there and back that gives the same in every session',
    'add a column of the new type with add_column, fill it with backfill, and drop the old one later',
  );

/** A cast would ask the time zone of whoever writes: a time without zone is one of UTC. */
function throughUtc(from: TypeName, to: TypeName): ((value: string) => string) | undefined {
  const zone = literal('UTC');
  const [without, withZone] = ['timestamp without time zone', 'timestamp with time zone'];
  if (to.base === withZone && (from.base === without || from.base === 'date')) {
    return (value) => `((${value})::${without} AT TIME ZONE ${zone})`;
  }
  if (from.base === withZone && to.base === without) return (value) => `(${value} AT TIME ZONE ${zone})`;
  if (from.base === withZone && to.base === 'date') return (value) => `(${value} AT TIME ZONE ${zone})::date`;
  return undefined;
}

/** Whether a value of one type may simply be stored in a column of the other. */
export const isAssignable = (from: TypeName, to: TypeName, catalog: Catalog): boolean =>
  from.base === to.base ||
  /^(text|character)/.test(to.base) ||
  (catalog.casts ?? []).some(
    (known) => sameName(known.from, from) && sameName(known.to, to) && known.assignment,
  );
