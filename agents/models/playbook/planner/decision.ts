import type { Operation } from '../../../../postgres/operations/index.ts';

/** What a text may ask for and the engine never does. */
export const demandKinds = [
  'skip_branch_test',
  'no_rollback',
  'no_backup',
  'edit_applied_migration',
  'no_transaction',
] as const;
export type DemandKind = (typeof demandKinds)[number];

export interface Demand {
  readonly demand: DemandKind;
  /** The words of the text. */
  readonly phrase: string;
}

/** The planner's answer: exactly one of three. */
export type PlannerDecision =
  | {
      readonly decision: 'change';
      readonly operations: readonly [Operation, ...Operation[]];
      /** What the request did not say and was taken as given, in words. */
      readonly assumptions: readonly string[];
      /** What the approver should know, e.g. text that tries to give orders to an agent. */
      readonly hazards: readonly string[];
      /** Parts of the text that were left alone. */
      readonly notUnderstood: readonly string[];
      readonly demands: readonly Demand[];
    }
  | {
      readonly decision: 'clarify';
      readonly questions: readonly [string, ...string[]];
      /** The same questions as they are called while a translation is read: by them an answer finds its question. */
      readonly keys?: readonly string[];
      /** Operations that were understood, in words. */
      readonly understood: readonly string[];
      readonly hazards: readonly string[];
      readonly demands: readonly Demand[];
    }
  | { readonly decision: 'no_schema_change'; readonly reason: string; readonly hazards: readonly string[] };
