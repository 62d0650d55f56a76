import type { ClientBase } from 'pg';
import { type Inventory, takeInventory } from './inventory.ts';

/** What there is once a statement ran, which is undone at once. */
export async function inventoryAfter(
  session: ClientBase,
  sql: string,
  inTransaction: boolean,
): Promise<Inventory> {
  await session.query(inTransaction ? 'savepoint godwit_measure' : 'begin');
  const after = await session
    .query(sql)
    .then(() => takeInventory(session))
    .catch(async (error: unknown) => {
      await session.query(inTransaction ? 'rollback to savepoint godwit_measure' : 'rollback');
      throw error;
    });
  await session.query(
    inTransaction ? 'rollback to savepoint godwit_measure; release savepoint godwit_measure' : 'rollback',
  );
  return after;
}

/** Sequences that count for a column of these tables. */
export async function sequencesOf(session: ClientBase, tables: readonly string[]): Promise<string[]> {
  const { rows } = await session.query<{ oid: string }>(
    `select d.objid::text as oid from pg_catalog.pg_depend d
     join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
     where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype in ('a', 'i')
       and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = any ($1::oid[])
     order by s.relname`,
    [tables],
  );
  return rows.map(({ oid }) => oid);
}

/** A function of the project among these names whose text says that it takes something away. */
export async function destroyingFunction(
  session: ClientBase,
  names: readonly string[],
): Promise<string | null> {
  if (names.length === 0) return null;
  const { rows } = await session.query<{ name: string }>(
    `select p.oid::pg_catalog.regprocedure::text as name from pg_catalog.pg_proc p
     where p.proname = any ($1) and p.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace and p.provolatile = 'v'
       and (p.prosqlbody is not null or p.prosrc ~* '\\m(update|delete|truncate|drop|merge|alter|execute)\\M')
     order by 1`,
    [names],
  );
  return rows[0]?.name ?? null;
}
