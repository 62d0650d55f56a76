import { exitCode, GodwitError } from '../../errors.ts';

/** The database holds something that no rule of the snapshot describes: a proof would say nothing about it. */
export class UncoveredObjectKind extends GodwitError {
  readonly code = 'uncovered-object-kind';
  readonly kind: string;
  readonly example: string | null;

  constructor(kind: string, example: string | null) {
    super(`the schema snapshot has no rule for ${kind}${example === null ? '' : `, e.g. ${example}`}`, {
      hint: 'a rollback of such an object cannot be proven; please report it with the server version',
    });
    this.kind = kind;
    this.example = example;
  }
}

/** The file is none of ours, or was changed. */
export class SnapshotFileInvalid extends GodwitError {
  readonly code = 'snapshot-file-invalid';
  override readonly exit = exitCode.usage;
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`${path} is no snapshot: ${reason}`, {
      hint: 'write one with: npx godwit snapshot --database URL --json > FILE',
    });
    this.path = path;
  }
}

/** Written by another version: comparing could call different schemas the same. */
export class UnknownSnapshotFormat extends GodwitError {
  readonly code = 'unknown-snapshot-format';
  override readonly exit = exitCode.usage;
  readonly path: string;
  readonly format: unknown;

  constructor(path: string, format: unknown, known: number) {
    super(`${path} has snapshot format ${JSON.stringify(format)}; this version reads format ${known}`, {
      hint: 'take the snapshot again with this version of godwit',
    });
    this.path = path;
    this.format = format;
  }
}
