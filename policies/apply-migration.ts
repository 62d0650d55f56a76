import { z } from 'zod';
import { toolConstraints } from './constraints.ts';
import { foreignProject } from './execute-sql.ts';
import type { PolicyFacts } from './facts.ts';
import { forbidIrreversible, forbidOutsideTransaction, forbidProduction } from './forbidden.ts';
import { placed } from './sql/objection.ts';
import { isSqlRefusal, type ParsedSql, parseSql } from './sql/parser.ts';
import { blockedPatterns, findBlockedPattern } from './sql/patterns.ts';
import { judgeStatement } from './sql/statement.ts';
import { namesOf } from './sql/walk.ts';
import { allow, deny, inField, strictest, type Verdict } from './verdict.ts';

export const ApplyMigrationInput = z.object({
  project_id: z.string().min(1).describe('project_ref of a branch of this run'),
  name: z.string().regex(/^[a-z0-9_]{1,100}$/, 'a name is snake_case, e.g. add_difficulty_to_tasks'),
  query: z.string().min(1).describe('SQL of the migration'),
  rollback_sql: z.string().optional().describe('SQL that undoes it'),
});
export type ApplyMigrationInput = z.infer<typeof ApplyMigrationInput>;

export const ApplyMigrationConstraints = toolConstraints({
  /** Without a rollback the call is denied; off, an irreversible migration needs a person's yes. */
  require_rollback_sql: z.boolean().default(true),
  /** Nothing is applied but on a branch. Off, it changes nothing: production is reached by merge_branch alone. */
  require_branch_test: z.boolean().default(true),
  /** As for execute_sql; matched on `query`, not on `rollback_sql`. */
  blocked_patterns: blockedPatterns,
});
export type ApplyMigrationConstraints = z.infer<typeof ApplyMigrationConstraints>;

export function judgeApplyMigration(
  input: ApplyMigrationInput,
  constraints: ApplyMigrationConstraints,
  facts: PolicyFacts,
): Verdict {
  const production = forbidProduction(input.project_id, facts);
  if (production !== undefined) return inField('project_id', input.project_id, production);
  if (!facts.branches.has(input.project_id)) return foreignProject(input.project_id);
  const found = findPattern(input.query, constraints);
  const pattern = found === undefined ? undefined : inField('query', input.query, found);
  const verdicts = [...judgeSide('query', input.query), ...judgeRollback(input.rollback_sql, constraints)];
  const { query, rollback_sql: rollback } = input;
  const judged = rollback !== undefined && verdicts.every(({ verdict }) => verdict !== 'deny');
  const steps = judged ? forbidOutsideTransaction(query, rollback) : undefined;
  return strictest(
    allow('migration/branch', 'it is tried on a branch of this run'),
    ...(pattern === undefined ? [] : [pattern]),
    ...verdicts,
    ...(steps === undefined ? [] : [inField('query', query, steps)]),
  );
}

function findPattern(query: string, { blocked_patterns }: ApplyMigrationConstraints): Verdict | undefined {
  return isSqlRefusal(parseSql(query)) ? undefined : findBlockedPattern(query, blocked_patterns);
}

function judgeRollback(sql: string | undefined, constraints: ApplyMigrationConstraints): Verdict[] {
  const parsed = parseSql(sql ?? '');
  const missing = !isSqlRefusal(parsed) && parsed.statements.length === 0;
  if (!missing) return judgeSide('rollback_sql', sql ?? '');
  if (constraints.require_rollback_sql) {
    const what =
      sql === undefined || sql.trim() === '' ? 'rollback_sql is missing' : 'rollback_sql holds no statement';
    const hint = 'Give SQL that brings schema and rows back.';
    return [inField('rollback_sql', sql ?? '', deny('migration/rollback-required', what, hint))];
  }
  return [forbidIrreversible(true)]
    .filter((verdict) => verdict !== undefined)
    .map((verdict) => inField('rollback_sql', sql ?? '', verdict));
}

/** Up or down: every statement by the rules of SQL. */
function judgeSide(side: 'query' | 'rollback_sql', sql: string): Verdict[] {
  const parsed = parseSql(sql);
  if (isSqlRefusal(parsed))
    return [inField(side, sql, { verdict: 'deny', ...parsed, reason: `${side}: ${parsed.reason}` })];
  if (parsed.statements.length === 0)
    return [inField(side, sql, deny('sql/empty', `${side} holds no statement`))];
  const scope = {
    target: 'migration',
    created: createdFunctions(parsed),
    referring: false,
    planned: false,
  } as const;
  return parsed.statements.flatMap((statement) =>
    judgeStatement(statement, scope).map((objection) =>
      inField(side, sql, placed({ ...objection, reason: `${side}: ${objection.reason}` }, parsed)),
    ),
  );
}

const createdFunctions = ({ statements }: ParsedSql): ReadonlySet<string> =>
  new Set(
    statements.flatMap(({ kind, node }) =>
      kind === 'CreateFunctionStmt' ? namesOf(node.funcname).slice(-1) : [],
    ),
  );
