import { hasSqlDetails, loadModule, type Node, parseSync, scanSync } from 'libpg-query';
import { type ScriptPart, SqlSyntaxError } from './errors.ts';

// The grammar is WebAssembly: loaded once, so that everything after can be a plain function.
await loadModule();

export interface Statement {
  /** Without the semicolon and what stands before it. */
  readonly sql: string;
  /** Index of its first character in the text, in UTF-16 units. */
  readonly start: number;
  /** Counts from 1. */
  readonly line: number;
  readonly node: Node;
}

export interface LineComment {
  readonly text: string;
  readonly start: number;
  readonly line: number;
}

/** The statements of a text, by PostgreSQL's own grammar. @throws SqlSyntaxError */
export function splitStatements(text: string, part: ScriptPart = 'migration'): Statement[] {
  if (text.trim() === '') return [];
  // The grammar counts bytes; `slice` counts UTF-16 units.
  const bytes = Buffer.from(text, 'utf8');
  const stmts = withPosition(text, part, () => parseSync(text)).stmts ?? [];
  return stmts.flatMap(({ stmt, stmt_location = 0, stmt_len }) => {
    if (stmt === undefined) return [];
    const end = stmt_len === undefined ? bytes.length : stmt_location + stmt_len;
    const start = bytes.subarray(0, stmt_location).toString('utf8').length;
    const sql = bytes.subarray(stmt_location, end).toString('utf8').trimEnd();
    return [{ sql, start, line: lineAt(text, start), node: stmt }];
  });
}

/** The `--` comments of a text; what looks like one inside a string or a function body is none. */
export function lineComments(text: string, part: ScriptPart = 'migration'): LineComment[] {
  if (!text.includes('--')) return [];
  const bytes = Buffer.from(text, 'utf8');
  return withPosition(text, part, () => scanSync(text))
    .tokens.filter(({ tokenName }) => tokenName === 'SQL_COMMENT')
    .map((token) => {
      const start = bytes.subarray(0, token.start).toString('utf8').length;
      return {
        text: bytes.subarray(token.start, token.end).toString('utf8'),
        start,
        line: lineAt(text, start),
      };
    });
}

/** Line of an index, counted from 1. */
export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** First words of a statement on one line, for messages. */
export function excerpt(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function withPosition<T>(text: string, part: ScriptPart, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!hasSqlDetails(error) || error.sqlDetails === undefined) throw error;
    // Counts characters (code points) from 0.
    const before = [...text].slice(0, Math.max(0, error.sqlDetails.cursorPosition)).join('');
    const line = lineAt(before, before.length);
    const column = before.length - (before.lastIndexOf('\n') + 1) + 1;
    throw new SqlSyntaxError(part, error.sqlDetails.message, line, column, text.split('\n')[line - 1] ?? '');
  }
}
