import { type HandoffName, type HandoffValue, handoffs } from '../../agents/handoffs/index.ts';
import type { Evidence } from '../../tools/evidence.ts';
import type { RunContext } from '../context.ts';
import type { Outcome, RunStateValue } from '../state.ts';
import type { Draft } from './draft.ts';
import { acceptMergedMigration } from './merged-migration.ts';
import { acceptMigrationCandidate } from './migration-candidate.ts';
import { acceptSchemaRequirements } from './schema-requirements.ts';
import { acceptTypesUpdate } from './types-update.ts';
import { acceptVerificationReport } from './verification-report.ts';

type Json = Evidence['observed'];

/** What the engine says to a handoff: on with it, back to the agent with the reason, or the end of the run. */
export type Acceptance =
  | {
      readonly kind: 'accepted';
      readonly value: Json;
      /** First message of the successor's conversation. */
      readonly message: string;
      readonly draft?: Draft;
      readonly gitBranch?: string | null;
      readonly evidence?: Evidence[];
    }
  | { readonly kind: 'sent-back'; readonly reason: string }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

export interface Handing {
  readonly from: string;
  readonly to: string;
  readonly state: RunStateValue;
  readonly context: RunContext;
}

type Acceptors = {
  [Name in HandoffName]: (value: HandoffValue<Name>, handing: Handing) => Acceptance | Promise<Acceptance>;
};

/** One protocol per handoff; a new handoff does not compile until it has one. */
const acceptors: Acceptors = {
  MigrationRequest: () => sentBack('a request comes from outside, not from an agent'),
  SchemaRequirements: acceptSchemaRequirements,
  MigrationCandidate: acceptMigrationCandidate,
  VerificationReport: acceptVerificationReport,
  MergedMigration: acceptMergedMigration,
  TypesUpdate: acceptTypesUpdate,
};

/** Checks a handoff's shape, then what the protocol asks of the ledger. */
export async function acceptHandoff(
  name: HandoffName,
  input: unknown,
  { from, to }: { readonly from: string; readonly to: string },
  state: RunStateValue,
  context: RunContext,
): Promise<Acceptance> {
  const parsed = handoffs[name].safeParse(input);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`);
    return sentBack(issues.join('; '));
  }
  // Optional fields that are absent must not become `undefined`: a checkpoint does not keep that.
  const value: unknown = JSON.parse(JSON.stringify(parsed.data));
  const accept = acceptors[name] as (value: unknown, handing: Handing) => Acceptance | Promise<Acceptance>;
  return accept(value, { from, to, state, context });
}

export const sentBack = (reason: string): Acceptance => ({ kind: 'sent-back', reason });

/** The handoff as the successor reads it: one line of JSON that can be parsed, below a line that says what it is. */
export function handoffMessage(
  name: HandoffName,
  from: string,
  value: unknown,
  more: Record<string, unknown> = {},
): string {
  const parts = Object.entries(more).map(([label, part]) => `\n${label}:\n${JSON.stringify(part)}`);
  return `${handoffHead(name, from, value)}${parts.join('')}`;
}

export const handoffHead = (name: HandoffName, from: string, value: unknown): string =>
  `${from} hands you ${name}:\n${JSON.stringify(value)}`;
