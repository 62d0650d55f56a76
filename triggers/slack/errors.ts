import { type ExitCode, exitCode, GodwitError } from '../../errors.ts';

/* What stands between Godwit and a thread of Slack. No message holds a token. */

/** The environment says too little, or something else than is meant. */
abstract class WrongSettings extends GodwitError {
  override readonly exit: ExitCode = exitCode.usage;
}

export class SlackTokenMissing extends WrongSettings {
  readonly code = 'slack-token-missing';
  constructor(set: string, missing: string) {
    super(`${set} is set, and ${missing} is not: Slack needs both`, {
      hint: 'docs/conversations.md says where the two tokens of the app are; unset both to do without Slack',
    });
  }
}

export class WrongSlackToken extends WrongSettings {
  readonly code = 'slack-token-wrong';
  constructor(name: string, begins: string) {
    super(`${name} does not begin with ${begins}`, {
      hint: 'SLACK_APP_TOKEN is the app-level token (xapp-…), SLACK_BOT_TOKEN that of the bot (xoxb-…)',
    });
  }
}

export class BrokenSlackApiUrl extends WrongSettings {
  readonly code = 'slack-api-url-broken';
  constructor(reason: string) {
    super(`SLACK_API_URL ${reason}`, {
      hint: 'give the address of the Web API, e.g. https://slack-gateway.example.com/api/, or unset it for slack.com',
    });
  }
}

/** Slack understood, and does not do it. */
export class SlackRefused extends GodwitError {
  readonly code = 'slack-refused';
  /** As Slack names it. */
  readonly error: string;
  constructor(method: string, error: string, needed: string | undefined) {
    super(`Slack does not do ${method}: ${error}`, {
      hint:
        needed === undefined
          ? (wayOut[error] ?? `https://docs.slack.dev/reference/methods/${method} explains it`)
          : `give the app the scope ${needed}, and install it once more`,
    });
    this.error = error;
  }
}

const tokenHint = 'the token may have been revoked: take a new one from the settings of the app';
const wayOut: Readonly<Record<string, string>> = {
  invalid_auth: tokenHint,
  not_authed: tokenHint,
  token_revoked: tokenHint,
  token_expired: tokenHint,
  account_inactive: tokenHint,
  not_in_channel: 'invite the app into the channel',
  channel_not_found: 'invite the app into the channel',
  is_archived: 'the channel is archived; npx godwit answer and approve work as ever',
  thread_not_found: 'the message was deleted; npx godwit answer and approve work as ever',
};

/** It may go well another time. */
export class SlackUnreachable extends GodwitError {
  readonly code = 'slack-unreachable';
  override readonly transient = true;
  /** Where Slack says so. */
  readonly resetsAt: Date | undefined;
  constructor(api: string, why: string, resetsAt?: Date) {
    super(`${api} cannot be reached: ${why}`, { hint: 'it is tried again; nothing is lost meanwhile' });
    this.resetsAt = resetsAt;
  }
}
