import { userInfo } from 'node:os';
import { inspect } from 'node:util';
import type pg from 'pg';
import { type Address, InvalidConnectionUrl } from './errors.ts';
import { type SslMode, sslMode, tlsSettings } from './tls.ts';

/**
 * One database of one server, and how to get in. The password cannot be seen by printing, logging or serialising
 * a target; it leaves only through `clientConfig` (node-postgres) and the two methods for child processes.
 */
export class Target implements Address {
  /** Host name, address, or folder of a unix socket (then absolute). */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslMode: SslMode;
  readonly #password: string | undefined;
  /** Query parameters of the URL as given, without those that have a field. */
  readonly #parameters: URLSearchParams;
  readonly #runId: string | undefined;

  private constructor(
    address: Address,
    mode: SslMode,
    password: string | undefined,
    rest: URLSearchParams,
    runId?: string,
  ) {
    this.host = address.host;
    this.port = address.port;
    this.database = address.database;
    this.user = address.user;
    this.sslMode = mode;
    this.#password = password;
    this.#parameters = rest;
    this.#runId = runId;
  }

  /** Understands what libpq does, except several hosts. @throws InvalidConnectionUrl */
  static parse(text: string): Target {
    const url = parseUrl(text.trim());
    const rest = new URLSearchParams(url.search);
    const take = (name: string): string | undefined => {
      const value = rest.get(name);
      rest.delete(name);
      return value === null || value === '' ? undefined : value;
    };
    const host = take('host') ?? (decode(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost');
    if (host.includes(',')) throw new InvalidConnectionUrl('several hosts in one URL are not supported');
    const port = Number(take('port') ?? (url.port || '5432'));
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new InvalidConnectionUrl('the port must be a number from 1 to 65535');
    const user = (take('user') ?? decode(url.username)) || userInfo().username;
    const password = take('password') ?? decode(url.password);
    const database = (take('dbname') ?? decode(url.pathname.slice(1))) || user;
    const mode = sslMode(take('sslmode'));
    for (const value of [host, user, password, database])
      if (value.includes('\0')) throw new InvalidConnectionUrl('it holds a zero byte');
    return new Target({ host, port, database, user }, mode, password || undefined, rest);
  }

  /** The same server, user and settings, another database. */
  withDatabase(database: string): Target {
    return new Target({ ...this, database }, this.sslMode, this.#password, this.#parameters, this.#runId);
  }

  /** The same for a run: its sessions carry its name, so that whoever takes the run over finds and ends them. */
  ofRun(runId: string): Target {
    return new Target(this, this.sslMode, this.#password, this.#parameters, runId);
  }

  /** What pg_stat_activity shows; of a run its name, whatever the session is for. */
  applicationName(purpose: string): string {
    return this.#runId === undefined ? purpose : `godwit:${this.#runId}`;
  }

  get isSocket(): boolean {
    return this.host.startsWith('/');
  }

  /** Settings for node-postgres, TLS apart. Holds the password: never print. */
  clientConfig(): pg.ClientConfig {
    const { host, port, database, user } = this;
    const options = this.#parameters.get('options') ?? undefined;
    return { host, port, database, user, password: this.#password, options };
  }

  /** What node-postgres gets as `ssl`, in the order to try; reads certificate files. */
  tls(): ReturnType<typeof tlsSettings> {
    return this.isSocket ? [false] : tlsSettings(this.sslMode, this.#parameters);
  }

  /** Holds the password: only for the environment of a child process. */
  connectionString(): string {
    const { password, query } = { password: this.#password, query: new URLSearchParams(this.#parameters) };
    if (this.sslMode !== 'prefer') query.set('sslmode', this.sslMode);
    const login = encode(this.user) + (password === undefined ? '' : `:${encode(password)}`);
    return this.#render(login, query);
  }

  /** The variables libpq programs read (psql, pg_dump). Holds the password: only for a child process. */
  libpqEnvironment(): Record<string, string> {
    const parameter = (name: string, variable: string): Record<string, string> => {
      const value = this.#parameters.get(name);
      return value === null ? {} : { [variable]: value };
    };
    return {
      PGHOST: this.host,
      PGPORT: String(this.port),
      PGUSER: this.user,
      PGDATABASE: this.database,
      ...(this.#password === undefined ? {} : { PGPASSWORD: this.#password }),
      PGSSLMODE: this.sslMode,
      ...parameter('options', 'PGOPTIONS'),
      ...parameter('sslrootcert', 'PGSSLROOTCERT'),
      ...parameter('sslcert', 'PGSSLCERT'),
      ...parameter('sslkey', 'PGSSLKEY'),
    };
  }

  /** Without password and parameters. */
  toString(): string {
    return this.#render(encode(this.user), new URLSearchParams());
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return `Target(${this.toString()})`;
  }

  #render(login: string, query: URLSearchParams): string {
    // Programs that parse with WHATWG URL refuse an empty host, so a socket goes into `?host=` behind localhost.
    if (this.isSocket) query.set('host', this.host);
    const host = this.isSocket ? 'localhost' : this.host.includes(':') ? `[${this.host}]` : encode(this.host);
    // WHATWG drops these from a path, encoded or not, and the user's own database would be meant.
    const inPath = !isDots(this.database);
    if (!inPath) query.set('dbname', this.database);
    const search =
      query.size === 0 ? '' : `?${query.toString().replaceAll('+', '%20').replaceAll('%2F', '/')}`;
    return `postgresql://${login}@${host}:${this.port}/${inPath ? encode(this.database) : ''}${search}`;
  }
}

const encode = encodeURIComponent;

const isDots = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidConnectionUrl('a % is not followed by two hexadecimal digits');
  }
}

function parseUrl(text: string): URL {
  if (!/^postgres(ql)?:\/\//i.test(text))
    throw new InvalidConnectionUrl('it does not start with postgresql:// or postgres://');
  // WHATWG refuses an empty host behind a user (`user:password@/database?host=/socket`), libpq does not.
  const withHost = text.replace(/^([a-z]+:\/\/[^/?#]*@)(?=:\d*[/?]|[/?]|$)/i, '$1localhost');
  if (isDots(/^[a-z]+:\/\/[^/?#]*\/([^/?#]*)/i.exec(text)?.[1] ?? ''))
    throw new InvalidConnectionUrl('a database of this name is given as ?dbname=');
  let url: URL;
  try {
    url = new URL(withHost);
  } catch {
    throw new InvalidConnectionUrl('user, password, host and port cannot be told apart');
  }
  // A raw / ? # in a password moves the rest of it into path or query, from where messages would show it.
  if (url.hash !== '' || /[@/]/.test(url.pathname.slice(1)) || /@[^&=]*(&|$)/.test(url.search))
    throw new InvalidConnectionUrl('a special character is not percent-encoded');
  return url;
}
