import type { ClientBase } from 'pg';
import { namesOf } from './names.ts';

/** A migration that was applied after the one that goes. */
export interface LaterMigration {
  readonly version: string;
  readonly name: string;
  /** The run that merged it; null where it was not one of ours. */
  readonly run: string | null;
  /** Every name in its SQL. */
  readonly names: ReadonlySet<string>;
}

/** Those after `version`, oldest first. */
export async function laterMigrations(session: ClientBase, version: string): Promise<LaterMigration[]> {
  const { rows } = await session.query<{
    version: string;
    name: string;
    run: string | null;
    statements: readonly string[] | null;
  }>(
    `select s.version, coalesce(to_jsonb(s) ->> 'name', '') as name, m.run_id as run,
       to_jsonb(s) -> 'statements' as statements
     from supabase_migrations.schema_migrations s
     left join godwit.migration m on m.version = s.version
     where s.version > $1 order by s.version`,
    [version],
  );
  return rows.map(({ statements, ...row }) => ({
    ...row,
    names: new Set((statements ?? []).flatMap(namesOf)),
  }));
}

/** Those that name one of the things in the way, and how they go. */
export function inTheWay(
  later: readonly LaterMigration[],
  names: Iterable<string>,
): { readonly later: readonly string[]; readonly hint: string } {
  const wanted = [...names];
  // A word in a function's body may mean something else: it is a hint.
  const standing = later.filter((one) => wanted.some((name) => one.names.has(name)));
  const [newest] = standing.toReversed();
  if (newest === undefined) {
    return {
      later: [],
      hint: 'No later migration of the history names it, so the database was changed by hand. Undo that, or say in a request what is to change.',
    };
  }
  const titles = standing.map(({ version, name }) => `${version}_${name}`);
  const goes =
    newest.run === null ? 'take it back the way it came' : `godwit rollback ${newest.run} takes it back`;
  return {
    later: standing.map(({ version }) => version),
    hint: `${titles.join(', ')} came later and ${titles.length === 1 ? 'names' : 'name'} it. The newest goes first: ${goes}.`,
  };
}
