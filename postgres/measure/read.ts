import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';

export interface RelationBefore {
  readonly name: string;
  readonly filenode: string | null;
}

export interface HeldLock {
  readonly oid: string;
  readonly mode: string;
}

/** Per relation (its OID): sequential scans, and rows inserted, updated or deleted. */
export type Tallies = ReadonlyMap<string, { readonly scans: number; readonly rows: number }>;

const sql = (name: string): string => readFileSync(asset(`postgres/measure/${name}.sql`), 'utf8');
const relationsSql = sql('relations');
const locksSql = sql('locks');
const talliesSql = { own: sql('tallies-own'), shared: sql('tallies-shared') };

/** By OID: names may change while a step runs. */
export async function readRelations(session: ClientBase): Promise<Map<string, RelationBefore>> {
  const { rows } = await session.query<RelationBefore & { oid: string }>(relationsSql);
  return new Map(rows.map(({ oid, name, filenode }) => [oid, { name, filenode }]));
}

export async function readLocks(session: ClientBase, pid: number): Promise<HeldLock[]> {
  return (await session.query<HeldLock>(locksSql, [pid])).rows;
}

export async function readTallies(session: ClientBase, of: keyof typeof talliesSql): Promise<Tallies> {
  const { rows } = await session.query<{ oid: string; scans: number; rows: number }>(talliesSql[of]);
  return new Map(rows.map(({ oid, scans, rows: changed }) => [oid, { scans, rows: changed }]));
}

/** Makes this backend report its counts now, else it does at most once a second. Before PostgreSQL 15 it cannot be asked to. */
export async function reportTallies(session: ClientBase): Promise<void> {
  await session.query(`do $$ begin
    if current_setting('server_version_num')::int >= 150000 then perform pg_stat_force_next_flush(); end if;
  end $$`);
}

export async function backendPid(session: ClientBase): Promise<number> {
  const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}
