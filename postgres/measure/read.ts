import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase, QueryResult } from 'pg';
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
const touchedSql = sql('touched');
const talliesSql = { own: sql('tallies-own'), shared: sql('tallies-shared') };

/** By OID: names may change while a step runs. */
export async function readRelations(session: ClientBase): Promise<Map<string, RelationBefore>> {
  return relationsOf((await session.query<RelationRow>(relationsSql)).rows);
}

type RelationRow = RelationBefore & { readonly oid: string };

const relationsOf = (rows: readonly RelationRow[]): Map<string, RelationBefore> =>
  new Map(rows.map(({ oid, name, filenode }) => [oid, { name, filenode }]));

export async function readLocks(session: ClientBase, pid: number): Promise<HeldLock[]> {
  return (await session.query<HeldLock>(locksSql, [pid])).rows;
}

/** A lock this session's transaction holds, and what the transaction has done to the relation so far. */
export interface TouchedRelation extends HeldLock {
  readonly filenode: string | null;
  readonly scans: number;
  readonly rows: number;
}

/** Of relations with an OID up to `largest`. */
export async function readTouched(session: ClientBase, largest: number): Promise<TouchedRelation[]> {
  return (await session.query<TouchedRelation>(touchedSql, [largest])).rows;
}

export async function readTallies(session: ClientBase, of: keyof typeof talliesSql): Promise<Tallies> {
  return talliesOf((await session.query<TallyRow>(talliesSql[of])).rows);
}

type TallyRow = { readonly oid: string; readonly scans: number; readonly rows: number };

const talliesOf = (rows: readonly TallyRow[]): Tallies =>
  new Map(rows.map(({ oid, scans, rows: changed }) => [oid, { scans, rows: changed }]));

const ownLocksSql = locksSql.replaceAll('$1', 'pg_backend_pid()');

/*
 * What a transaction that holds strong locks is asked goes in one message with what it does: each question of its own
 * would make everybody wait for one more way over the network and back.
 */

/** Runs SQL, and reads which locks this session holds then. */
export async function runReadingLocks(session: ClientBase, sql: string): Promise<HeldLock[]> {
  const [locks] = await lastRows(session, sql, [ownLocksSql]);
  return locks as HeldLock[];
}

/** Runs SQL, and reads all that is to be known at the end of a transaction. */
export async function runReadingAll(
  session: ClientBase,
  sql: string,
): Promise<{ locks: HeldLock[]; tallies: Tallies; relations: Map<string, RelationBefore> }> {
  const [locks, tallies, relations] = await lastRows(session, sql, [
    ownLocksSql,
    talliesSql.own,
    relationsSql,
  ]);
  return {
    locks: locks as HeldLock[],
    tallies: talliesOf(tallies as TallyRow[]),
    relations: relationsOf(relations as RelationRow[]),
  };
}

/** A new line first: the SQL may end in a comment. */
async function lastRows(
  session: ClientBase,
  sql: string,
  questions: readonly string[],
): Promise<unknown[][]> {
  const results = (await session.query(`${sql}\n;${questions.join('\n')}`)) as unknown as QueryResult[];
  return results.slice(-questions.length).map(({ rows }) => rows);
}

/**
 * PostgreSQL 14 reports at most every 500 ms, when the session gets idle, and may show numbers that are 500 ms old:
 * with less than that the last step's rows are missing.
 */
const reportEveryMs = 600;

/**
 * What this backend counted is in the shared tallies afterwards. Since PostgreSQL 15 it can be asked to report at
 * once; before, this takes more than a second, so call it where no lock is held.
 */
export async function reportTallies(session: ClientBase): Promise<void> {
  const { rows } = await session.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  if ((rows[0]?.version ?? 0) >= 150000) {
    await session.query('select pg_stat_force_next_flush()');
    return;
  }
  for (const _ of ['reported', 'shown']) {
    await sleep(reportEveryMs);
    await session.query('select');
  }
}

export async function backendPid(session: ClientBase): Promise<number> {
  const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}
