import pg from 'pg';
import type { RowsSeen } from '../provider.ts';
import { ident, qualified } from '../sql.ts';
import { firstUsers, identitiesOf, type ProbeIdentity, probedRoles } from './probe-identities.ts';
import { type ProbedTable, type RlsTable, readPolicies, readTables } from './rls-state.ts';

export interface RlsProbe {
  readonly tables: readonly ProbedTable[];
  /** Labels of who was tried. */
  readonly identities: readonly string[];
  /** Ids in auth.users: to try the same ones on another database. Not for reports. */
  readonly users: readonly string[];
}

/** More rows than this nobody has to count to see that a policy lets them through. */
const rowCap = 10_000;
/** A policy that takes longer for 10,000 rows says nothing that would be worth a wait on production. */
const timeoutMs = 5_000;

/**
 * Who sees how many rows of each table with row level security: in one read-only transaction that takes on role
 * after role and is rolled back. `users`: the signed-in users to try; without them the first three that signed up.
 */
export async function probeRls(
  session: pg.ClientBase,
  options: { readonly users?: readonly string[] } = {},
): Promise<RlsProbe> {
  await session.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await session.query(`SET LOCAL statement_timeout = ${timeoutMs}`);
    const policies = await readPolicies(session);
    const roles = await probedRoles(session, policies);
    const users = options.users ?? (await firstUsers(session));
    const identities = identitiesOf(roles, users);
    const tables = await readTables(session, policies, roles);
    const guarded = tables.filter(({ enabled }) => enabled);
    const seen = new Map<string, Record<string, RowsSeen>>(guarded.map(({ table }) => [table, {}]));
    for (const identity of identities) {
      for (const [table, rows] of await probeAs(session, identity, guarded)) {
        Object.assign(seen.get(table) ?? {}, { [identity.label]: rows });
      }
    }
    const probed: ProbedTable[] = [];
    for (const table of tables) {
      probed.push({
        ...table,
        rows: table.enabled ? await totalRows(session, table) : null,
        sees: seen.get(table.table) ?? {},
      });
    }
    return { tables: probed, identities: identities.map(({ label }) => label), users };
  } finally {
    // Where this fails the connection is gone, and the transaction with it.
    await session.query('ROLLBACK').catch(() => undefined);
  }
}

async function probeAs(session: pg.ClientBase, identity: ProbeIdentity, tables: readonly RlsTable[]) {
  const seen = new Map<string, RowsSeen>();
  await session.query('SAVEPOINT godwit_identity');
  try {
    const why = await takeOn(session, identity);
    for (const table of tables) seen.set(table.table, why ?? (await countSeen(session, table)));
  } finally {
    // Role and settings are again what they were.
    await session.query('ROLLBACK TO SAVEPOINT godwit_identity');
  }
  return seen;
}

/** Why the role cannot be taken on; undefined when it was. */
async function takeOn(session: pg.ClientBase, { role, user }: ProbeIdentity): Promise<RowsSeen | undefined> {
  const claims = JSON.stringify(user === null ? { role } : { sub: user, role });
  try {
    await session.query(
      `SELECT set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
         set_config('request.jwt.claim.role', $3, true), set_config('row_security', 'on', true)`,
      [claims, user ?? '', role],
    );
    await session.query(`SET LOCAL ROLE ${ident(role)}`);
    return undefined;
  } catch (error) {
    return `not checked: ${inWords(error)}`;
  }
}

async function countSeen(session: pg.ClientBase, { schema, name }: RlsTable): Promise<RowsSeen> {
  const from = `FROM ${qualified(schema, name)}`;
  return attempt(
    session,
    `SELECT count(*)::int AS n FROM (SELECT ${from} LIMIT ${rowCap}) capped`,
    (error): RowsSeen => (sqlState(error) === '42501' ? 'no access' : `not checked: ${inWords(error)}`),
  );
}

/** With row_security off a table that hides rows from us is an error instead of a smaller number. */
async function totalRows(session: pg.ClientBase, { schema, name }: RlsTable): Promise<number | null> {
  await session.query('SET LOCAL row_security = off');
  return attempt(session, `SELECT count(*)::int8 AS n FROM ${qualified(schema, name)}`, () => null);
}

async function attempt<Failed>(
  session: pg.ClientBase,
  sql: string,
  failed: (error: unknown) => Failed,
): Promise<number | Failed> {
  await session.query('SAVEPOINT godwit_count');
  try {
    const { rows } = await session.query<{ n: number }>(sql);
    return Number(rows[0]?.n ?? 0);
  } catch (error) {
    if (sqlState(error) === undefined) throw error;
    return failed(error);
  } finally {
    await session.query('ROLLBACK TO SAVEPOINT godwit_count');
  }
}

const sqlState = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined;

/** Class 42 speaks of names; other messages may quote a value out of a row. */
function inWords(error: unknown): string {
  const state = sqlState(error);
  if (state === undefined || !(error instanceof Error)) throw error;
  if (state === '57014') return `no answer within ${timeoutMs / 1000} s`;
  return state.startsWith('42') ? error.message : `SQLSTATE ${state}`;
}
