import type { SchemaRequirements } from '../../agents/handoffs/index.ts';
import { describeOperation } from '../../postgres/operations/index.ts';
import { type DatabaseIdentity, describeTarget } from '../../postgres/provider.ts';
import { appliedObservation } from '../../tools/recorded-migration.ts';
import { assessRisk, type Risk } from '../approvals/risk.ts';
import type { Spending } from '../budget/spending.ts';
import { type OfferedFollowUp, offered } from '../follow-ups/follow-up.ts';
import { mergedOf } from '../follow-ups/merged.ts';
import { commitOf, lastOf, observedStrings } from '../protocol/ledger.ts';
import type { Outcome, RunStateValue } from '../state.ts';
import { type Checklists, checklists } from './checklist.ts';
import { proofFacts } from './proof-facts.ts';

/** Everything a reviewer wants to know about a run; JSON, written beside its Markdown form. */
export interface Report {
  readonly schema: 1;
  readonly run: string;
  readonly status: Outcome['status'];
  readonly reason: string | null;
  readonly request: { readonly title: string; readonly body: string; readonly source: string };
  readonly target: string;
  readonly summary: string;
  readonly operations: readonly string[];
  readonly assumptions: readonly string[];
  readonly hazards: readonly string[];
  /** Parts of the request that are not about the schema. */
  readonly leftAlone: readonly string[];
  readonly migration: null | {
    readonly version: string;
    readonly name: string;
    readonly hash: string;
    readonly steps: readonly {
      version: string;
      kind: string;
      up: string;
      down: string;
      ms: number;
      rows: number;
    }[];
    readonly changes: readonly string[];
    readonly measured: readonly string[];
  };
  /** Null where no migration was measured. */
  readonly risk: Risk | null;
  readonly breaking: readonly string[];
  readonly losses: readonly string[];
  readonly followUps: readonly string[];
  /** Those of them that a command does, once the migration is merged. */
  readonly offers: readonly OfferedFollowUp[];
  readonly approvals: readonly { by: string; at: string; hash: string }[];
  /** What every agent has spent on models. */
  readonly spending: Spending;
  readonly checklists: Checklists;
  readonly commit: string | null;
  readonly types: string | null;
  /** `<seq>:<hash>` of the newest row of the audit when this was written. */
  readonly auditHead: string | null;
}

export function buildReport(
  state: RunStateValue,
  outcome: Outcome,
  identity: DatabaseIdentity,
  productionRef: string,
  auditHead: string | null,
): Report {
  const requirements = state.handoffs.findLast(({ name }) => name === 'SchemaRequirements')?.value as
    | SchemaRequirements
    | undefined;
  const hash = lastOf(state.evidence, 'merged')?.subject ?? lastOf(state.evidence, 'applied')?.subject;
  const applied = hash === undefined ? undefined : appliedObservation(state.evidence, hash);
  const { title, body, source } = state.request;
  return {
    schema: 1,
    run: state.runId,
    status: outcome.status,
    reason: outcome.status === 'done' ? null : outcome.reason,
    request: { title, body, source: source.ref },
    target: describeTarget(identity),
    summary: requirements?.summary ?? title,
    operations: requirements?.operations.map(describeOperation) ?? [],
    assumptions: requirements?.assumptions ?? [],
    hazards: requirements?.hazards ?? [],
    leftAlone: requirements?.leftAlone ?? [],
    migration:
      hash === undefined || applied === undefined
        ? null
        : {
            version: applied.steps[0]?.version ?? '',
            name: applied.name,
            hash,
            steps: applied.steps.map((step, index) => ({
              ...step,
              ms: Math.round(applied.measured[index]?.ms ?? 0),
              rows: applied.measured[index]?.rows ?? 0,
            })),
            changes: applied.changes,
            measured: proofFacts(state, hash),
          },
    risk: hash === undefined || applied === undefined ? null : assessRisk(state, hash),
    breaking: state.draft?.breaking ?? [],
    losses: observedStrings(lastOf(state.evidence, 'rolled-back', hash ?? ''), 'losses'),
    followUps: (state.draft?.followUps ?? []).map(({ what }) => what),
    offers: (mergedOf(state.runId, state)?.followUps ?? []).map(offered),
    approvals: state.consents.map(({ by, at, hash: agreed }) => ({ by, at, hash: agreed })),
    spending: state.spending,
    checklists: checklists(state.evidence, { hash, draft: state.draft, productionRef }),
    commit: commitOf(state.evidence),
    types: lastOf(state.evidence, 'types')?.subject ?? null,
    auditHead,
  };
}
