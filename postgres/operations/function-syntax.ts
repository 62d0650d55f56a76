import { parsePlPgSQLSync } from 'libpg-query';
import { SqlSyntaxError, splitStatements } from '../script/index.ts';
import { tokenize } from './tokens.ts';

/* What a model writes as part of a function must be that part and nothing more, by PostgreSQL's own grammar. */

/** Why a text is not what stands behind RETURNS; null when it is. */
export function returnsFault(returns: string): string | null {
  if (tokenize(returns).some(({ kind }) => kind === 'comment')) return 'it holds a comment';
  if (returns.includes('\0')) return 'it holds a NUL character';
  try {
    const [only, ...others] = splitStatements(`CREATE FUNCTION f() RETURNS ${returns} LANGUAGE sql AS ''`);
    if (only === undefined || others.length > 0 || !('CreateFunctionStmt' in only.node))
      return 'it is more than one statement';
    const { options = [], sql_body } = only.node.CreateFunctionStmt;
    return options.length === 2 && sql_body === undefined ? null : 'it says more than a type';
  } catch (error) {
    return reasonOf(error);
  }
}

/** Why PostgreSQL would not take a function for its body; null when it would. `create` is the whole statement. */
export function bodyFault(create: string, language: 'sql' | 'plpgsql', body: string): string | null {
  try {
    const [only, ...others] = splitStatements(create);
    if (only === undefined || others.length > 0 || !('CreateFunctionStmt' in only.node))
      return 'it is more than one statement';
    if (language === 'plpgsql') return plpgsqlFault(create);
    return splitStatements(body).length === 0 ? 'it is empty' : null;
  } catch (error) {
    return reasonOf(error);
  }
}

function plpgsqlFault(create: string): string | null {
  try {
    parsePlPgSQLSync(create);
    return null;
  } catch (error) {
    // Its parser has no error class of its own.
    return error instanceof Error ? error.message : String(error);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SqlSyntaxError) return error.reason;
  throw error;
}
