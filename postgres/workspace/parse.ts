import { SqlSyntaxError } from '../script/errors.ts';
import { possibleKinds } from '../script/kind.ts';
import { type Statement, splitStatements } from '../script/statements.ts';
import { ScriptFileFailed } from './errors.ts';

export interface FileStatement {
  readonly sql: string;
  /** 1-based line of the file on which it starts. */
  readonly line: number;
  readonly control: 'begin' | 'commit' | 'rollback' | null;
}

export interface ParsedFile {
  /** Path as given. */
  readonly path: string;
  readonly statements: readonly FileStatement[];
  /** All of it can run in one transaction: nothing that Postgres wants outside, no transactions of its own inside. */
  readonly transactional: boolean;
}

/**
 * Statements of a SQL file that people wrote: unlike a migration of ours it may be empty, open its own
 * transactions, and mix statements of every kind. @throws ScriptFileFailed for a syntax error
 */
export function parseSqlFile(path: string, text: string): ParsedFile {
  const parsed = split(path, text);
  const statements = parsed.map(({ sql, line, node }) => ({ sql, line, control: controlOf(node) }));
  const inner = withoutOwnTransaction(statements);
  const transactional = !parsed.some(needsOutside) && inner.every(({ control }) => control === null);
  return { path, statements: transactional ? inner : statements, transactional };
}

/** Line on which what follows `before` stands, counted from 1. */
export const lineAfter = (before: string): number => before.split('\n').length;

function split(path: string, text: string): readonly Statement[] {
  try {
    return splitStatements(text);
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    // `migration, line 3, column 1: syntax error …`, then the line itself: the file's name says it better.
    const [place = ''] = error.message.split('\n');
    const reason = place.slice(place.indexOf(': ') + 2);
    throw new ScriptFileFailed(
      { file: path, line: error.line, sqlstate: '42601', reason, keptLines: [] },
      error,
    );
  }
}

/** A file that is one transaction by its own words runs in ours, together with its history row. */
function withoutOwnTransaction(statements: readonly FileStatement[]): readonly FileStatement[] {
  const wrapped = statements[0]?.control === 'begin' && statements.at(-1)?.control === 'commit';
  return wrapped ? statements.slice(1, -1) : statements;
}

function controlOf(node: Statement['node']): FileStatement['control'] {
  if (!('TransactionStmt' in node)) return null;
  switch (node.TransactionStmt.kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begin';
    case 'TRANS_STMT_COMMIT':
      return 'commit';
    case 'TRANS_STMT_ROLLBACK':
      return 'rollback';
    default:
      // Savepoints live inside of any transaction.
      return null;
  }
}

function needsOutside({ node, sql }: Statement, _: number, all: readonly Statement[]): boolean {
  const [natural, ...others] = possibleKinds(node, sql);
  // A CALL may or may not commit: alone in its file it runs as it would from psql.
  return natural !== 'transactional' && (all.length === 1 || !others.includes('transactional'));
}
