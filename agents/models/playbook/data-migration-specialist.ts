import type { Operation } from '../../../postgres/operations/index.ts';
import { migrationDocument } from './migration-document.ts';
import { call, type Move, stop } from './move.ts';
import { count, last, type Turn } from './turn.ts';

interface Check {
  readonly holds: string;
  readonly sql: string;
  readonly samples?: string;
  readonly remedy?: string;
}
export interface DraftPart {
  readonly query: string;
  readonly rollback_sql: string;
  readonly preconditions: readonly Check[];
  readonly verifications: readonly Check[];
  readonly breaking: readonly string[];
  readonly destroys: readonly string[];
  readonly followUps: readonly { readonly what: string }[];
}
interface BranchOutput {
  readonly id: string;
  readonly project_ref: string;
}
interface AppliedOutput {
  readonly migration: { readonly name: string; readonly version: string; readonly hash: string };
  readonly changes: readonly string[];
  readonly files: readonly { readonly path: string; readonly content: string }[];
}
export interface ResetOutput {
  readonly success: boolean;
  readonly differences: readonly string[];
  readonly losses: readonly string[];
}

/** The eight steps, one call at a time: the first thing that is not there yet is what comes next. */
export function dataMigrationSpecialist(turn: Turn): Move {
  switch (turn.handoff) {
    case 'SchemaRequirements':
      return prepare(turn);
    case 'VerificationReport':
      return deliver(turn);
    default: {
      const { breakage } = turn.value as { breakage: string[] };
      return stop(`the application does not compile with the new types: ${breakage.join('; ')}`);
    }
  }
}

/** 1 ANALYZE to 6 DOCUMENT, on a branch. */
function prepare(turn: Turn): Move {
  const requirements = turn.value as {
    name: string;
    summary: string;
    operations: Operation[];
    assumptions: string[];
  };
  const draft = turn.parts.draft as DraftPart;
  const project_id = turn.productionRef;
  if (last(turn, 'mcp__supabase__list_tables') === undefined) {
    return call('mcp__supabase__list_tables', { project_id, verbose: false });
  }
  const history = last(turn, 'mcp__supabase__list_migrations');
  if (history === undefined) return call('mcp__supabase__list_migrations', { project_id });

  const branch = last(turn, 'mcp__supabase__create_branch')?.output as BranchOutput | undefined;
  if (branch === undefined) {
    return call('mcp__supabase__create_branch', { project_id, name: requirements.name.replaceAll('_', '-') });
  }
  const precondition = askBefore(turn, draft.preconditions, branch.project_ref);
  if (precondition !== undefined) return precondition;

  const apply = call('mcp__supabase__apply_migration', {
    project_id: branch.project_ref,
    name: requirements.name,
    query: draft.query,
    rollback_sql: draft.rollback_sql,
  });
  const applied = last(turn, 'mcp__supabase__apply_migration')?.output as AppliedOutput | undefined;
  if (applied === undefined) return apply;
  const firstTest = ask(turn, draft.verifications, branch.project_ref, 1);
  if (firstTest !== undefined) return firstTest;

  const reset = last(turn, 'mcp__supabase__reset_branch')?.output as ResetOutput | undefined;
  if (reset === undefined) {
    const { migrations } = history.output as { migrations: { version: string }[] };
    const migration_version = migrations.at(-1)?.version;
    return call('mcp__supabase__reset_branch', {
      branch_id: branch.id,
      ...(migration_version === undefined ? {} : { migration_version }),
    });
  }
  if (!reset.success)
    return stop(`the rollback does not restore the database: ${reset.differences.join('; ')}`);
  if (count(turn, 'mcp__supabase__apply_migration') < 2) return apply;
  const secondTest = ask(turn, draft.verifications, branch.project_ref, 2);
  if (secondTest !== undefined) return secondTest;

  const documentation = `${turn.docsFolder}/${applied.migration.version}_${applied.migration.name}.md`;
  const document = migrationDocument({ requirements, draft, applied, losses: reset.losses });
  for (const { path, content } of [...applied.files, { path: documentation, content: document }]) {
    const written = turn.calls.some(
      (made) => made.name === 'Write' && made.ok && made.input.file_path === path,
    );
    if (!written) return call('Write', { file_path: path, content });
  }
  return call('handoff_to_integration-tester', {
    branch_id: branch.id,
    migration_hash: applied.migration.hash,
    summary: requirements.summary,
    breaking_changes: draft.breaking,
    documentation,
  });
}

