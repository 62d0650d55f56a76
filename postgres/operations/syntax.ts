import type { Node } from 'libpg-query';
import { SqlSyntaxError, splitStatements } from '../script/index.ts';
import { tokenize } from './tokens.ts';

/** Why a text is not one SQL expression, by PostgreSQL's own grammar; null when it is one. */
export function expressionFault(sql: string): string | null {
  const target = soleTarget(`SELECT (${sql})`, sql);
  if (typeof target === 'string') return target;
  if ('RowExpr' in target) return 'it is a list';
  // Without the parentheses, too: else a text could close them and open its own, `a) OR (b`.
  const bare = soleTarget(`SELECT ${sql}`, sql);
  return typeof bare === 'string' ? bare : null;
}

/** Why a text is not the name of a type; null when it is one. */
export function typeFault(type: string): string | null {
  const target = soleTarget(`SELECT NULL::${type}`, type);
  if (typeof target === 'string') return target;
  return 'TypeCast' in target && target.TypeCast.arg !== undefined && 'A_Const' in target.TypeCast.arg
    ? null
    : 'it says more than a type';
}

/** The one thing that the statement selects, from nowhere; or why that is not so. */
function soleTarget(statement: string, given: string): Node | string {
  // A comment could swallow what is put behind it.
  if (tokenize(given).some(({ kind }) => kind === 'comment')) return 'it holds a comment';
  if (given.includes('\0')) return 'it holds a NUL character';
  try {
    const [only, ...others] = splitStatements(statement);
    if (only === undefined || others.length > 0 || !('SelectStmt' in only.node))
      return 'it is more than one statement';
    const { targetList = [], limitOption: _, op: __, ...more } = only.node.SelectStmt;
    const [target, ...rest] = targetList;
    if (target === undefined || !('ResTarget' in target) || rest.length > 0 || Object.keys(more).length > 0) {
      return 'it says more than a value';
    }
    return target.ResTarget.val !== undefined && target.ResTarget.name === undefined
      ? target.ResTarget.val
      : 'it says more than a value';
  } catch (error) {
    if (error instanceof SqlSyntaxError)
      return error.message.split('\n')[0]?.replace(/^.*?: /, '') ?? 'syntax error';
    throw error;
  }
}
