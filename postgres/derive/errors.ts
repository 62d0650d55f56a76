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

/** The SQL that was derived would take rows that the migration did not touch. */
export class RowsWouldGo extends GodwitError {
  readonly code = 'rows-would-go';

  readonly table: string;

  constructor(table: string) {
    super(`the way back that was found drops ${table} and makes it again, without its rows`, {
      hint: 'write the down by hand',
    });
    this.table = table;
  }
}
