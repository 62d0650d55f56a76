import { exitCode, GodwitError } from '../errors.ts';

export class TwoRequests extends GodwitError {
  readonly code = 'two-requests';
  override readonly exit = exitCode.usage;
  constructor() {
    super('a follow-up says itself what to do: there cannot be another request', {
      hint: 'give --follow-up alone, or leave it out',
    });
  }
}

/** Nobody is there to say yes to what cannot be taken back. */
export class NotConfirmed extends GodwitError {
  readonly code = 'not-confirmed';
  override readonly exit = exitCode.waiting;
  constructor(what: string) {
    super(`${what}: nobody is there to say yes`, { hint: 'run it on a terminal, or with --yes' });
  }
}

export class NothingToPurge extends GodwitError {
  readonly code = 'nothing-to-purge';
  override readonly exit = exitCode.usage;
  constructor() {
    super('which archives shall go?', { hint: 'name them, or give --expired; godwit archives lists them' });
  }
}

/** What an archive holds has no place to go back to, as things are. */
export class CannotRestore extends GodwitError {
  readonly code = 'cannot-restore';
  override readonly exit = exitCode.refused;
  constructor(message: string, hint: string | undefined) {
    super(message, hint === undefined ? {} : { hint });
  }
}

/** A port on which nothing can be served: somebody has it, or it is not for everybody. */
export class CannotListen extends GodwitError {
  readonly code = 'cannot-listen';
  override readonly exit = exitCode.usage;
  constructor(port: number, cause: NodeJS.ErrnoException) {
    super(
      `port ${port} cannot be had: ${cause.code === 'EADDRINUSE' ? 'something listens there' : cause.code}`,
      {
        hint: 'give another --port, or none: a free one is taken',
        cause,
      },
    );
  }
}

/** Workers on other machines would look for the database on an embedded server of their own. */
export class EmbeddedOutOfReach extends GodwitError {
  readonly code = 'embedded-out-of-reach';
  override readonly exit = exitCode.usage;
  constructor() {
    super('the embedded database is only on this machine, and the queue (GODWIT_STATE_URL) is for all', {
      hint: 'name a target that every worker reaches: --database URL or DATABASE_URL',
    });
  }
}
