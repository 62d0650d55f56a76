import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient, WebClientOptions } from '@slack/web-api';
import { SlackRefused, SlackUnreachable } from './errors.ts';
import type { SlackSettings } from './settings.ts';

/** Milliseconds for one call. */
const timeout = 15_000;

/** What is written is looked for before it is written again; the library would only write again. */
export const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout } as const;

/** The library would log to standard output, bodies of messages and all. */
export const silent: NonNullable<WebClientOptions['logger']> = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as ReturnType<NonNullable<WebClientOptions['logger']>['getLevel']>,
  setName: () => undefined,
};

/** Slack's Web API as the bot of one workspace. */
export interface Slack {
  readonly team: string;
  /** The bot's user and bot id. */
  readonly bot: { readonly user: string; readonly id: string };
  /** Where the workspace is on the web, with a slash at the end. */
  readonly web: string;
  /** @throws SlackRefused, SlackUnreachable */
  call<T>(method: string, work: (client: WebClient) => Promise<T>): Promise<T>;
}

/** Opened when it is needed; where that failed, another time. @throws SlackRefused, SlackUnreachable */
export function slackOf(settings: SlackSettings): () => Promise<Slack> {
  let opened: Promise<Slack> | undefined;
  return () => {
    opened ??= openSlack(settings).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

/** @throws SlackRefused, SlackUnreachable */
async function openSlack(settings: SlackSettings): Promise<Slack> {
  const { WebClient } = await import('@slack/web-api');
  const client = new WebClient(settings.botToken.reveal(), {
    slackApiUrl: settings.api,
    logger: silent,
    allowAbsoluteUrls: false,
    ...once,
  });
  const call: Slack['call'] = (method, work) => patiently(settings.api, method, () => work(client));
  const { team_id, user_id, bot_id, url } = await call('auth.test', () => client.auth.test());
  if (!team_id || !user_id || !bot_id || !url)
    throw new SlackRefused('auth.test', 'the token is not that of a bot', undefined);
  return { team: team_id, bot: { user: user_id, id: bot_id }, web: url.replace(/\/*$/, '/'), call };
}

/** Seconds; a longer wait is left to whoever asks the next time. */
const longestWait = 60;

/** Waits where Slack says how long: what it did not take it did not do. @throws SlackRefused, SlackUnreachable */
export async function patiently<T>(api: string, method: string, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; ) {
    try {
      return await work();
    } catch (error) {
      const { WebAPIRateLimitedError } = await import('@slack/web-api');
      if (!(error instanceof WebAPIRateLimitedError)) throw await asOurs(api, method, error);
      const seconds = Math.max(error.retryAfter, 1);
      waited += seconds;
      if (waited > longestWait)
        throw new SlackUnreachable(
          api,
          'it takes no more calls for now (429)',
          new Date(Date.now() + seconds * 1000),
        );
      await sleep(seconds * 1000);
    }
  }
}

/** Slack's own trouble, not that of the call. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
]);

async function asOurs(api: string, method: string, error: unknown): Promise<unknown> {
  const { WebAPIPlatformError, WebAPIRequestError, WebAPIHTTPError } = await import('@slack/web-api');
  if (error instanceof WebAPIPlatformError) {
    const { error: name, needed } = error.data as { error: string; needed?: string };
    // An address that is not Slack's answers with a page.
    return passing.has(name)
      ? new SlackUnreachable(api, name)
      : new SlackRefused(method, name.slice(0, 80), needed);
  }
  if (error instanceof WebAPIRequestError) return new SlackUnreachable(api, error.original.message);
  if (error instanceof WebAPIHTTPError) return new SlackUnreachable(api, `HTTP ${error.statusCode}`);
  // The library says nothing of a connection that closes before it is open.
  return error ?? new SlackUnreachable(api, 'the connection broke');
}
