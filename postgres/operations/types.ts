/* What the SQL of operations needs to know about types, by their names as `format_type` writes them. */

/** Types of PostgreSQL itself that `=` cannot compare. */
const withoutEquality =
  /^(json|xml|point|line|lseg|box|path|polygon|circle|txid_snapshot|pg_snapshot)(\[\])?$/;

/** Whether `=` and an order are known for the type, so that a btree can hold it and rows can be grouped by it. */
export const isComparable = (type: string): boolean => !withoutEquality.test(type);

/** Types of a user's schema: an archive must not hold on to them, nor can their `=` be relied on. */
const isForeign = (type: string): boolean => type.includes('.');

/**
 * How an archive stores a type: a user's own as text, so that the type may be dropped or changed later; characters
 * without their length, so that a value too long is refused when it is put back, not cut.
 */
export const storedType = (type: string): string =>
  isForeign(type) || /^character\b/.test(type) ? asText(type) : type;

const asText = (type: string): string => (type.endsWith('[]') ? 'text[]' : 'text');

const comparable = (value: string, type: string): string =>
  withoutEquality.test(type) || isForeign(type) ? `(${value})::text` : value;

/** Whether two values of a type differ; NULL is equal to NULL. */
export const differs = (a: string, b: string, type: string): string =>
  `${comparable(a, type)} IS DISTINCT FROM ${comparable(b, type)}`;

export const isSame = (a: string, b: string, type: string): string =>
  `${comparable(a, type)} IS NOT DISTINCT FROM ${comparable(b, type)}`;

/** An expression as a value of a column; to characters without the length, which a cast would cut silently. */
export const cast = (expression: string, type: string): string =>
  `(${expression})::${/^(character|varchar|char)\b/.test(type) ? asText(type) : type}`;
