import { BrokenSlackApiUrl, SlackTokenMissing, WrongSlackToken } from './errors.ts';

/** Which Slack is talked to, and as which app. */
export interface SlackSettings {
  /** Of the Web API, with a slash at the end. */
  readonly api: string;
  /** Opens connections. */
  readonly appToken: Token;
  /** Reads and writes. */
  readonly botToken: Token;
  /** Id of the app, which its token begins with. */
  readonly app: string | undefined;
}

/** A secret that cannot be printed; the variable that holds it can. */
class Token {
  readonly from: string;
  readonly #value: string;

  constructor(from: string, value: string) {
    this.from = from;
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toJSON(): string {
    return `(${this.from})`;
  }
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Undefined where the environment has no tokens of Slack.
 * @throws SlackTokenMissing, WrongSlackToken, BrokenSlackApiUrl
 */
export function slackSettings(env: Readonly<Record<string, string | undefined>>): SlackSettings | undefined {
  const appToken = tokenOf(env, 'SLACK_APP_TOKEN', 'xapp-');
  const botToken = tokenOf(env, 'SLACK_BOT_TOKEN', 'xoxb-');
  if (appToken === undefined && botToken === undefined) return undefined;
  if (appToken === undefined) throw new SlackTokenMissing('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN');
  if (botToken === undefined) throw new SlackTokenMissing('SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN');
  const app = /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken.reveal())?.[1];
  return { api: apiOf(env), appToken, botToken, app };
}

function tokenOf(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  begins: string,
): Token | undefined {
  const value = env[name]?.trim();
  if (!value) return undefined;
  if (!value.startsWith(begins)) throw new WrongSlackToken(name, begins);
  return new Token(name, value);
}

function apiOf(env: Readonly<Record<string, string | undefined>>): string {
  const given = env.SLACK_API_URL?.trim() || 'https://slack.com/api/';
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new BrokenSlackApiUrl('is no http address');
  if (url.username !== '' || url.password !== '') throw new BrokenSlackApiUrl('holds a name or a password');
  if (url.protocol === 'http:' && !loopback.test(url.hostname))
    throw new BrokenSlackApiUrl('is http: a token would go over the network in the open');
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}
