import type { LockMeasurement } from '../../postgres/provider.ts';
import type { SchemaState } from '../../postgres/snapshot/index.ts';
import { type JudgedHazard, judge, sceneOf, withoutExcused } from '../hazards/index.ts';
import type { CheckedMigration, CheckedStatement, ScriptProblem } from '../migration.ts';
import type { MeasuredStatement } from './measured.ts';
import type { Hazard } from './report.ts';

/** What is known of a migration that applied, for judging how it would treat a database in use. */
export interface Observed {
  readonly migration: CheckedMigration;
  /** In their order, each with what the server did for it. */
  readonly statements: readonly MeasuredStatement[];
  /** Of the migration as a whole. */
  readonly locks: readonly LockMeasurement[];
  /** The schema before and after; `snapshotOf` gives the objects. */
  readonly before: SchemaState;
  readonly after: SchemaState;
  /** The rows were those of a database in use: what did not fail here does not fail there. */
  readonly realRows?: boolean;
}

/** Of a migration that did not apply only what was found while its file was read. */
type Unobserved = Pick<Observed, 'migration'> & {
  readonly [Key in keyof Omit<Observed, 'migration'>]?: never;
};

/** What a reader of the file should know, in the order of its lines, without what its comments excuse. */
export function hazardsOf(observed: Observed | Unobserved): Hazard[] {
  const { migration } = observed;
  const problems = migration.up.problems.map((problem) => problemAt(migration, problem));
  if (observed.statements === undefined) return withoutExcused(migration, problems, false);
  const { statements, before, after, realRows = false } = observed;
  const scene = sceneOf({ migration, statements, before, after, realRows });
  return withoutExcused(migration, [...problems, ...judge(scene)], true);
}

const levels = { refused: 'error', error: 'error', warning: 'warning', advice: 'advice' } as const;

/** A refusal belongs to no statement: no comment excuses it. */
function problemAt({ up }: CheckedMigration, problem: ScriptProblem): JudgedHazard {
  const { rule, level, line, column, message, remedy } = problem;
  const isAt = (one: CheckedStatement) => one.line === line && one.column === column;
  const at = level === 'refused' ? null : (up.statements.find(isAt) ?? null);
  return { hazard: { rule, level: levels[level], line, message, remedy }, at };
}
