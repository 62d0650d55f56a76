import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openMaintenance } from '../../postgres/branches/maintenance.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { ident } from '../../postgres/sql.ts';
import type { Family, ProofDatabase } from './database.ts';

/** Names of the databases that a proof makes: `godwit_proof_<run>_<number>`. */
const prefix = 'godwit_proof_';
const pattern = /^godwit_proof_([0-9a-f]{12})_\d+$/;

/** `run` is one proof on this server; its lock is held as long as the proof lives, and goes with its process. */
const takeLock = (run: string): string =>
  `select pg_catalog.pg_advisory_lock(pg_catalog.hashtext('godwit proof'), pg_catalog.hashtext('${run}'))`;

/** What a proof keeps on a server until it ends: the names of its databases. */
export class ScratchServer {
  readonly family: Family;
  readonly #session: pg.Client;

  private constructor(session: pg.Client, run: string) {
    this.#session = session;
    let number = 0;
    const nextName = (): string => `${prefix}${run}_${++number}`;
    this.family = { members: new Set<ProofDatabase>(), nextName };
  }

  /** Also drops what a proof that was killed left behind. */
  static async open(server: Target, signal: AbortSignal): Promise<ScratchServer> {
    const run = randomBytes(6).toString('hex');
    const session = await openMaintenance(server, signal);
    try {
      await session.query('set lock_timeout = 0');
      await session.query(takeLock(run));
      await dropLeftovers(session);
      return new ScratchServer(session, run);
    } catch (error) {
      await session.end().catch(() => undefined);
      throw error;
    }
  }

  /** An empty database of this proof. */
  async create(): Promise<string> {
    const name = this.family.nextName();
    await this.#session.query(`CREATE DATABASE ${ident(name)} TEMPLATE template0`);
    return name;
  }

  /** Makes a branch a database of this proof: from now on nobody takes it for a branch. */
  async adopt(branch: string): Promise<string> {
    const name = this.family.nextName();
    await this.#session.query(`ALTER DATABASE ${ident(branch)} RENAME TO ${ident(name)}`);
    await this.#session.query(`COMMENT ON DATABASE ${ident(name)} IS NULL`);
    return name;
  }

  async close(): Promise<void> {
    for (const database of [...this.family.members]) await database.drop();
    await this.#session.end().catch(() => undefined);
  }
}

async function dropLeftovers(session: pg.Client): Promise<void> {
  const { rows } = await session.query<{ name: string }>(
    `select datname as name from pg_catalog.pg_database where starts_with(datname, '${prefix}')`,
  );
  for (const { name } of rows) {
    const run = pattern.exec(name)?.[1];
    if (run === undefined) continue;
    if (await lives(session, run)) continue;
    try {
      await session.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`);
    } catch (error) {
      // Of another role, who will drop it.
      if (!(error instanceof pg.DatabaseError)) throw error;
    }
  }
}

/** Somebody holds its lock. Looked up, not tried: an advisory lock is of one database, and its holder may be in another. */
async function lives(session: pg.Client, run: string): Promise<boolean> {
  const { rows } = await session.query<{ held: boolean }>(
    `select exists (
       select from pg_catalog.pg_locks
       where locktype = 'advisory' and granted and objsubid = 2
         and classid = pg_catalog.hashtext('godwit proof')::oid and objid = pg_catalog.hashtext($1)::oid
     ) as held`,
    [run],
  );
  return rows[0]?.held === true;
}
