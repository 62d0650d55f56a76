import { GodwitError } from '../../errors.ts';

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
