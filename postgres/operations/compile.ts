import { GodwitError } from '../../errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { TypeInUse, UnknownName } from './errors.ts';
import { withInherited } from './inherit.ts';
import type { DataCheck, OperationDefinition, OperationPlan, StepDraft } from './operation.ts';
import { type Operation, operations } from './operations.ts';
import { withPolicyDependents } from './policy-dependents.ts';
import { alreadyAsked, stillAsked } from './still-asked.ts';

/** The plans of several operations as one, with the operations in the order in which they run. */
export interface CompiledPlan extends OperationPlan {
  readonly operations: readonly Operation[];
}

interface Compiled {
  readonly operation: Operation;
  readonly plan: OperationPlan;
  /** The schema as it finds and as it leaves it. */
  readonly before: Catalog;
  readonly after: Catalog;
}

/** One line for a person. */
export const describeOperation = (operation: Operation): string =>
  definitionOf(operation).describe(operation);

/**
 * Plans each operation against the schema as the earlier ones leave it. An operation that names what only a later
 * one creates, or drops a type of which only a later one drops the last column, waits for it; otherwise the order is
 * the given one.
 */
export function compileOperations(
  given: readonly [Operation, ...Operation[]],
  catalog: Catalog,
): CompiledPlan {
  // A type is named only inside SQL, where nobody looks for it: it comes first.
  const waiting = [...given].sort((one, other) => typeRank(one, catalog) - typeRank(other, catalog));
  const compiled: Compiled[] = [];
  let verifications: readonly DataCheck[] = [];
  let now = catalog;
  while (waiting.length > 0) {
    const { at, operation, plan } = nextPossible(waiting, now);
    waiting.splice(at, 1);
    const after = applied(operation, now);
    verifications = [...stillAsked(verifications, operation, now, after), ...plan.verifications];
    compiled.push({ operation, plan, before: now, after });
    now = after;
  }
  return { ...merge(compiled, catalog), verifications };
}

/** The schema after the operation, with what PostgreSQL does of its own accord. */
const applied = (operation: Operation, catalog: Catalog): Catalog =>
  withPolicyDependents(catalog, withInherited(catalog, definitionOf(operation).apply(operation, catalog)));

/** A domain may be over an enum, and either over a type of an extension. */
const typeMakers: readonly Operation['op'][] = ['create_extension', 'create_enum', 'create_domain'];

function typeRank(operation: Operation, { schemas }: Catalog): number {
  const rank = typeMakers.indexOf(operation.op);
  // In a schema that an earlier operation creates it has to wait.
  const isThere =
    schemas === undefined ||
    !('schema' in operation) ||
    schemas.some(({ name }) => name === operation.schema);
  return rank === -1 || !isThere ? typeMakers.length : rank;
}

function nextPossible(
  waiting: readonly Operation[],
  catalog: Catalog,
): Pick<Compiled, 'operation' | 'plan'> & { at: number } {
  let first: unknown;
  for (const [at, operation] of waiting.entries()) {
    try {
      return { at, operation, plan: definitionOf(operation).plan(operation, catalog) };
    } catch (error) {
      // Only a missing name, or a type that is still in use, may be cured by an operation further down.
      if (!(error instanceof UnknownName || error instanceof TypeInUse)) throw error;
      first ??= error;
    }
  }
  throw first;
}

function merge(compiled: readonly Compiled[], before: Catalog): Omit<CompiledPlan, 'verifications'> {
  const plans = compiled.map(({ plan }) => plan);
  const [first, ...rest] = shareTransactions(plans);
  if (first === undefined) throw new Error('a plan has at least one step');
  return {
    operations: compiled.map(({ operation }) => operation),
    steps: [first, ...rest],
    preconditions: compiled.flatMap(({ operation }, at) =>
      askedBefore(preconditionsOf(operation, before), compiled.slice(0, at)),
    ),
    breaking: unique(plans.flatMap(({ breaking }) => breaking)),
    destroys: unique(plans.flatMap(({ destroys }) => destroys)),
    archives: unique(plans.flatMap(({ archives }) => archives)),
    indexes: unique(plans.flatMap(({ indexes }) => indexes)),
    followUps: plans
      .flatMap(({ followUps }) => followUps)
      .filter(({ what }, at, all) => all.findIndex((other) => other.what === what) === at),
  };
}

/** Preconditions are asked before the first step: what an earlier operation brings cannot be asked about yet. */
function preconditionsOf(operation: Operation, before: Catalog): OperationPlan['preconditions'] {
  try {
    return definitionOf(operation).plan(operation, before).preconditions;
  } catch (error) {
    if (error instanceof GodwitError) return [];
    throw error;
  }
}

/**
 * Without those that an earlier operation brings the subject of, or answers otherwise: duplicates are deleted before a
 * unique constraint asks for them. What then is wrong shows on the branch.
 */
const askedBefore = (
  checks: OperationPlan['preconditions'],
  earlier: readonly Compiled[],
): OperationPlan['preconditions'] =>
  earlier.reduce(
    (left, { operation, before, after }) => alreadyAsked(left, operation, before, after),
    checks,
  );

/** Short steps of neighbouring operations share a transaction, unless that would lock a second table strongly. */
function shareTransactions(plans: readonly OperationPlan[]): StepDraft[] {
  const shared: StepDraft[] = [];
  for (const { steps } of plans) {
    for (const [at, step] of steps.entries()) {
      const last = shared.at(-1);
      const merged = at === 0 && last !== undefined ? join(last, step) : null;
      if (merged === null) shared.push(step);
      else shared.splice(-1, 1, merged);
    }
  }
  return shared;
}

function join(first: StepDraft, second: StepDraft): StepDraft | null {
  if (first.locks === undefined || second.locks === undefined) return null;
  const locks = unique([...first.locks, ...second.locks]);
  if (locks.length > 1) return null;
  return {
    kind: 'transactional',
    up: `${first.up}\n${second.up}`,
    down: `${second.down}\n${first.down}`,
    locks,
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** The table's entry for an operation's kind; the pairing is what the type of `operations` guarantees. */
function definitionOf(operation: Operation): OperationDefinition<Operation['op'], Operation> {
  return operations[operation.op] as unknown as OperationDefinition<Operation['op'], Operation>;
}
