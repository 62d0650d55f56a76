import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { ident } from '../sql.ts';
import { CannotCreateDatabases } from './errors.ts';

/** Whether this role could make a branch; told by `doctor` before a run finds out. @throws CannotCreateDatabases */
export async function assertBranchable(production: Target): Promise<void> {
  await withSession(production, { applicationName: 'godwit' }, async (session) => {
    const { rows } = await session.query<{ role: string; may: boolean }>(
      'SELECT rolname AS role, rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    );
    const [row] = rows;
    if (row?.may !== true) throw new CannotCreateDatabases(row?.role ?? '', ident(row?.role ?? ''));
  });
}
