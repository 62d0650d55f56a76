import { exitCode, GodwitError } from '../../errors.ts';

export class NowhereToListen extends GodwitError {
  readonly code = 'nowhere-to-listen';
  override readonly exit = exitCode.usage;
  constructor() {
    super('there is no place that could be listened to', {
      hint: 'set GITHUB_TOKEN, of somebody who may comment on the issues, or SLACK_APP_TOKEN and SLACK_BOT_TOKEN; docs/conversations.md says more',
    });
  }
}

/** Somebody else does it. */
export class ServedElsewhere extends GodwitError {
  readonly code = 'served-elsewhere';
  override readonly transient = true;
  constructor() {
    super('another godwit serve listens');
  }
}

export class StateDatabaseLost extends GodwitError {
  readonly code = 'state-database-lost';
  override readonly transient = true;
  constructor(cause: Error) {
    super(`the connection broke: ${cause.message}`, {
      hint: 'it is tried again; nothing is lost meanwhile',
      cause,
    });
  }
}
