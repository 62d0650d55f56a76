import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { withSession } from '../connection/session.ts';
import { Target } from '../connection/target.ts';
import type { DatabaseIdentity } from '../provider.ts';
import { ident } from '../sql.ts';
import { superuser } from './cluster.ts';
import { EmbeddedServerTimeout } from './errors.ts';
import { claimLast, keepsProcess } from './keeper.ts';
import { type Layout, socketPort } from './layout.ts';
import { livePostmaster } from './postmaster.ts';

const stopSeconds = 60;

/** A use of the embedded server by this process; the server itself is shared by all processes of the user. */
export class EmbeddedServer {
  readonly #place: Layout;
  readonly #password: string;
  readonly #attach: () => Promise<pg.Client>;
  readonly #version: string;
  #keeper: Promise<pg.Client>;
  #released: Promise<void> | null = null;

  /** Use `startEmbedded`. `attach` opens the keeper session, starting the server if need be. */
  constructor(
    place: Layout,
    password: string,
    version: string,
    keeper: pg.Client,
    attach: () => Promise<pg.Client>,
  ) {
    this.#place = place;
    this.#password = password;
    this.#version = version;
    this.#attach = attach;
    this.#keeper = Promise.resolve(keeper);
    this.#watch(keeper);
  }

  target(database: string): Target {
    return embeddedTarget(this.#place, this.#password, database);
  }

  identity(database: string): DatabaseIdentity {
    return {
      kind: 'embedded',
      host: this.#place.socketDir,
      port: socketPort,
      database,
      serverVersion: this.#version,
    };
  }

  /** Creates the database if it is not there. */
  async ensureDatabase(name: string): Promise<Target> {
    await this.#administer(async (session) => {
      const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [name]);
      if (rowCount !== 0) return;
      await session.query(`CREATE DATABASE ${ident(name)} TEMPLATE template0`).catch(ifCreatedMeanwhile);
    });
    return this.target(name);
  }

  /** Drops the database if it is there, ending its sessions. */
  async dropDatabase(name: string): Promise<void> {
    await this.#administer((session) => session.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`));
  }

  /** Ends this use. The last one of all processes stops the server and waits until it is gone. */
  release(): Promise<void> {
    this.#released ??= this.#release();
    return this.#released;
  }

  async #administer(work: (session: pg.Client) => Promise<unknown>): Promise<void> {
    await withSession(this.target('postgres'), { applicationName: 'godwit' }, work);
  }

  /** PostgreSQL ends all sessions when a backend crashes; the claim on the server has to be made again then. */
  #watch(keeper: pg.Client): void {
    keepsProcess(keeper, false);
    keeper.once('end', () => {
      if (this.#released !== null) return;
      this.#keeper = this.#attach().then((next) => {
        this.#watch(next);
        return next;
      });
      // Whoever needs the server next gets the error.
      this.#keeper.catch(() => undefined);
    });
  }

  async #release(): Promise<void> {
    const keeper = await this.#keeper.catch(() => null);
    if (keeper === null) return;
    keepsProcess(keeper, true);
    try {
      if (await claimLast(keeper)) await this.#stop();
    } catch (error) {
      if (error instanceof EmbeddedServerTimeout) throw error;
      // The server went away by itself.
    } finally {
      await keeper.end().catch(() => undefined);
    }
  }

  async #stop(): Promise<void> {
    const pid = await livePostmaster(this.#place);
    if (pid === null) return;
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
    process.kill(pid, 'SIGINT');
    const deadline = Date.now() + stopSeconds * 1000;
    // The lock file goes last; the process itself may stay as a zombie where nobody reaps it.
    while ((await livePostmaster(this.#place)) === pid) {
      if (Date.now() > deadline) throw new EmbeddedServerTimeout('stop', stopSeconds, this.#place.logFile);
      await delay(10);
    }
  }
}

export function embeddedTarget(place: Layout, password: string, database: string): Target {
  const encode = encodeURIComponent;
  return Target.parse(
    `postgresql://${superuser}:${encode(password)}@localhost:${socketPort}/${encode(database)}?host=${encode(place.socketDir)}`,
  );
}

/** @throws when there is no cluster yet */
export async function readPassword(place: Layout): Promise<string> {
  return (await readFile(place.passwordFile, 'utf8')).trim();
}

function ifCreatedMeanwhile(error: unknown): void {
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  // duplicate_database, or its unique index when both were in the middle of it
  if (code !== '42P04' && code !== '23505') throw error;
}
