import { loadModule, parsePlPgSQLSync, parseSync, type ScanToken, scanSync } from 'libpg-query';
import { SqlParserNotLoaded } from '../errors.ts';
import type { Span } from '../place.ts';
import { hiddenCharacter, quote } from '../text.ts';

/** A node of Postgres's own syntax tree: `{ SelectStmt: { … } }`, as JSON. */
export type SqlNode = Readonly<Record<string, unknown>>;

export interface SqlStatement {
  /** e.g. `SelectStmt` */
  readonly kind: string;
  readonly node: SqlNode;
  /** The statement's own text. */
  readonly text: string;
  /** Byte offset of the text in the whole. */
  readonly start: number;
}

export interface ParsedSql {
  readonly text: string;
  readonly statements: readonly SqlStatement[];
}

export interface SqlRefusal {
  readonly rule: string;
  readonly reason: string;
  readonly span?: Span;
}

/** Beyond this a parse takes seconds, and no statement that a person reviews is so long. */
const maxLength = 400_000;

let loaded = false;

/** Loads the grammar (once, about 100 ms); await it at start so that guards can stay synchronous. */
export async function loadSqlParser(): Promise<void> {
  await loadModule();
  loaded = true;
}

/** Parses SQL by Postgres's own grammar; what it cannot read is refused. */
export function parseSql(sql: string): ParsedSql | SqlRefusal {
  if (!loaded) throw new SqlParserNotLoaded();
  if (sql.length > maxLength) {
    return { rule: 'sql/too-long', reason: `the SQL has ${sql.length} characters, more than ${maxLength}` };
  }
  const odd = oddCharacter(sql);
  if (odd !== undefined) {
    const character = String.fromCodePoint(Number.parseInt(odd.slice(2), 16));
    const start = sql.indexOf(character);
    const span = { start, end: start + character.length };
    return { rule: 'sql/hidden-character', reason: `the SQL holds the character ${odd}`, span };
  }
  // The parser refuses an empty text with an internal error.
  if (sql.trim() === '') return { text: sql, statements: [] };
  try {
    const bytes = Buffer.from(sql);
    const { stmts } = parseSync(sql);
    const statements = (stmts ?? []).flatMap(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }) => {
      const [entry] = Object.entries((stmt ?? {}) as SqlNode);
      if (entry === undefined) return [];
      const end = length === 0 ? bytes.length : start + length;
      return [{ kind: entry[0], node: entry[1] as SqlNode, text: bytes.toString('utf8', start, end), start }];
    });
    return { text: sql, statements };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const reason = `Postgres cannot read the SQL: ${quote(what)}`;
    const span = spanOfError(sql, error);
    return { rule: 'sql/unparsable', reason, ...(span === undefined ? {} : { span }) };
  }
}

/** From where the grammar gave up to the end of that word. */
function spanOfError(sql: string, error: unknown): Span | undefined {
  const details = error instanceof Error && 'sqlDetails' in error ? error.sqlDetails : undefined;
  if (typeof details !== 'object' || details === null || !('cursorPosition' in details)) return undefined;
  const { cursorPosition } = details;
  if (typeof cursorPosition !== 'number' || cursorPosition < 0) return undefined;
  // Counted in characters of unicode, from 0.
  const start = Array.from(sql).slice(0, cursorPosition).join('').length;
  const word = /^[\w$]+|^./su.exec(sql.slice(start))?.[0] ?? '';
  return { start, end: start + word.length };
}

/** Tree of the PL/pgSQL in one CREATE FUNCTION, CREATE PROCEDURE or DO statement; throws where it cannot be read. */
export function parsePlpgsql(statement: string): unknown {
  if (!loaded) throw new SqlParserNotLoaded();
  return parsePlPgSQLSync(statement);
}

/** Tokens with byte offsets, comments among them. */
export function scanSql(sql: string): readonly ScanToken[] {
  if (!loaded) throw new SqlParserNotLoaded();
  return scanSync(sql).tokens;
}

export const isSqlRefusal = (parsed: ParsedSql | SqlRefusal): parsed is SqlRefusal => 'rule' in parsed;

/**
 * NUL ends the text for the parser but not for us, a lone carriage return ends a comment for the server, and a
 * bidirectional override shows a reviewer other SQL than what runs: refused anywhere. Invisible characters and odd
 * blanks are refused outside of literals; inside they are data (an emoji has one).
 */
function oddCharacter(sql: string): string | undefined {
  if (/^[\x20-\x7e\n\t]*$/.test(sql)) return undefined;
  const text = sql.replaceAll('\r\n', '\n');
  const anywhere = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;
  for (const [character] of text.matchAll(anywhere)) {
    if (character !== '\n' && character !== '\t') return hiddenCharacter(character, { multiline: false });
  }
  try {
    for (const { tokenName, text: token } of scanSync(text).tokens) {
      if (tokenName === 'SCONST' || tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT') continue;
      const hidden = hiddenCharacter(token, { multiline: true });
      if (hidden !== undefined) return hidden;
    }
  } catch {
    return undefined;
  }
  return undefined;
}
