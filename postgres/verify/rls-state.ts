import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import type { RowsSeen } from '../provider.ts';

export interface RlsPolicy {
  readonly table: string;
  readonly policy: string;
  readonly command: string;
  readonly kind: string;
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
}

export interface RlsTable {
  /** As SQL writes it, `public."Tasks"`. */
  readonly table: string;
  readonly schema: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly columns: readonly string[];
  /** Probed roles that have a privilege on it. */
  readonly reachableBy: readonly string[];
  readonly policies: readonly RlsPolicy[];
}

/** A table with row level security, and who sees how much of it. */
export interface ProbedTable extends RlsTable {
  /** All its rows; null where they could not be counted. */
  readonly rows: number | null;
  /** By identity, e.g. `anon`. Empty for a table without row level security. */
  readonly sees: Readonly<Record<string, RowsSeen>>;
}

const tablesSql = readFileSync(asset('postgres/verify/rls-tables.sql'), 'utf8');
const policiesSql = readFileSync(asset('postgres/verify/rls-policies.sql'), 'utf8');

/** Policies with names that do not depend on anybody's search_path; leaves the session's setting as it was. */
export async function readPolicies(session: ClientBase): Promise<RlsPolicy[]> {
  await session.query('SAVEPOINT godwit_policies');
  await session.query(`SET LOCAL search_path TO ''`);
  const { rows } = await session.query<RlsPolicy>(policiesSql);
  await session.query('ROLLBACK TO SAVEPOINT godwit_policies');
  return rows;
}

export async function readTables(
  session: ClientBase,
  policies: readonly RlsPolicy[],
  roles: readonly string[],
): Promise<RlsTable[]> {
  const { rows } = await session.query<Omit<RlsTable, 'policies'>>(tablesSql, [roles]);
  return rows.map((row) => ({ ...row, policies: policies.filter(({ table }) => table === row.table) }));
}
