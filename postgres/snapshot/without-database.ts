import { makeSnapshot, type Snapshot } from './snapshot.ts';

/**
 * What a branch and its production have in common: everything but what belongs to the database itself, since a
 * branch has a name, a description, an owner and settings of its own.
 */
export function withoutDatabase({ objects }: Snapshot): Snapshot {
  const kept = Object.entries(objects).filter(
    ([, { kind }]) => kind !== 'database' && kind !== 'database setting',
  );
  return makeSnapshot(kept);
}
