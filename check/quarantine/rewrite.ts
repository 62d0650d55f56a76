import { dollarQuoted } from '../../postgres/sql.ts';
import type { CheckedStatement } from '../migration.ts';
import type { Piece } from './piece.ts';

/** A piece, and the statement that it rewrites. */
export interface PlacedPiece {
  readonly statement: CheckedStatement;
  readonly piece: Piece;
  readonly inTransaction: boolean;
}

/** Only in the transaction of the statement itself does nobody write between the copy and it. */
export function statementsOf({ statement, piece, inTransaction }: PlacedPiece): string[] {
  const { before, instead, after = [] } = piece;
  const all = [...before, instead ?? statement.sql, ...after];
  const isOne = before.length === 0 || (instead !== undefined && after.length === 0);
  if (inTransaction || isOne) return all;
  const lines = all.map((sql) => `  ${sql};\n`).join('');
  return [`DO ${dollarQuoted(`BEGIN\n${lines}END`)}`];
}

/** drizzle sends what stands between two of them as one message; where a text has them, so have its new statements. */
const breakpoint = '--> statement-breakpoint';

/** The text of an up with its pieces in it: all else stays to the letter. `statement.start` counts in `sql`. */
export function rewritten(sql: string, pieces: readonly PlacedPiece[]): string {
  const between = sql.includes(breakpoint) ? `;${breakpoint}\n` : ';\n';
  let text = '';
  let at = 0;
  for (const placed of pieces) {
    const { start, end } = placed.statement;
    const keeps = placed.piece.keeps.map((kept) => `-- Kept in godwit_archive: ${oneLine(kept)}.\n`).join('');
    text = onNewLine(text + sql.slice(at, start)) + keeps + statementsOf(placed).join(between);
    at = end;
  }
  return `${(text + sql.slice(at)).trimEnd()}\n`;
}

/** Where something stands before it on its line, a statement and its comment begin another one. */
const onNewLine = (text: string): string => (/(?:^|\n)[ \t]*$/.test(text) ? text : `${text.trimEnd()}\n`);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
