import type { ClientBase } from 'pg';
import type { RlsPolicy } from './rls-state.ts';

/** Somebody whose view of the tables is tried. */
export interface ProbeIdentity {
  /** For people; never an id of a user. */
  readonly label: string;
  readonly role: string;
  /** Id in auth.users of the signed-in user; null without one. */
  readonly user: string | null;
}

/** Roles of Supabase's API, and those that policies name and that exist. */
export async function probedRoles(session: ClientBase, policies: readonly RlsPolicy[]): Promise<string[]> {
  const named = policies.flatMap(({ roles }) => roles).filter((role) => role !== 'public');
  const wanted = [...new Set(['anon', 'authenticated', ...named])];
  const { rows } = await session.query<{ role: string }>(
    'SELECT rolname::text AS role FROM pg_roles WHERE rolname = ANY ($1::text[]) ORDER BY 1',
    [wanted],
  );
  return rows.map(({ role }) => role);
}

/** The first users who signed up: they are in production and its copy, and are the likeliest to own rows. */
export async function firstUsers(session: ClientBase): Promise<string[]> {
  await session.query('SAVEPOINT godwit_users');
  try {
    const { rows } = await session.query<{ id: string }>(
      'SELECT id::text AS id FROM auth.users ORDER BY created_at, id LIMIT 3',
    );
    return rows.map(({ id }) => id);
  } catch {
    // No such table or no right to read it: `authenticated` is tried without a user then.
    return [];
  } finally {
    await session.query('ROLLBACK TO SAVEPOINT godwit_users');
  }
}

export function identitiesOf(roles: readonly string[], users: readonly string[]): ProbeIdentity[] {
  return roles.flatMap((role): ProbeIdentity[] => {
    if (role !== 'authenticated' || users.length === 0) return [{ label: role, role, user: null }];
    return users.map((user, at) => ({ label: `authenticated, user ${at + 1}`, role, user }));
  });
}
