import { exitCode, GodwitError } from '../../errors.ts';

export class OutputNotWritten extends GodwitError {
  readonly code = 'output-not-written';

  constructor(file: string, reason: string, cause: unknown) {
    super(`"${file}" cannot be written (${reason})`, { hint: 'its folder has to be there', cause });
  }
}

export class PreludeOnDatabase extends GodwitError {
  readonly code = 'prelude-on-database';
  override readonly exit = exitCode.usage;

  constructor() {
    super('--prelude and --database do not go together', {
      hint: 'a prelude fills an empty database; a branch of a database has what is there already',
    });
  }
}

export class WriteWithoutDerive extends GodwitError {
  readonly code = 'write-without-derive';
  override readonly exit = exitCode.usage;

  constructor() {
    super('--write keeps derived rollbacks, and --derive is missing', {
      hint: 'give both: --derive --write',
    });
  }
}

/** It would be skipped, and whoever asked for its proof would take silence for one. */
export class AppliedAlready extends GodwitError {
  readonly code = 'applied-already';
  override readonly exit = exitCode.usage;

  constructor(version: string) {
    super(`--only ${version}: the database's history says that it is applied already`, {
      hint: 'name one that is not, or prove it from empty, without --database',
    });
  }
}
