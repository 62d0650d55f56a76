import type { ClientBase } from 'pg';
import { lossesOf } from '../../postgres/apply/losses.ts';
import { lives, readHeld } from '../../postgres/data/index.ts';
import { type Difference, diffStates, type SchemaState } from '../../postgres/snapshot/index.ts';
import type { Moment } from './differences.ts';

type Known = Pick<Moment, 'schema' | 'held'>;

/** The three moments of a migration whose down ran. */
export interface Moments {
  readonly before: Known;
  readonly after: SchemaState;
  readonly restored: Known;
}

/**
 * In words: what a rollback takes away of what was written after the up, and what the up itself took away so that
 * the down brings it back empty; a rename takes nothing away. `whole`: tables whose rows a down is known to bring back. The session is on a database
 * in the state after the up.
 */
export async function lostRows(
  session: ClientBase,
  { before, after, restored }: Moments,
  whole: readonly string[] = [],
): Promise<string[]> {
  const held = await readHeld(session);
  const [now, back] = [new Set(held.values()), new Set(restored.held.values())];
  // From the down's end to the up's: what was created is what the down drops.
  const made = diffStates(restored.schema, after).filter((one) => !lives(nameOf(one), held, back));
  const written = (await lossesOf(session, made)).map(({ text }) => text);
  const kept = new Set(
    diffStates(before.schema, restored.schema)
      .filter(isDrop)
      .map(({ object }) => object),
  );
  const within = (tables: readonly string[], one: Difference): boolean =>
    tables.some((table) => nameOf(one) === table || nameOf(one).startsWith(`${table}.`));
  const destroyed = diffStates(before.schema, after).filter(
    (one) =>
      isDrop(one) &&
      before.held.has(nameOf(one)) &&
      !lives(nameOf(one), before.held, now) &&
      !kept.has(one.object) &&
      !within(whole, one),
  );
  const tables = destroyed.filter(({ kind }) => kind !== 'column').map(nameOf);
  const emptied = destroyed
    .filter((one) => one.kind !== 'column' || !within(tables, one))
    .map(({ kind, object }) =>
      kind === 'column'
        ? `${object} was dropped by the up with its values: it comes back without them`
        : `${object} was dropped by the up with its rows: it comes back without them`,
    );
  return [...written, ...emptied];
}

const isDrop = ({ attribute, after }: Difference): boolean => attribute === null && after === null;
const nameOf = ({ kind, object }: Difference): string => object.slice(kind.length + 1);
