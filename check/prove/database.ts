import type { Client } from 'pg';
import { dropDatabase } from '../../postgres/branches/copy.ts';
import { withMaintenance } from '../../postgres/branches/maintenance.ts';
import { readProduction } from '../../postgres/branches/production.ts';
import { copyDatabaseSettings } from '../../postgres/branches/settings.ts';
import { ownerClause } from '../../postgres/branches/template.ts';
import { openSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { SnapshotSeries } from '../../postgres/snapshot/index.ts';
import { ident, literal } from '../../postgres/sql.ts';

const applicationName = 'godwit check';

/** A database of a proof and its copies. */
export interface Family {
  /** Those that have to be dropped in the end. */
  readonly members: Set<ProofDatabase>;
  /** A name that no database of the server has. */
  readonly nextName: () => string;
}

/**
 * A database that belongs to the proof alone, with the session that works in it. The session is opened when it is
 * needed, and again after a script ended it.
 */
export class ProofDatabase {
  readonly target: Target;
  readonly #signal: AbortSignal;
  readonly #family: Family;
  #open: { readonly session: Client; readonly series: SnapshotSeries } | null = null;

  constructor(target: Target, signal: AbortSignal, family: Family) {
    this.target = target;
    this.#signal = signal;
    this.#family = family;
    family.members.add(this);
  }

  async session(): Promise<Client> {
    return (await this.#opened()).session;
  }

  async series(): Promise<SnapshotSeries> {
    return (await this.#opened()).series;
  }

  /** Another session, for a watcher; the caller ends it. */
  another(): Promise<Client> {
    return openSession(this.target, { applicationName, signal: this.#signal });
  }

  /** Ends the session; the next use opens a new one. */
  async release(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.session.end().catch(() => undefined);
  }

  /**
   * A copy on the same server, with what belongs to the database itself; dropped by `drop`. No session may be on this
   * database: it is released.
   */
  async copy(): Promise<ProofDatabase> {
    await this.release();
    const copy = new ProofDatabase(
      this.target.withDatabase(this.#family.nextName()),
      this.#signal,
      this.#family,
    );
    const [from, to] = [this.target.database, copy.target.database];
    await withMaintenance(this.target, this.#signal, async (session) => {
      const production = await readProduction(session, this.target);
      await session.query(`CREATE DATABASE ${ident(to)} TEMPLATE ${ident(from)}${ownerClause(production)}`);
      await copyDatabaseSettings(session, production, to);
      const { rows } = await session.query<{ comment: string | null }>(
        `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1`,
        [from],
      );
      const comment = rows[0]?.comment ?? null;
      if (comment !== null) await session.query(`COMMENT ON DATABASE ${ident(to)} IS ${literal(comment)}`);
    });
    return copy;
  }

  /** Also when the work was interrupted. */
  async drop(): Promise<void> {
    await this.release();
    await withMaintenance(this.target, undefined, (session) => dropDatabase(session, this.target.database));
    this.#family.members.delete(this);
  }

  /** Whatever of this database and its copies is still there. */
  async dropAll(): Promise<void> {
    for (const one of [...this.#family.members]) await one.drop();
  }

  async #opened(): Promise<{ readonly session: Client; readonly series: SnapshotSeries }> {
    if (this.#open !== null) return this.#open;
    const session = await this.another();
    const open = { session, series: new SnapshotSeries(session) };
    session.once('end', () => {
      if (this.#open === open) this.#open = null;
    });
    this.#open = open;
    return open;
  }
}
