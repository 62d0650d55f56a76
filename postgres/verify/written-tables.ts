import { hasSqlDetails, type Node, parsePlPgSQLSync, parseSync } from 'libpg-query';
import type { TableRef } from '../provider.ts';
import { splitStatements } from '../script/index.ts';

/**
 * Tables that SQL names as target of a write: INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY, also inside DO blocks
 * and CTEs. What it only calls (functions, triggers, cascades, dynamic SQL) is not in it: whatever those write is a
 * side effect that somebody should look at. @throws SqlSyntaxError
 */
export function writtenTables(sql: string): TableRef[] {
  const found = new Map<string, TableRef>();
  for (const { node, sql: text } of splitStatements(sql)) {
    collect(node, found);
    if ('DoStmt' in node) for (const query of queriesOf(text)) collectQuery(query, found);
  }
  return [...found.values()];
}

const writing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'TruncateStmt', 'CopyStmt']);

function collect(root: unknown, found: Map<string, TableRef>): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [tag, child] of Object.entries(value)) {
      if (writing.has(tag)) for (const table of targets(tag, child)) found.set(JSON.stringify(table), table);
      stack.push(child);
    }
  }
}

interface RangeVar {
  readonly schemaname?: string;
  readonly relname?: string;
}

interface Writing {
  readonly relation?: RangeVar;
  /** Of TRUNCATE. */
  readonly relations?: readonly { readonly RangeVar?: RangeVar }[];
  /** Of COPY. */
  readonly is_from?: boolean;
}

function targets(tag: string, { relation, relations = [], is_from }: Writing): TableRef[] {
  if (tag === 'CopyStmt' && is_from !== true) return [];
  return [relation, ...relations.map(({ RangeVar }) => RangeVar)].flatMap((one) =>
    one?.relname === undefined ? [] : [{ schema: one.schemaname ?? null, table: one.relname }],
  );
}

/** Texts of the queries in a DO block; a block of another language than PL/pgSQL has none that we can read. */
function queriesOf(block: string): string[] {
  let tree: unknown;
  try {
    tree = parsePlPgSQLSync(block);
  } catch (error) {
    if (hasSqlDetails(error)) return [];
    throw error;
  }
  const queries: string[] = [];
  JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'query' && typeof value === 'string') queries.push(value);
    return value;
  });
  return queries;
}

function collectQuery(query: string, found: Map<string, TableRef>): void {
  let statements: Node[];
  try {
    statements = (parseSync(query).stmts ?? []).flatMap(({ stmt }) => (stmt === undefined ? [] : [stmt]));
  } catch (error) {
    // Expressions and assignments are no statements.
    if (hasSqlDetails(error)) return;
    throw error;
  }
  collect(statements, found);
}
