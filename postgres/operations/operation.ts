import type { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import type { StepKind } from '../migration.ts';
import type { FollowUp } from './follow-up.ts';

/** SQL of one step before it has a version. */
export interface StepDraft {
  readonly kind: StepKind;
  readonly up: string;
  readonly down: string;
  /**
   * Existing tables, `schema.table`, that a short step locks strongly on its way up or down. Present only where
   * the step changes nothing but the catalog, so that it may share a transaction with another such step.
   */
  readonly locks?: readonly string[];
}

/** A question about the data, asked by the engine before and after; the SQL returns one row with one integer. */
export interface DataCheck {
  /** In words, about a result of zero, e.g. `no row of tasks has an empty title`. */
  readonly holds: string;
  readonly sql: string;
  /**
   * Which rows stand in the way: SQL for a few of them, one text column `key` that holds nothing but their keys,
   * e.g. `id 4`. Missing where it is not about rows.
   */
  readonly samples?: string;
  /** What a request can say so that it comes to hold, e.g. `Delete duplicates of tasks by code`. */
  readonly remedy?: string;
}

/** What an operation will do to this schema. */
export interface OperationPlan {
  readonly steps: readonly [StepDraft, ...StepDraft[]];
  /** Must count zero before the migration; else it cannot be applied. */
  readonly preconditions: readonly DataCheck[];
  /** Must count zero after the migration. */
  readonly verifications: readonly DataCheck[];
  /** What an application that knows the old schema will notice; empty when nothing. */
  readonly breaking: readonly string[];
  /** Data that the up destroys or moves into an archive, in words; empty when none. */
  readonly destroys: readonly string[];
  /** Archive tables that hold a copy of what is destroyed, `schema.table`. */
  readonly archives: readonly string[];
  /** Columns that are new and wanted in a WHERE or JOIN, so an index is expected. */
  readonly indexes: readonly string[];
  /** What stays to be done by a later migration, e.g. dropping the old column of a rename. */
  readonly followUps: readonly FollowUp[];
}

/** One kind of change: typed parameters, the SQL up and down, and what must hold. */
export interface OperationDefinition<Kind extends string, Params extends { readonly op: Kind }> {
  readonly kind: Kind;
  readonly params: z.ZodType<Params>;
  /** `add a column difficulty to tasks`: one line for a person. */
  readonly describe: (params: Params) => string;
  /**
   * Pure: SQL for this schema. Throws an error of errors.ts where the schema does not allow the change (no such
   * table, column exists …), quoting the name and the nearest known one.
   */
  readonly plan: (params: Params, catalog: Catalog) => OperationPlan;
  /** Pure: the schema as it is after the operation, for the operations that follow in the same request. */
  readonly apply: (params: Params, catalog: Catalog) => Catalog;
}

export function defineOperation<Kind extends string, Params extends { readonly op: Kind }>(
  definition: OperationDefinition<Kind, Params>,
): OperationDefinition<Kind, Params> {
  return Object.freeze(definition);
}
