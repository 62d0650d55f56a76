import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { type FakeMessage, Messages } from './messages.ts';
import { type FakeUser, methods } from './methods.ts';
import { Sockets } from './socket.ts';

export type { FakeMessage, FakeUser };

export interface SlackServerOptions {
  readonly appToken: string;
  readonly botToken: string;
  readonly users: readonly FakeUser[];
  readonly channels: readonly string[];
  /** With people of another company in it. */
  readonly shared?: string;
  /** Messages of a page, at most; Slack's is 1000. */
  readonly pageSize?: number;
}

interface Posting {
  /** The message whose thread it is in. */
  readonly thread?: string;
  /** How often its event is delivered: 0 where it gets lost, 2 where Slack missed the acknowledgement. */
  readonly deliveries?: number;
}

export interface FakeSlack extends AsyncDisposable {
  /** As `SLACK_API_URL` names it. */
  readonly api: string;
  readonly bot: string;
  readonly log: readonly { readonly method: string; readonly args: Readonly<Record<string, string>> }[];
  readonly sockets: Sockets;
  /** Answers the next call of a method with HTTP 429. */
  limit(method: string, seconds: number): void;
  /** Somebody writes; gives the message's `ts`. */
  write(channel: string, user: string, text: string, posting?: Posting): string;
  edit(channel: string, ts: string, text: string): void;
  thread(channel: string, ts: string): readonly FakeMessage[];
  /** What the bot says in a thread, once it says it. */
  said(channel: string, ts: string, is: (message: FakeMessage) => boolean): Promise<FakeMessage>;
}

const team = 'T0ACME';
const bot = { user: 'U0GODWIT', id: 'B0GODWIT' };

/** Milliseconds for what the bot is to say. */
const longestWait = 60_000;

/** The part of Slack that an app in Socket Mode talks to, over real sockets: as strict as it, with its limits. */
export async function slackServer(options: SlackServerOptions): Promise<FakeSlack> {
  const messages = new Messages();
  const log: { method: string; args: Record<string, string> }[] = [];
  const limited = new Map<string, number>();
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sockets = new Sockets(server);

  const event = (
    inner: { readonly channel: string; readonly [key: string]: unknown },
    deliveries = 1,
  ): void => {
    void sockets.deliver(
      {
        token: 'verification',
        team_id: team,
        api_app_id: 'A0GODWIT',
        event: inner,
        type: 'event_callback',
        event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 9).toUpperCase()}`,
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [{ enterprise_id: null, team_id: team, user_id: bot.user, is_bot: true }],
        is_ext_shared_channel: inner.channel === options.shared,
      },
      deliveries,
    );
  };

  /** A mention in a channel is two events; in a direct message there is only the message. */
  const tell = (channel: string, message: FakeMessage, deliveries?: number): void => {
    const more = { channel, event_ts: message.ts };
    const isDirect = channel.startsWith('D');
    event({ ...message, ...more, channel_type: isDirect ? 'im' : 'channel' }, deliveries);
    if (!isDirect && message.bot_id === undefined && message.text.includes(`<@${bot.user}>`))
      event({ ...message, ...more, type: 'app_mention' }, deliveries);
  };

  const world = {
    team,
    bot,
    users: options.users,
    channels: options.channels,
    shared: options.shared,
    messages,
    pageSize: options.pageSize ?? 1000,
    socketUrl: () => `ws://${host}${sockets.ticket()}`,
    onPosted: (channel: string, message: FakeMessage) => {
      tell(channel, message);
      for (const look of waiting) look();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = (request.url ?? '').replace(/^\/api\//, '');
    const args = Object.fromEntries(new URLSearchParams(await textOf(request)));
    log.push({ method: name, args });
    const send = (status: number, body: object, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(JSON.stringify(body));
    };
    const seconds = limited.get(name);
    limited.delete(name);
    if (seconds !== undefined)
      return send(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });
    const method = methods[name];
    if (request.method !== 'POST' || method === undefined)
      return send(200, { ok: false, error: 'unknown_method', req_method: name });
    const given = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const tokens = { app: options.appToken, bot: options.botToken };
    if (given === '') return send(200, { ok: false, error: 'not_authed' });
    if (!Object.values(tokens).includes(given)) return send(200, { ok: false, error: 'invalid_auth' });
    if (given !== tokens[method.token]) return send(200, { ok: false, error: 'not_allowed_token_type' });
    send(200, method.call(args, world));
  }

  return {
    api: `http://${host}/api/`,
    bot: bot.user,
    log,
    sockets,
    limit: (method, seconds) => limited.set(method, seconds),
    write: (channel, user, text, { thread, deliveries } = {}) => {
      const message: FakeMessage = {
        type: 'message',
        user,
        team: options.users.find(({ id }) => id === user)?.team_id ?? team,
        text,
        ts: messages.nextTs(),
        ...(thread === undefined ? {} : { thread_ts: thread }),
      };
      messages.add(channel, message);
      tell(channel, message, deliveries);
      return message.ts;
    },
    edit: (channel, ts, text) => {
      const before = messages.find(channel, ts);
      if (before === undefined) throw new Error(`no message ${ts}`);
      const edited = { user: before.user, ts: messages.nextTs() };
      const message = { ...before, text, edited };
      messages.replace(channel, message);
      const changed = { message, previous_message: before, channel, ts: edited.ts, event_ts: edited.ts };
      event({ type: 'message', subtype: 'message_changed', hidden: true, ...changed });
      if (text.includes(`<@${bot.user}>`)) event({ ...message, type: 'app_mention', channel });
    },
    thread: (channel, ts) => messages.thread(channel, ts),
    said: (channel, ts, is) =>
      new Promise((resolve, reject) => {
        const thread = () => messages.thread(channel, ts);
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = (): void => {
          const found = thread().find((one) => one.bot_id !== undefined && is(one));
          if (found === undefined) return;
          end();
          resolve(found);
        };
        const timer = setTimeout(() => {
          end();
          const lines = thread().map(({ user, text }) => `${user}: ${text}`);
          reject(new Error(`it was never said in the thread\n${lines.join('\n')}`));
        }, longestWait);
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
