import type { Node } from 'libpg-query';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { SqlSyntaxError, splitStatements } from '../script/index.ts';
import type { TableName } from './lookup.ts';
import { tokenize } from './tokens.ts';

/** Why a text is not exactly one query that only reads; null when it is. */
export function queryFault(sql: string): string | null {
  if (tokenize(sql).some(({ kind }) => kind === 'comment')) return 'it holds a comment';
  if (sql.includes('\0')) return 'it holds a NUL character';
  try {
    const [only, ...others] = splitStatements(sql);
    if (only === undefined || others.length > 0) return 'it is not one statement';
    if (!('SelectStmt' in only.node)) return 'it is no SELECT';
    const tree = JSON.stringify(only.node);
    if (tree.includes('"intoClause"')) return 'SELECT INTO makes a table';
    if (/"(?:Insert|Update|Delete|Merge)Stmt"/.test(tree)) return 'it writes';
    if (tree.includes('"lockingClause"')) return 'it locks rows';
    return tree.includes('"ParamRef"') ? 'it has a parameter' : null;
  } catch (error) {
    if (error instanceof SqlSyntaxError) return error.reason;
    throw error;
  }
}

/** The query without a semicolon behind it. */
export const queryText = (sql: string): string => splitStatements(sql)[0]?.sql.trim() ?? '';

/** Tables with row level security that the query reads, itself or through views. */
export function guardedTables(sql: string, catalog: Catalog): CatalogTable[] {
  const seen = new Set<CatalogTable>();
  const visit = (query: string): void => {
    for (const table of tablesIn(query, catalog)) {
      if (seen.has(table)) continue;
      seen.add(table);
      if (table.definition != null) visit(table.definition);
    }
  };
  visit(sql);
  return [...seen].filter(({ rlsEnabled }) => rlsEnabled);
}

interface Relation {
  readonly schema: string | undefined;
  readonly name: string | undefined;
}

/** Relations as the query writes them; those of a WITH, too. */
function relationsIn(sql: string): Relation[] {
  const names: Relation[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null) {
      const { RangeVar } = value as { RangeVar?: Extract<Node, { RangeVar: unknown }>['RangeVar'] };
      if (RangeVar !== undefined) names.push({ schema: RangeVar.schemaname, name: RangeVar.relname });
      for (const item of Object.values(value)) walk(item);
    }
  };
  for (const { node } of splitStatements(sql)) walk(node);
  return names;
}

/** Whether the query names this relation. Without a schema the name may be one of a WITH. */
export const reads = (sql: string, at: TableName): boolean =>
  relationsIn(sql).some(
    ({ schema, name }) =>
      name === at.table && (schema === at.schema || (schema === undefined && !/\bwith\b/i.test(sql))),
  );

/** A name without a schema may be any table of that name: where it matters, all of them count. */
export function tablesIn(sql: string, catalog: Catalog): CatalogTable[] {
  const names = relationsIn(sql);
  return catalog.tables.filter((table) =>
    names.some(
      ({ schema, name }) => name === table.name && (schema === undefined || schema === table.schema),
    ),
  );
}
