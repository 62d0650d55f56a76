import { literal as quote } from '../../../../../postgres/sql.ts';
import type { Literal } from '../attributes/spec.ts';

const whole = /^(?:smallint|integer|bigint)\b/;
const number = /^(?:smallint|integer|bigint|numeric|real|double precision)\b/;
const text = /^(?:text|character|citext)/;
const moment = /^(?:timestamp|date|time)\b/;

export const isNumber = (type: string): boolean => number.test(type) && !type.endsWith('[]');
export const isWhole = (type: string): boolean => whole.test(type) && !type.endsWith('[]');
export const isText = (type: string): boolean => text.test(type) && !type.endsWith('[]');

/** SQL of a value for a column of this type; undefined where the two do not fit. */
export function sqlOf({ kind, text: said, bare }: Literal, type: string): string | undefined {
  // A document in a code span is a value, not an expression.
  // A colour in a code span is none either.
  if (kind === 'sql' && isText(type) && /^#\w+$/.test(said)) return quote(said);
  if (kind === 'sql') return /^jsonb?$/.test(type) && isDocument(said) ? quote(said) : said;
  if (kind === 'null') return 'null';
  if (kind === 'now')
    return type === 'date'
      ? 'current_date'
      : moment.test(type)
        ? 'now()'
        : isText(type) && bare
          ? quote(said)
          : undefined;
  if (kind === 'uuid') return type === 'uuid' ? said : undefined;
  if (type.endsWith('[]')) return kind === 'empty-array' || said === '{}' ? "'{}'" : undefined;
  if (/^jsonb?$/.test(type)) {
    const plain = ['empty-object', 'empty-array', 'number', 'boolean'].includes(kind);
    return plain || isDocument(said) ? quote(said) : undefined;
  }
  if (kind === 'number') {
    if (isText(type)) return quote(said);
    if (type === 'boolean') return said === '0' ? 'false' : said === '1' ? 'true' : undefined;
    return isNumber(type) && !(isWhole(type) && said.includes('.')) ? said : undefined;
  }
  if (kind === 'boolean') {
    if (type === 'boolean') return said;
    return isText(type) ? quote(said) : undefined;
  }
  if (kind !== 'text') return undefined;
  if (type === 'boolean') return /^(?:true|false)$/i.test(said) ? said.toLowerCase() : undefined;
  if (isNumber(type)) return /^-?\d+(?:\.\d+)?$/.test(said) ? said : undefined;
  // `tomorrow` would be the day after the migration for good.
  if (moment.test(type) && !/^(?:\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2})/.test(said)) return undefined;
  return quote(said);
}

/** An object or a list as JSON has it. */
function isDocument(text: string): boolean {
  try {
    return /^[{[]/.test(text) && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** The type that a default or a range speaks for, where the text names none. */
export function typeOfLiteral({ kind, text: said, bare }: Literal): string | undefined {
  if (kind === 'number') return said.includes('.') ? 'numeric' : 'integer';
  if (kind === 'boolean') return 'boolean';
  if (kind === 'now') return 'timestamp with time zone';
  if (kind === 'uuid') return 'uuid';
  if (kind === 'empty-object') return 'jsonb';
  return kind === 'text' && bare !== true ? 'text' : undefined;
}
