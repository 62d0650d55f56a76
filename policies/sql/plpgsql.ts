import { staticRevoke } from './dynamic.ts';
import { parsePlpgsql, scanSql } from './parser.ts';
import { asTag, isNode, textOf, walk } from './walk.ts';

/** A statement of a body as it can be parsed by itself: `added` characters in front make an expression one. */
export interface BodySql {
  readonly sql: string;
  readonly added: number;
}

/** What a PL/pgSQL body would run. */
export interface PlpgsqlBody {
  /** Every statement and expression, each as a statement of its own. */
  readonly statements: readonly BodySql[];
  /** EXECUTE and its relatives: SQL that exists only when it runs. */
  readonly dynamic: boolean;
  /** COMMIT or ROLLBACK. */
  readonly transactionControl: boolean;
}

/** Reads the body of one CREATE FUNCTION, CREATE PROCEDURE or DO statement; undefined where it cannot be read. */
export function readPlpgsql(statement: string): PlpgsqlBody | undefined {
  let tree: unknown;
  try {
    tree = parsePlpgsql(statement);
  } catch {
    return undefined;
  }
  // The parser skips what it does not take for PL/pgSQL: no function read means nothing was judged.
  const functions = isNode(tree) ? tree.plpgsql_funcs : undefined;
  if (!Array.isArray(functions) || functions.length !== 1) return undefined;
  const statements: BodySql[] = [];
  let dynamic = false;
  let transactionControl = false;
  let readable = true;
  walk(functions, (name, node) => {
    if (name === 'PLpgSQL_stmt_dynexecute') {
      const revoke = staticRevoke(textOf(asTag(node.query, 'PLpgSQL_expr')?.query) ?? '');
      if (revoke === undefined) dynamic = true;
      else statements.push({ sql: revoke, added: 0 });
    } else if (/^PLpgSQL_stmt_dyn/.test(name) || 'dynquery' in node) dynamic = true;
    if (name === 'PLpgSQL_stmt_commit' || name === 'PLpgSQL_stmt_rollback') transactionControl = true;
    if (name !== 'PLpgSQL_expr') return;
    const found = typeof node.query === 'string' ? asStatements(node.query, node.parseMode) : undefined;
    if (found === undefined) readable = false;
    else statements.push(...found);
  });
  return readable ? { statements, dynamic, transactionControl } : undefined;
}

/** By the parse modes of Postgres's grammar: 0 a statement, 2 an expression, 3 to 5 an assignment. */
function asStatements(query: string, mode: unknown): BodySql[] | undefined {
  if (mode === undefined || mode === 0) return [{ sql: query, added: 0 }];
  if (mode === 2) return [selected(query)];
  if (mode !== 3 && mode !== 4 && mode !== 5) return undefined;
  const bytes = Buffer.from(query);
  let depth = 0;
  for (const { start, end, text } of scanSql(query)) {
    if (text === '[' || text === '(') depth++;
    if (text === ']' || text === ')') depth--;
    if (depth === 0 && (text === ':=' || text === '=')) {
      // The target counts too: `a[f()] := 1` calls f.
      return [selected(bytes.toString('utf8', 0, start)), selected(bytes.toString('utf8', end))];
    }
  }
  return undefined;
}

const select = 'SELECT ';
const selected = (expression: string): BodySql => ({ sql: select + expression, added: select.length });
