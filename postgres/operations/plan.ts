import { classify } from '../script/index.ts';
import { type FollowUp, followUp } from './follow-up.ts';
import type { OperationPlan, StepDraft } from './operation.ts';

/** What an operation knows beside its steps; follow-ups that are words may be just these. */
export type PlanFacts = Partial<Omit<OperationPlan, 'steps' | 'followUps'>> & {
  readonly followUps?: readonly (string | FollowUp)[];
};

/** A plan whose unnamed lists are empty. */
export function operationPlan(
  steps: readonly [StepDraft, ...StepDraft[]],
  { followUps = [], ...facts }: PlanFacts = {},
): OperationPlan {
  return {
    preconditions: [],
    verifications: [],
    breaking: [],
    destroys: [],
    archives: [],
    indexes: [],
    followUps: followUps.map(followUp),
    ...facts,
    steps,
  };
}

/** A step in one transaction. `locks`: see StepDraft. */
export const transactional = (
  up: string | readonly string[],
  down: string | readonly string[],
  locks?: readonly string[],
): StepDraft => ({
  kind: 'transactional',
  up: statements(up),
  down: statements(down),
  ...(locks === undefined ? {} : { locks }),
});

/** One statement that Postgres refuses inside a transaction. */
export const concurrent = (up: string, down: string): StepDraft => ({
  kind: 'concurrent',
  up: statements(up),
  down: statements(down),
});

/** A DO block that commits per batch. */
export const batched = (up: string, down: string): StepDraft => ({
  kind: 'batched',
  up: statements(up),
  down: statements(down),
});

/** SQL that changes nothing, for a step whose undoing another step's down brings with it. */
export const nothingToUndo = (why: string): string =>
  // A line break in a name would end the comment, and what follows would run.
  `-- ${why.replaceAll(/\s+/g, ' ')}\nSELECT 1`;

/** The steps that take back what these do; theirs are the way back. */
export function reversed(steps: readonly StepDraft[]): StepDraft[] {
  return steps.toReversed().map(({ up, down, locks }) => ({
    kind: classify(down),
    up: down,
    down: up,
    ...(locks === undefined ? {} : { locks }),
  }));
}

function statements(sql: string | readonly string[]): string {
  return [sql]
    .flat()
    .map((statement) => (statement.trimEnd().endsWith(';') ? statement : `${statement};`))
    .join('\n');
}