/** 7 MERGE and 8 MONITOR, on production. */
function deliver(turn: Turn): Move {
  const report = turn.value as {
    branch_id: string;
    migration_hash: string;
    verdict: string;
    findings: string[];
  };
  if (report.verdict !== 'verified') {
    return stop(
      `the integration tester found: ${report.findings.join('; ')}`,
      'Production was not touched. Repair what was found, then make the request again.',
    );
  }
  const draft = turn.parts.draft as DraftPart;
  const merged = last(turn, 'mcp__supabase__merge_branch');
  if (merged === undefined) return call('mcp__supabase__merge_branch', { branch_id: report.branch_id });
  if (last(turn, 'mcp__supabase__list_migrations') === undefined) {
    return call('mcp__supabase__list_migrations', { project_id: turn.productionRef });
  }
  const watch = ask(turn, draft.verifications, turn.productionRef, 1);
  if (watch !== undefined) return watch;
  return call('handoff_to_backend-engineer', {
    migration_hash: report.migration_hash,
    monitored: `history, ${draft.verifications.length} checks of the data, invalid indexes, waiting sessions and policies on production`,
  });
}

/** The next question about the data before anything is applied; the end, with keys and a way out, where one does not hold. */
function askBefore(turn: Turn, checks: readonly Check[], project_id: string): Move | undefined {
  for (const { holds, sql, samples, remedy } of checks) {
    const answers = answersTo(turn, sql);
    if (answers.length === 0) return query(project_id, sql);
    const found = counted(answers.at(-1));
    if (found === 0) continue;
    const sampled = samples === undefined ? [] : answersTo(turn, samples);
    if (samples !== undefined && sampled.length === 0) return query(project_id, samples);
    const keys = valuesOf(sampled.at(-1)).join('; ');
    return stop(
      `cannot be applied: not true that ${holds} (${found}${keys === '' ? '' : `, such as ${keys}`})`,
      remedy === undefined
        ? 'Clean the data first, or say in the request what to do with it.'
        : `A request can see to it first, and keeps what it takes away: "${remedy}".`,
    );
  }
  return undefined;
}

/** The next check that was not asked `times` by now, or the end where one does not hold. */
function ask(turn: Turn, checks: readonly Check[], project_id: string, times: 1 | 2): Move | undefined {
  for (const { holds, sql } of checks) {
    const answers = answersTo(turn, sql);
    if (answers.length < times) return query(project_id, sql);
    const found = counted(answers.at(-1));
    if (found !== 0) return stop(`the result is wrong: not true that ${holds} (${found})`);
  }
  return undefined;
}

const query = (project_id: string, sql: string): Move =>
  call('mcp__supabase__execute_sql', { project_id, query: sql });

const answersTo = (turn: Turn, sql: string): unknown[] =>
  turn.calls
    .filter((made) => made.name === 'mcp__supabase__execute_sql' && made.input.query === sql)
    .map(({ output }) => output);

/** The first column. */
const valuesOf = (output: unknown): unknown[] =>
  ((output as { rows?: Record<string, unknown>[] } | undefined)?.rows ?? []).map(
    (row) => Object.values(row)[0],
  );

function counted(output: unknown): number | string {
  const [value] = valuesOf(output);
  return value === undefined ? 'no answer' : Number(value);
}
