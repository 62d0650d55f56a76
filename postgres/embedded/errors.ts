import { GodwitError } from '../../errors.ts';

const elsewhere =
  'use a PostgreSQL server of your own: --database postgresql://user:password@host:5432/database';

/** No PostgreSQL comes with this installation for this machine. */
export class EmbeddedServerUnavailable extends GodwitError {
  readonly code = 'embedded-server-unavailable';
  readonly platform: string;

  constructor(platform: string, reason: string, cause?: unknown) {
    super(`no embedded PostgreSQL for ${platform}: ${reason}`, { hint: elsewhere, cause });
    this.platform = platform;
  }
}

/** The disk of the data folder is full; what was half made has been removed. */
export class EmbeddedDiskFull extends GodwitError {
  readonly code = 'embedded-disk-full';
  readonly folder: string;

  constructor(folder: string) {
    super(`no space left on the disk of ${folder}`, {
      hint: 'free about 300 MB, or put the data elsewhere with GODWIT_DATA_DIR',
    });
    this.folder = folder;
  }
}

export class DataFolderNotWritable extends GodwitError {
  readonly code = 'data-folder-not-writable';
  readonly folder: string;

  constructor(folder: string, reason: string) {
    super(`cannot use the data folder ${folder}: ${reason}`, {
      hint: 'give this user the folder, or choose another with GODWIT_DATA_DIR',
    });
    this.folder = folder;
  }
}

/** PostgreSQL refuses to run as root and this machine has no unprivileged user to run it as. */
export class NoUnprivilegedUser extends GodwitError {
  readonly code = 'no-unprivileged-user';

  constructor() {
    super('PostgreSQL does not run as root, and neither the user postgres nor nobody exists', {
      hint: `run godwit as a normal user, or ${elsewhere}`,
    });
  }
}

export class DataFolderOfAnotherMajor extends GodwitError {
  readonly code = 'data-folder-of-another-major';
  readonly folder: string;
  readonly found: string;
  readonly expected: string;

  constructor(folder: string, found: string, expected: string) {
    super(`${folder} belongs to PostgreSQL ${found}, this godwit brings PostgreSQL ${expected}`, {
      hint: `move the folder away to start with an empty server, or go on with the godwit that made it`,
    });
    this.folder = folder;
    this.found = found;
    this.expected = expected;
  }
}

/** initdb or postgres ended with an error of its own. */
export class EmbeddedServerFailed extends GodwitError {
  readonly code = 'embedded-server-failed';
  readonly program: string;

  constructor(program: string, says: string, where: string) {
    super(`the embedded PostgreSQL did not start: ${program} says ${says || 'nothing'}`, {
      hint: `look into ${where}; or ${elsewhere}`,
    });
    this.program = program;
  }
}

export class EmbeddedServerTimeout extends GodwitError {
  readonly code = 'embedded-server-timeout';
  readonly seconds: number;

  constructor(what: 'start' | 'stop', seconds: number, logFile: string) {
    super(`the embedded PostgreSQL did not ${what} within ${seconds} s`, { hint: `read ${logFile}` });
    this.seconds = seconds;
  }
}
