import { posix } from 'node:path';
import type { AppliedMigration, PolicyFacts } from '../../policies/facts.ts';
import { analyseCall, withConfirmation } from '../../policies/judge.ts';
import type { InputPlace } from '../../policies/place.ts';
import type { VerdictKind } from '../../policies/verdict.ts';
import { deny } from '../../policies/verdict.ts';
import { appliedFile } from './applied-file.ts';
import { branch, type Call, type CallContext, completed, isRecord, production } from './calls.ts';
import type { EffectivePolicy } from './effective-policy.ts';

export interface Explanation {
  readonly verdict: VerdictKind;
  /** The verdict before `require_confirmation`. */
  readonly analysis: VerdictKind;
  readonly rule: string;
  readonly reason: string;
  readonly hint: string | null;
  /** The part of the input that decided; null where no part did. */
  readonly place: InputPlace | null;
}

/** Where calls are judged: paths of a workspace, as far as they are known without its database. */
export interface JudgedPlace {
  readonly root: string;
  readonly writable: readonly string[];
  /** Folder of migration files, relative to the root. */
  readonly migrations: string;
  /** Undefined: nobody knows. */
  readonly appliedMigrations: readonly AppliedMigration[] | undefined;
}

const migration = 'a'.repeat(64);

/** Facts made up from the context of a call: what the ledger and the database would have said. */
function factsOf(call: Call, place: JudgedPlace): PolicyFacts {
  const { branch_created: created = false, proven = false } = call.context;
  const isBranch = (id: string): boolean => created && id === branch;
  return {
    workspaceRoot: place.root,
    productionRef: production,
    branches: new Set(created ? [branch] : []),
    isProven: (id) => proven && isBranch(id),
    isVerified: (id) => proven && isBranch(id),
    branchMigration: (id) => (isBranch(id) ? migration : undefined),
    appliedMigrations: appliedTo(call, call.context, place),
    writable: place.writable,
  };
}

/**
 * What the context says is applied, else the files of the workspace. Where neither is known, the file of an Edit
 * counts: it is there already, and nobody can say that it is not applied.
 */
function appliedTo(
  { tool, input }: Call,
  { applied_migrations: named }: CallContext,
  { migrations, appliedMigrations }: JudgedPlace,
): readonly AppliedMigration[] {
  const files = named?.map((file) => posix.basename(file));
  if (files !== undefined) return files.map((file) => appliedFile(migrations, file));
  if (appliedMigrations !== undefined) return appliedMigrations;
  const edited = tool === 'Edit' && isRecord(input) ? input.file_path : undefined;
  return typeof edited === 'string' ? [appliedFile(migrations, posix.basename(edited))] : [];
}

/** What the policy says about one call. */
export function explainCall(call: Call, { policy }: EffectivePolicy, place: JudgedPlace): Explanation {
  const whole = completed(call);
  const { tool, input } = whole;
  const analysis = analyseCall(tool, input, policy, factsOf(whole, place));
  const { verdict, rule, reason, hint = null, place: at = null } = withConfirmation(analysis, tool, policy);
  return { verdict, analysis: analysis.verdict, rule, reason, hint, place: at };
}

/** The same for one line of standard input, counted from 1. */
export function explainLine(
  line: string,
  number: number,
  policy: EffectivePolicy,
  place: JudgedPlace,
): Explanation {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return unreadable(number, error instanceof Error ? error.message : String(error));
  }
  if (!isRecord(value)) return unreadable(number, 'it is no object');
  const { tool, input, context } = value;
  if (typeof tool !== 'string') return unreadable(number, '"tool" is no text');
  if (context !== undefined && context !== null && !isRecord(context)) {
    return unreadable(number, '"context" is no object');
  }
  return explainCall({ tool, input, context: contextOf(context ?? {}) }, policy, place);
}

/** Only a true `true` counts as a branch. */
const contextOf = (context: Record<string, unknown>): CallContext => ({
  branch_created: context.branch_created === true,
  proven: context.proven === true,
  ...(Array.isArray(context.applied_migrations)
    ? { applied_migrations: context.applied_migrations.filter((file) => typeof file === 'string') }
    : {}),
});

function unreadable(number: number, why: string): Explanation {
  const {
    verdict,
    rule,
    reason,
    hint = null,
  } = deny(
    'explain/unreadable-line',
    `line ${number} cannot be read: ${why}`,
    'One call a line: {"tool":"Bash","input":{"command":"ls"},"context":{"branch_created":true}}',
  );
  return { verdict, analysis: verdict, rule, reason, hint, place: null };
}
