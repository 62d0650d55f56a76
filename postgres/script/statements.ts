import { hasSqlDetails, loadModule, type Node, parseSync, scanSync } from 'libpg-query';
import { type ScriptPart, SqlSyntaxError } from './errors.ts';
import { positionsIn } from './positions.ts';

// The grammar is WebAssembly: loaded once, so that everything after can be a plain function.
await loadModule();

export interface Statement {
  /** Without the semicolon and what stands before it. */
  readonly sql: string;
  /** Indexes of its first character and of the one after its last, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
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
  const positions = positionsIn(text, bytes);
  const stmts = withPosition(text, part, () => parseSync(text)).stmts ?? [];
  return stmts.flatMap(({ stmt, stmt_location = 0, stmt_len }) => {
    if (stmt === undefined) return [];
    const start = positions.indexOf(stmt_location);
    const stop = stmt_len === undefined ? text.length : positions.indexOf(stmt_location + stmt_len);
    const sql = text.slice(start, stop).trimEnd();
    return [{ sql, start, end: start + sql.length, ...positions.placeOf(start), node: stmt }];
  });
}

/** The `--` comments of a text; what looks like one inside a string or a function body is none. */
export function lineComments(text: string, part: ScriptPart = 'migration'): LineComment[] {
  if (!text.includes('--')) return [];
  const positions = positionsIn(text);
  return withPosition(text, part, () => scanSync(text))
    .tokens.filter(({ tokenName }) => tokenName === 'SQL_COMMENT')
    .map((token) => {
      const start = positions.indexOf(token.start);
      const end = positions.indexOf(token.end);
      return { text: text.slice(start, end), start, line: positions.placeOf(start).line };
    });
}

/** Line of an index, counted from 1. */
export const lineAt = (text: string, index: number): number => positionsIn(text).placeOf(index).line;

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
    const { line, column } = positionsIn(before).placeOf(before.length);
    throw new SqlSyntaxError(part, error.sqlDetails.message, line, column, text.split('\n')[line - 1] ?? '');
  }
}
