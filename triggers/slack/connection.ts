import { setTimeout as sleep } from 'node:timers/promises';
import { once, patiently, silent } from './client.ts';
import { SlackRefused } from './errors.ts';
import type { SlackSettings } from './settings.ts';

/** Of an event that Slack delivers; only what is looked at. */
export interface SlackEvent {
  readonly type?: string;
  readonly subtype?: string;
  readonly channel?: string;
  readonly channel_type?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly edited?: unknown;
  /** People of other companies are in the channel. */
  readonly isShared?: boolean;
}

interface Delivery {
  readonly event?: SlackEvent;
  readonly body?: { readonly event?: SlackEvent; readonly is_ext_shared_channel?: boolean };
  readonly ack: () => Promise<void>;
}

export interface Connection {
  readonly settings: SlackSettings;
  /** Once done the event counts as delivered; where it throws Slack delivers it again. */
  readonly onEvent: (event: SlackEvent) => Promise<void>;
  /** After every opening: what came while there was no connection has to be looked for. */
  readonly onOpen: () => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds between two attempts to connect; longer and longer. */
const pauses = [0, 100, 500, 2_000, 10_000, 30_000];
/** A connection that lasts no longer is a failure, too. */
const shortMs = 10_000;
/** For the greeting, after which Slack sends events. */
const greetingMs = 30_000;

/**
 * Holds a connection in Socket Mode until `signal` aborts. Slack closes each after some hours, and any may break: the
 * next one is opened here, for the library's own way leaves a gap of seconds and a rejection that nobody handles.
 * @throws SlackRefused where not even the first one may be opened
 */
export async function stayConnected({
  settings,
  onEvent,
  onOpen,
  onTrouble,
  signal,
}: Connection): Promise<void> {
  const { SocketModeClient } = await import('@slack/socket-mode');
  let isFirst = true;
  for (let failed = 0; !signal.aborted; ) {
    await sleep(pauses[Math.min(failed, pauses.length - 1)], undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const client = new SocketModeClient({
      appToken: settings.appToken.reveal(),
      autoReconnectEnabled: false,
      logger: silent,
      clientOptions: { slackApiUrl: settings.api, ...once },
    });
    // One after the other: the same event may come twice, a moment apart.
    let turn = Promise.resolve();
    client.on('slack_event', ({ event, body, ack }: Delivery) => {
      const inner = event ?? body?.event;
      const isShared = body?.is_ext_shared_channel === true;
      turn = turn
        .then(() => (inner === undefined ? undefined : onEvent({ ...inner, isShared })))
        // Where the connection broke meanwhile the event comes again.
        .then(() => ack().catch(() => undefined))
        .catch(onTrouble);
    });
    const closed = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    const leave = (): void => void client.disconnect().catch(() => undefined);
    signal.addEventListener('abort', leave, { once: true });
    const late = setTimeout(leave, greetingMs);
    try {
      await patiently(settings.api, 'apps.connections.open', () => client.start());
      clearTimeout(late);
      isFirst = false;
      const since = Date.now();
      if (signal.aborted) leave();
      else turn = turn.then(onOpen).catch(onTrouble);
      await closed;
      failed = Date.now() - since < shortMs ? failed + 1 : 0;
    } catch (error) {
      if (isFirst && error instanceof SlackRefused) throw error;
      failed += 1;
      if (!signal.aborted) onTrouble(error);
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', leave);
      await turn;
    }
  }
}
