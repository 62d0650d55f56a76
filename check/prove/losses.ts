import type { ClientBase } from 'pg';
import { lossesOf } from '../../postgres/apply/losses.ts';
import { type Difference, diffStates, type SchemaState, snapshotOf } from '../../postgres/snapshot/index.ts';
import { readTables, stillThere, type Tables } from './tables.ts';

/** A schema, and which table is which where the migration may give them other names. */
interface Named {
  readonly schema: SchemaState;
  readonly tables: Tables | null;
}

/** The three moments of a migration whose down ran. */
export interface Moments {
  readonly before: Named;
  readonly after: SchemaState;
  readonly restored: Named;
}

/**
 * In words: what a rollback takes away of what was written after the up, and what the up itself took away so that
 * the down brings it back empty. `whole`: tables whose rows a down is known to bring back. The session is on a database
 * in the state after the up.
 */
export async function lostRows(
  session: ClientBase,
  { before, after, restored }: Moments,
  whole: readonly string[] = [],
): Promise<string[]> {
  const now = before.tables === null ? null : await readTables(session);
  // From the down's end to the up's: what was created is what the down drops.
  const created = diffStates(restored.schema, after).filter(
    (one) => !stillThere(nameOf(one), now, restored.tables),
  );
  const written = await lossesOf(session, created);
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
      holdsRows(one, before.schema) &&
      !kept.has(one.object) &&
      !within(whole, one) &&
      !stillThere(nameOf(one), before.tables, now),
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
const isTable = (kind: string): boolean => kind === 'table' || kind === 'partitioned table';

/** Columns of views show what others hold, and generated ones are computed again. */
function holdsRows({ kind, object }: Difference, schema: SchemaState): boolean {
  if (kind !== 'column') return isTable(kind);
  const { objects } = snapshotOf(schema, new Set(['relations', 'columns']));
  const name = object.slice(kind.length + 1);
  const ofTable = Object.entries(objects).some(
    ([key, one]) => isTable(one.kind) && name.startsWith(`${key.slice(one.kind.length + 1)}.`),
  );
  return ofTable && objects[object]?.attributes.generated === undefined;
}
