import type { Catalog } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { rangeOf, tooLong } from './number-facts.ts';
import type { TypeName } from './type-name.ts';

const space = String.raw`[ \t\n\r\f\v]*`;
/** 255: the most that a regular expression counts to. */
const whole = `^${space}[+-]?[0-9]{1,255}${space}$`;
const decimal = String.raw`^${space}[+-]?([0-9]{1,255}(\.[0-9]{0,255})?|\.[0-9]{1,255})(e[+-]?[0-9]{1,3})?${space}$`;
const noNumber = `^${space}nan${space}$`;
const endless = `^${space}(nan|[+-]?inf(inity)?)${space}$`;
const uuid = '([0-9a-f]{4}-?){7}[0-9a-f]{4}';
/** Every beginning of those words that is the beginning of one only. */
const truths = 't tr tru true y ye yes on 1 f fa fal fals false n no of off 0'.split(' ');

/** Least above zero, and most, as IEEE 754 has them. */
const floats: Readonly<Record<string, readonly [least: string, most: string]>> = {
  real: ['1.4e-45', '3.4028235e38'],
  'double precision': ['4.9e-324', '1.7976931348623157e308'],
};

/**
 * Condition: this text is no value of the type, as its input function would say. What `pg_input_is_valid` tells from
 * PostgreSQL 16 on; before, a guess that may call a text unreadable that is not, never the other way round. null where nobody can say before the cast itself fails.
 */
export function unreadable(text: string, to: TypeName, catalog: Catalog): string | null {
  if (catalog.serverVersion >= 160000) return `NOT pg_input_is_valid(${text}, ${literal(to.sql)})`;
  return to.array ? null : guessed(text, to, catalog);
}

/** Exported for the tests, which compare it with `pg_input_is_valid`. */
export function guessed(text: string, to: TypeName, catalog: Pick<Catalog, 'enums'>): string | null {
  const labels = catalog.enums.find(({ schema, name }) => `${schema}.${name}` === to.base)?.labels;
  if (labels !== undefined) return among(text, labels);
  switch (to.base) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return unless(text, whole, `${text}::numeric NOT BETWEEN ${rangeOf(to.base).join(' AND ')}`);
    case 'real':
    case 'double precision': {
      const [least, most] = floats[to.base] ?? [];
      const size = `abs(${text}::numeric)`;
      const beyond = unless(text, decimal, `${size} <> 0 AND ${size} NOT BETWEEN ${least} AND ${most}`);
      return unless(text, endless, 'false', beyond);
    }
    case 'numeric':
      return unless(
        text,
        decimal,
        tooLong(`${text}::numeric`, to),
        `${text} !~* ${literal(to.args.length > 0 ? noNumber : endless)}`,
      );
    case 'boolean':
      return among(String.raw`lower(btrim(${text}, E' \t\n\r\f\v'))`, truths);
    case 'uuid':
      return `${text} !~* ${literal(String.raw`^(\{${uuid}\}|${uuid})$`)}`;
    default:
      return null;
  }
}

const unless = (text: string, pattern: string, beyond: string, otherwise = 'true'): string =>
  `CASE WHEN ${text} ~* ${literal(pattern)} THEN ${beyond} ELSE ${otherwise} END`;

/** An enum may have no label at all. */
const among = (text: string, values: readonly string[]): string =>
  `NOT ${text} = ANY (ARRAY[${values.map(literal).join(', ')}]::text[])`;
