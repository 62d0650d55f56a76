import { GodwitError } from '../../errors.ts';

/** Production has nothing that the earlier migrations do not explain. */
export class NothingLeftOver extends GodwitError {
  readonly code = 'nothing-left-over';

  constructor() {
    super('the failed migration left nothing behind: the schema is the one its predecessors make', {
      hint: 'correct the migration file and run it again; there is nothing to roll back',
    });
  }
}
