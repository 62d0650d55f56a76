import { createHash } from 'node:crypto';
import pg from 'pg';

/** Postgres cuts longer names silently, so that two of them may become one. */
export const maxIdentifierBytes = 63;

/** A name as an identifier, always quoted: reserved words, capitals and quotes are safe. */
export const ident = (name: string): string => pg.escapeIdentifier(name);

/** `"schema"."name"` */
export const qualified = (schema: string, name: string): string => `${ident(schema)}.${ident(name)}`;

/** A text as a string literal. */
export const literal = (text: string): string => pg.escapeLiteral(text).trimStart();

/** `("a", "b")` without the parentheses. */
export const identList = (names: readonly string[]): string => names.map(ident).join(', ');

/** A text between dollar quotes, with a tag that the text does not hold. */
export function dollarQuoted(text: string, tag = 'godwit'): string {
  const quote = `$${tag}$`;
  return text.includes(quote) ? dollarQuoted(text, `${tag}_`) : `${quote}\n${text}\n${quote}`;
}

/**
 * A name made of parts, `tasks_difficulty_check`, of at most 63 bytes: a longer one is cut between characters and
 * ends in a hash of the whole. Where the name is taken a number follows.
 */
export function derivedName(parts: readonly string[], taken: ReadonlySet<string> = new Set()): string {
  const whole = parts.join('_');
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `_${number}`;
    const name = fitted(whole, suffix);
    if (!taken.has(name)) return name;
  }
}

function fitted(whole: string, suffix: string): string {
  if (Buffer.byteLength(whole + suffix) <= maxIdentifierBytes) return whole + suffix;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  const tail = `_${hash}${suffix}`;
  return cutToBytes(whole, maxIdentifierBytes - Buffer.byteLength(tail)) + tail;
}

function cutToBytes(text: string, bytes: number): string {
  let cut = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    cut += character;
  }
  return cut;
}
