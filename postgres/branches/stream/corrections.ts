import type { FactBase } from '@supabase/pg-delta';
import type { Action } from '@supabase/pg-delta/plan';
import type pg from 'pg';
import { ident } from '../../sql.ts';

type Id = Action['produces'][number];
type Correct = (sql: string, id: Id) => string;

/** The planner's statements with what it does not know put right. */
export async function corrected(
  actions: readonly Action[],
  facts: FactBase,
  source: pg.Pool,
): Promise<Action[]> {
  const corrections = [
    notNullOnce(facts),
    virtualColumns(facts, await readVirtualColumns(source)),
    extensionsByOwner(await readForeignExtensions(source)),
  ];
  return actions.map((action) => {
    let { sql } = action;
    for (const id of action.produces) for (const correct of corrections) sql = correct(sql, id);
    return sql === action.sql ? action : { ...action, sql };
  });
}

/**
 * From 17 on NOT NULL of a domain is a constraint with a name, and the planner writes it twice, which the server
 * refuses. The one without a name stays; `supplement.sql` gives it the name where it is not the usual one.
 */
function notNullOnce(facts: FactBase): Correct {
  return (sql, id) =>
    id.kind === 'constraint' && facts.get(id)?.parent?.kind === 'domain'
      ? sql.replace(` CONSTRAINT ${ident(id.name)} NOT NULL`, '')
      : sql;
}

/** From 18 on a generated column may be virtual; the planner makes all of them stored. */
function virtualColumns(facts: FactBase, virtual: ReadonlySet<string>): Correct {
  return (sql, id) => {
    if (id.kind !== 'column' || !virtual.has(columnKey(id.schema, id.table, id.name))) return sql;
    const made = `GENERATED ALWAYS AS (${facts.get(id)?.payload.generatedExpr})`;
    // A function: the expression may hold a dollar sign.
    return sql.replace(`${made} STORED`, () => `${made} VIRTUAL`);
  };
}

async function readVirtualColumns(source: pg.Pool): Promise<Set<string>> {
  const { rows } = await source.query<{ schema: string; table: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS table, a.attname AS name FROM pg_attribute AS a
      JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE a.attgenerated = 'v'`,
  );
  return new Set(rows.map(({ schema, table, name }) => columnKey(schema, table, name)));
}

const columnKey = (...names: readonly string[]): string => JSON.stringify(names);

/** No statement gives an extension away: its owner must be the one who makes it. */
function extensionsByOwner(owners: ReadonlyMap<string, string>): Correct {
  return (sql, id) => {
    const owner = id.kind === 'extension' ? owners.get(id.name) : undefined;
    return owner === undefined || !sql.startsWith('CREATE EXTENSION')
      ? sql
      : `SET LOCAL ROLE ${ident(owner)}; ${sql}; RESET ROLE`;
  };
}

/** Extensions that belong to somebody else than this role, with their owners. */
async function readForeignExtensions(source: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await source.query<{ name: string; owner: string }>(
    `SELECT extname AS name, pg_get_userbyid(extowner) AS owner FROM pg_extension
      WHERE pg_get_userbyid(extowner) <> current_user`,
  );
  return new Map(rows.map(({ name, owner }) => [name, owner]));
}
