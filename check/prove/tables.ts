import type { ClientBase } from 'pg';
import type { CheckedScript } from '../migration.ts';

/** Tables and their columns. A key says which one it is, whatever it is called. */
export interface Tables {
  /** By name: `public.tasks`, `public.tasks.title`. */
  readonly keyOf: ReadonlyMap<string, string>;
  readonly keys: ReadonlySet<string>;
}

/** Names change by these words alone, in a text that is run later too. */
export const mayRename = ({ sql }: CheckedScript): boolean => /\b(?:rename|set\s+schema)\b/i.test(sql);

export async function readTables(session: ClientBase): Promise<Tables> {
  const { rows } = await session.query<{ name: string; key: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name, c.oid::text as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
    union all
    select format('%I.%I.%I', n.nspname, c.relname, a.attname), format('%s.%s', c.oid, a.attnum)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p')`);
  return {
    keyOf: new Map(rows.map(({ name, key }) => [name, key])),
    keys: new Set(rows.map(({ key }) => key)),
  };
}

/** Whether what had this name in `was` is still there in `now`, by the same name or another. */
export function stillThere(name: string, was: Tables | null, now: Tables | null): boolean {
  const key = was?.keyOf.get(name);
  return key !== undefined && now?.keys.has(key) === true;
}
