import { exitCode, GodwitError } from '../../errors.ts';

/** The text given as connection URL cannot be one. The text itself is never repeated: it may hold a password. */
export class InvalidConnectionUrl extends GodwitError {
  readonly code = 'invalid-connection-url';
  override readonly exit = exitCode.usage;
  readonly reason: string;

  constructor(reason: string) {
    super(`not a PostgreSQL connection URL: ${reason}`, {
      hint: 'write postgresql://user:password@host:5432/database; percent-encode @ / ? # % : in user and password',
    });
    this.reason = reason;
  }
}

/** Where a session was to be opened; the part of a target that errors may show. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

const at = ({ host, port }: Address): string => (host.startsWith('/') ? `socket ${host}` : `${host}:${port}`);

export class DatabaseUnreachable extends GodwitError {
  readonly code = 'database-unreachable';
  override readonly transient = true;
  readonly host: string;
  readonly port: number;

  constructor(address: Address, reason: string, cause?: unknown) {
    super(`cannot reach PostgreSQL at ${at(address)}: ${reason}`, {
      hint: 'check host, port and firewall, and that the server runs',
      cause,
    });
    this.host = address.host;
    this.port = address.port;
  }
}

/** The server is there but takes no sessions now: it starts, stops or recovers. */
export class ServerNotAccepting extends GodwitError {
  readonly code = 'server-not-accepting';
  override readonly transient = true;

  constructor(address: Address, serverSays: string) {
    super(`PostgreSQL at ${at(address)} takes no sessions now: ${serverSays}`, {
      hint: 'wait until the server has started, then run again',
    });
  }
}

export class AuthenticationFailed extends GodwitError {
  readonly code = 'authentication-failed';
  readonly user: string;

  constructor(address: Address, serverSays: string) {
    super(`PostgreSQL at ${at(address)} refused user "${address.user}": ${serverSays}`, {
      hint: 'check user and password in the connection URL (or PGPASSWORD, ~/.pgpass) and pg_hba.conf of the server',
    });
    this.user = address.user;
  }
}

export class DatabaseMissing extends GodwitError {
  readonly code = 'database-missing';
  readonly database: string;

  constructor(address: Address) {
    super(`database "${address.database}" does not exist on ${at(address)}`, {
      hint: 'check the name at the end of the connection URL, or create the database first',
    });
    this.database = address.database;
  }
}

/** The server knows user and database but does not let this user in. */
export class ConnectNotAllowed extends GodwitError {
  readonly code = 'connect-not-allowed';
  readonly database: string;
  readonly user: string;

  constructor(address: Address, serverSays: string) {
    super(`user "${address.user}" may not connect to database "${address.database}": ${serverSays}`, {
      hint: `an administrator can run: GRANT CONNECT ON DATABASE … TO …`,
    });
    this.database = address.database;
    this.user = address.user;
  }
}

export class TooManyConnections extends GodwitError {
  readonly code = 'too-many-connections';
  override readonly transient = true;

  constructor(address: Address, serverSays: string) {
    super(`PostgreSQL at ${at(address)} has no free connection: ${serverSays}`, {
      hint: 'close idle sessions, raise max_connections, or connect past the pool',
    });
  }
}

export class ServerTooOld extends GodwitError {
  readonly code = 'server-too-old';
  readonly serverVersion: string;

  constructor(address: Address, serverVersion: string) {
    super(`PostgreSQL at ${at(address)} is version ${serverVersion}; 14 is the oldest that works`, {
      hint: 'upgrade the server',
    });
    this.serverVersion = serverVersion;
  }
}

/** TLS could not be agreed on, or the certificate was not accepted. */
export class TlsFailed extends GodwitError {
  readonly code = 'tls-failed';

  constructor(address: Address, reason: string, cause?: unknown) {
    super(`no TLS connection with ${at(address)}: ${reason}`, {
      hint: 'set sslmode in the connection URL (disable, prefer, require, verify-full) and sslrootcert to your CA file',
      cause,
    });
  }
}
