import { type HandoffName, type HandoffValue, handoffs } from '../../agents/handoffs/index.ts';
import type { RunContext } from '../context.ts';
import type { RunStateValue } from '../state.ts';
import { type Acceptance, type Handing, sentBack } from './acceptance.ts';
import { acceptMergedMigration } from './merged-migration.ts';
import { acceptMigrationCandidate } from './migration-candidate.ts';
import { acceptSchemaRequirements } from './schema-requirements.ts';
import { acceptTypesUpdate } from './types-update.ts';
import { acceptVerificationReport } from './verification-report.ts';

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
  if (!parsed.success) return { kind: 'misfit', error: parsed.error };
  // Optional fields that are absent must not become `undefined`: a checkpoint does not keep that.
  const value: unknown = JSON.parse(JSON.stringify(parsed.data));
  const accept = acceptors[name] as (value: unknown, handing: Handing) => Acceptance | Promise<Acceptance>;
  return accept(value, { from, to, state, context });
}
