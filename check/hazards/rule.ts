import type { CheckedStatement } from '../migration.ts';
import type { Hazard } from '../prove/report.ts';
import type { Scene, Sight } from './scene.ts';

/** What a rule has to say; where, by whom and how badly is known. */
export interface Finding {
  /** The object first, then what happens to it, then what that means to others. */
  readonly message: string;
  readonly remedy: string;
}

interface AnyRule {
  /** Kebab-case; stable, since people write it into comments and baselines. */
  readonly id: string;
  readonly level: Hazard['level'];
  /** Rows of the checklist in docs/hazards.md. */
  readonly rows: readonly number[];
}

/** Looks at one statement and what it did. */
export interface StatementRule extends AnyRule {
  /** Its findings explain a lock that blocks others while rows are read or written. */
  readonly explainsLock?: true;
  readonly statement: (sight: Sight) => Finding | readonly Finding[] | null;
}

/** Looks at a migration as a whole; each finding names the statement that it is about. */
export interface MigrationRule extends AnyRule {
  readonly migration: (scene: Scene) => readonly (Finding & { readonly at: CheckedStatement })[];
}

export type Rule = StatementRule | MigrationRule;
