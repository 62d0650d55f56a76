import type { StepKind } from '../migration.ts';
import type { StepReport } from '../provider.ts';
import type { ScriptPart } from '../script/errors.ts';

/** One step on its way up or down. */
export interface Work {
  readonly version: string;
  readonly part: ScriptPart;
  readonly kind: StepKind;
  readonly sql: string;
  /**
   * Records the step in the history: in its transaction where it has one, right after it where not. False: somebody
   * else recorded it before.
   */
  readonly record: (report: StepReport) => Promise<boolean>;
}

export interface WorkDone {
  readonly report: StepReport;
  readonly lockRetries: number;
}
