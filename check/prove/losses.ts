import type { ClientBase } from 'pg';
import { lossesOf } from '../../postgres/apply/losses.ts';
import { type Difference, diffStates, type SchemaState } from '../../postgres/snapshot/index.ts';

/** The three moments of a migration whose down ran. */
export interface Moments {
  readonly before: SchemaState;
  readonly after: SchemaState;
  readonly restored: SchemaState;
}

/**
 * In words: what a rollback takes away of what was written after the up, and what the up itself took away so that
 * the down brings it back empty. The session is on a database in the state after the up.
 */
export async function lostRows(session: ClientBase, { before, after, restored }: Moments): Promise<string[]> {
  // From the down's end to the up's: what was created is what the down drops.
  const written = await lossesOf(session, diffStates(restored, after));
  const kept = new Set(
    diffStates(before, restored)
      .filter(isDrop)
      .map(({ object }) => object),
  );
  const destroyed = diffStates(before, after).filter(
    (one) => isDrop(one) && holdsRows(one) && !kept.has(one.object),
  );
  const tables = destroyed.filter(({ kind }) => kind !== 'column').map(({ object }) => nameOf(object));
  const emptied = destroyed
    .filter(
      ({ kind, object }) =>
        kind !== 'column' || !tables.some((table) => nameOf(object).startsWith(`${table}.`)),
    )
    .map(({ kind, object }) =>
      kind === 'column'
        ? `${object} was dropped by the up with its values: it comes back without them`
        : `${object} was dropped by the up with its rows: it comes back without them`,
    );
  return [...written, ...emptied];
}

const isDrop = ({ attribute, after }: Difference): boolean => attribute === null && after === null;
const holdsRows = ({ kind }: Difference): boolean => ['table', 'partitioned table', 'column'].includes(kind);
const nameOf = (object: string): string => object.slice(object.lastIndexOf(' ') + 1);
