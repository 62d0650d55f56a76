import type { Operation } from './operations.ts';

/** SQL that removes what a failed migration left behind, and SQL that brings it back. */
export interface Derivation {
  readonly up: string;
  readonly down: string;
}

/**
 * Turns every `rollback_migration` into the plain SQL that `derive` reads from the database. What is compiled is
 * then free of questions to a database, and the derived SQL goes through the same proof as any other.
 */
export async function resolveDerivations(
  operations: readonly Operation[],
  derive: (version: string) => Promise<Derivation>,
): Promise<Operation[]> {
  const resolved: Operation[] = [];
  for (const operation of operations) {
    if (operation.op !== 'rollback_migration') {
      resolved.push(operation);
      continue;
    }
    const { up, down } = await derive(operation.version);
    resolved.push({
      op: 'custom_sql',
      up,
      down,
      reason: `removes what the failed migration ${operation.version} left behind`,
    });
  }
  return resolved;
}
