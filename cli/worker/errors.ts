import { exitCode, GodwitError } from '../../errors.ts';

export class NoDatabases extends GodwitError {
  readonly code = 'no-databases';
  override readonly exit = exitCode.usage;
  constructor() {
    super('this worker would reach no database', {
      hint: 'set DATABASE_URL, or give --databases FILE with a connection URL a line',
    });
  }
}

/** The file that names the databases cannot be used. Its lines are never repeated: they hold passwords. */
export class DatabasesNotRead extends GodwitError {
  readonly code = 'databases-not-read';
  override readonly exit = exitCode.usage;
  constructor(file: string, why: string, cause: unknown) {
    super(`"${file}" cannot be used: ${why}`, {
      hint: 'a connection URL a line; empty lines and lines that begin with # do not count',
      cause,
    });
  }
}

/** A run in the queue names a database that this worker was not told of. */
export class TargetOutOfReach extends GodwitError {
  readonly code = 'target-out-of-reach';
  constructor(target: string) {
    super(`this worker has no way into ${target}`, { hint: 'godwit worker --databases FILE' });
  }
}
