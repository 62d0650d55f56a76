import { exitCode, GodwitError } from '../../errors.ts';

export class UnknownArchive extends GodwitError {
  readonly code = 'unknown-archive';
  override readonly exit = exitCode.usage;
  constructor(name: string, known: readonly string[]) {
    super(`there is no archive "${name}"`, {
      hint:
        known.length === 0
          ? 'schema godwit_archive holds none'
          : `there are ${known.slice(0, 20).join(', ')}`,
    });
  }
}

/** The migration that made it may still be rolled back, which needs what it holds. */
export class ArchiveStillKept extends GodwitError {
  readonly code = 'archive-still-kept';
  override readonly exit = exitCode.refused;
  constructor(name: string, until: string) {
    super(`archive "${name}" is kept ${until}: without it the migration that made it cannot be rolled back`, {
      hint: 'wait, or give --before-expiry with its name',
    });
  }
}

/** Somebody built something on a table that was dropped. */
export class ArchiveInUse extends GodwitError {
  readonly code = 'archive-in-use';
  override readonly exit = exitCode.refused;
  constructor(name: string, cause: unknown) {
    const detail = (cause as { detail?: string }).detail ?? '';
    super(`archive "${name}" cannot go: ${detail.replaceAll('\n', '; ')}`, {
      hint: 'drop what depends on it first',
      cause,
    });
  }
}
