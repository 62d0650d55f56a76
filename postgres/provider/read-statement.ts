import type { Node } from 'libpg-query';
import { SqlSyntaxError, splitStatements } from '../script/index.ts';
import { NotARead } from './errors.ts';

/** What a statement that only reads names, for the server to say what it can do. */
export interface ReadStatement {
  /** Functions that it calls by name. */
  readonly calls: readonly string[];
  /** Everything that could be a name or an operator: `('x'::text).pg_read_file` is a call as well. */
  readonly names: readonly string[];
}

const reads = new Set(['SelectStmt', 'ExplainStmt', 'VariableShowStmt']);

/** These change settings, the role among them, or run a text as SQL, which can. */
const unbounded = /^(?:set_config|(?:query|cursor)_to_xml\w*|ts_stat|ts_rewrite|dblink\w*)$/;

/**
 * Refuses what is not one statement that reads: without a guard in front this is the first wall, and a read-only
 * transaction alone would let COPY … TO PROGRAM, SET, LISTEN or LOAD through.
 * @throws NotARead
 */
export function readStatement(sql: string): ReadStatement {
  // The grammar ends at NUL.
  if (sql.includes('\0')) throw new NotARead('a text with NUL');
  const trees = parsed(sql);
  const [tree, ...more] = trees;
  const kind = Object.keys(tree ?? {})[0];
  if (kind === undefined || more.length > 0) throw new NotARead(`${trees.length} statements`);
  if (!reads.has(kind)) throw new NotARead(kind.replace(/Stmt$/, ''));
  const calls = new Set<string>();
  const names = new Set<string>();
  visit(tree, calls, names);
  const reaching = [...names].find((name) => unbounded.test(name));
  if (reaching !== undefined) throw new NotARead(`a statement with ${JSON.stringify(reaching)}`);
  return { calls: [...calls], names: [...names] };
}

function parsed(sql: string): readonly Node[] {
  try {
    return splitStatements(sql).map(({ node }) => node);
  } catch (error) {
    if (error instanceof SqlSyntaxError) throw new NotARead('a text that the grammar cannot read');
    throw error;
  }
}

function visit(value: unknown, calls: Set<string>, names: Set<string>, called = false): void {
  if (Array.isArray(value)) for (const item of value) visit(item, calls, names, called);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      if (key === 'A_Const') continue;
      if (key !== 'sval') visit(child, calls, names, key === 'funcname' || (called && key === 'String'));
      else if (typeof child === 'string') {
        names.add(child);
        if (called) calls.add(child);
      }
    }
  }
}
