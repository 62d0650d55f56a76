import { exitCode, GodwitError } from '../../errors.ts';

/** What the migrations expect to find could not be made. */
export class PreludeNotRun extends GodwitError {
  readonly code = 'prelude-not-run';
  override readonly exit = exitCode.usage;

  constructor(reason: string) {
    super(`the prelude does not run: ${reason}`, {
      hint: 'it runs in an empty database before the first migration; correct the file, or leave --prelude out',
    });
  }
}

export class UnknownVersion extends GodwitError {
  readonly code = 'unknown-version';
  override readonly exit = exitCode.usage;
  readonly version: string;

  constructor(option: string, version: string, known: readonly string[]) {
    const some = known.length <= 5 ? known : [...known.slice(0, 2), '…', ...known.slice(-2)];
    super(`${option} ${version}: there is no such migration`, {
      hint: `the versions are ${some.join(', ')}`,
    });
    this.version = version;
  }
}

/** Whatever it holds, to take nothing for applied would be a guess. */
export class HistoryNotReadable extends GodwitError {
  readonly code = 'history-not-readable';

  constructor(table: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`what was applied cannot be read from ${table}: ${reason}`, {
      hint: `let this role read ${table}, and see with the migrations' own tool that it is in order; --format says whose it is`,
      cause,
    });
  }
}

export class DownNotWritten extends GodwitError {
  readonly code = 'down-not-written';

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    super(`"${file}" cannot be written (${reason})`, {
      hint: 'make its folder writable, or leave --write out: the SQL is then only printed',
      cause,
    });
  }
}
