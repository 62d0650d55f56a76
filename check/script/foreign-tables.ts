import type { Node } from 'libpg-query';
import { readPlpgsql } from '../../policies/sql/plpgsql.ts';
import { textOf, walk } from '../../policies/sql/walk.ts';
import { excerpt, splitStatements } from '../../postgres/script/index.ts';
import type { CheckedMigration, CheckedScript, CheckedStatement, ScriptProblem } from '../migration.ts';

/** What reads or changes the rows of the tables it names; all else is about the tables themselves. */
const touching = [
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'TruncateStmt',
  'CreateTableAsStmt',
  'CopyStmt',
];

/**
 * Rows of a foreign table are another database's, which no rollback of a proof brings back. Tables are known by their
 * last name: another schema's of the same name counts too.
 */
export function judgeForeignTables(migrations: readonly CheckedMigration[]): readonly CheckedMigration[] {
  const foreign = new Set(
    migrations.flatMap(({ up, down }) => [up, ...(down === null ? [] : [down])]).flatMap(foreignTablesIn),
  );
  if (foreign.size === 0) return migrations;
  const judged = (script: CheckedScript): CheckedScript => ({
    ...script,
    problems: [...script.problems, ...script.statements.flatMap((statement) => judge(statement, foreign))],
  });
  return migrations.map((migration) => ({
    ...migration,
    up: judged(migration.up),
    down: migration.down === null ? null : judged(migration.down),
  }));
}

const foreignTablesIn = ({ statements }: CheckedScript): string[] =>
  statements.flatMap(({ node }) =>
    'CreateForeignTableStmt' in node ? (node.CreateForeignTableStmt.base?.relation?.relname ?? []) : [],
  );

function judge({ node, sql, line, column }: CheckedStatement, foreign: ReadonlySet<string>): ScriptProblem[] {
  const table = tablesIn(node, sql).find((name) => foreign.has(name));
  if (table === undefined) return [];
  const message = `"${excerpt(sql)}": the rows of foreign table ${table} are in another database`;
  const remedy = 'take it out of the migration; it is not run';
  return [{ rule: 'reaches-outside', level: 'refused', line, column, message, remedy }];
}

function tablesIn(node: Node, sql: string): string[] {
  if ('DoStmt' in node) {
    return (readPlpgsql(sql)?.statements ?? []).flatMap(({ sql: text }) => tablesInText(text));
  }
  if (!touching.some((kind) => kind in node)) return [];
  const names: string[] = [];
  // The target of a statement is a field, every other table a node of its own.
  walk(node, (name, fields) => {
    if (name === 'RangeVar' || name === 'relation') names.push(textOf(fields.relname) ?? '');
  });
  return names;
}

function tablesInText(text: string): string[] {
  try {
    return splitStatements(text).flatMap(({ node, sql }) => tablesIn(node, sql));
  } catch {
    return [];
  }
}
