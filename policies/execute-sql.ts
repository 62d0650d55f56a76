import { z } from 'zod';
import { toolConstraints } from './constraints.ts';
import type { PolicyFacts } from './facts.ts';
import { isSqlRefusal, parseSql } from './sql/parser.ts';
import { blockedPatterns, findBlockedPattern } from './sql/patterns.ts';
import { judgeStatement } from './sql/statement.ts';
import { quote } from './text.ts';
import { allow, deny, strictest, type Verdict } from './verdict.ts';

export const ExecuteSqlInput = z.object({
  project_id: z.string().min(1).describe('project_ref of production or of a branch of this run'),
  query: z.string().min(1).describe('One SQL statement'),
});
export type ExecuteSqlInput = z.infer<typeof ExecuteSqlInput>;

export const ExecuteSqlConstraints = toolConstraints({
  /** Regular expressions, any case, matched on the SQL without comments and literals. */
  blocked_patterns: blockedPatterns,
  /** Writes need a branch of this run. Off, it changes nothing: production is read-only for free SQL in any case. */
  require_branch_first: z.boolean().default(true),
});
export type ExecuteSqlConstraints = z.infer<typeof ExecuteSqlConstraints>;

export function judgeExecuteSql(
  { project_id, query }: ExecuteSqlInput,
  { blocked_patterns }: ExecuteSqlConstraints,
  facts: PolicyFacts,
): Verdict {
  const target = project_id === facts.productionRef ? 'production' : 'branch';
  if (target === 'branch' && !facts.branches.has(project_id)) return foreignProject(project_id);
  const parsed = parseSql(query);
  if (isSqlRefusal(parsed)) return deny(parsed.rule, parsed.reason);
  const [statement, ...more] = parsed.statements;
  if (statement === undefined) return deny('sql/empty', 'there is no statement');
  if (more.length > 0) {
    return deny(
      'sql/several-statements',
      `there are ${more.length + 1} statements, and execute_sql takes one`,
      'Call it once for each.',
    );
  }
  const scope = { target, created: new Set<string>(), referring: false, planned: false } as const;
  const fine =
    target === 'production'
      ? allow('sql/read', 'it only reads')
      : allow('sql/branch', 'it stays on a branch of this run');
  const pattern = findBlockedPattern(query, blocked_patterns);
  return strictest(fine, ...(pattern === undefined ? [] : [pattern]), ...judgeStatement(statement, scope));
}

/**
 * The statement surely changes nothing, so that it can run in a read-only transaction. False where it is not known,
 * e.g. for a function of the user's.
 */
export function isReadOnlySql(query: string): boolean {
  const parsed = parseSql(query);
  if (isSqlRefusal(parsed)) return false;
  const scope = {
    target: 'production',
    created: new Set<string>(),
    referring: false,
    planned: false,
  } as const;
  return parsed.statements.every((statement) => judgeStatement(statement, scope).length === 0);
}

export const foreignProject = (id: string): Verdict =>
  deny(
    'sql/foreign-project',
    `${quote(id)} is neither production nor a branch of this run`,
    'Use the project_ref that create_branch returned.',
  );
