import { z } from 'zod';
import { toolConstraints } from './constraints.ts';
import type { PolicyFacts } from './facts.ts';
import { placed, type SqlObjection } from './sql/objection.ts';
import { isSqlRefusal, parseSql } from './sql/parser.ts';
import { blockedPatterns, findBlockedPattern } from './sql/patterns.ts';
import { judgeStatement } from './sql/statement.ts';
import { quote } from './text.ts';
import { allow, deny, inField, type Objection, strictest, type Verdict } from './verdict.ts';

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
  return inField('query', query, judgeQuery(query, target, blocked_patterns));
}

function judgeQuery(query: string, target: 'production' | 'branch', patterns: readonly string[]): Objection {
  const parsed = parseSql(query);
  if (isSqlRefusal(parsed)) return { verdict: 'deny', ...parsed };
  const [statement, ...more] = parsed.statements;
  if (statement === undefined) return deny('sql/empty', 'there is no statement');
  if (more.length > 0) {
    const what = `there are ${more.length + 1} statements, and execute_sql takes one`;
    const at = { start: more[0]?.start ?? 0, end: Buffer.byteLength(query) };
    return placed({ ...deny('sql/several-statements', what, 'Call it once for each.'), at }, parsed);
  }
  const scope = { target, created: new Set<string>(), referring: false, planned: false } as const;
  const fine: SqlObjection =
    target === 'production'
      ? allow('sql/read', 'it only reads')
      : allow('sql/branch', 'it stays on a branch of this run');
  const pattern = findBlockedPattern(query, patterns);
  const objections = [...(pattern === undefined ? [] : [pattern]), ...judgeStatement(statement, scope)];
  return placed(strictest(fine, ...objections), parsed);
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
  inField(
    'project_id',
    id,
    deny(
      'sql/foreign-project',
      `${quote(id)} is neither production nor a branch of this run`,
      'Use the project_ref that create_branch returned.',
    ),
  );
