import { EmptyRequest } from '../errors.ts';
import { type MigrationRequest, makeRequest } from '../request.ts';
import type { Slack } from './client.ts';
import type { SlackEvent } from './connection.ts';
import { plainText } from './markup.ts';
import { linkTo, refOf, type ThreadOf } from './thread.ts';
import { nameOf } from './who.ts';

/** What an event means to a run. */
export type Meaning =
  | {
      readonly is: 'request';
      readonly thread: ThreadOf;
      readonly user: string;
      readonly text: string;
      readonly isShared: boolean;
    }
  /** Something was said in a thread; `mentions` where it is addressed to the bot. */
  | { readonly is: 'reply'; readonly thread: ThreadOf; readonly mentions: boolean };

/**
 * A mention in a channel and a direct message ask for something, where they begin no thread and were written just now.
 * Undefined: nothing of ours, of a bot, an edit, talk among people.
 */
export function meaningOf(event: SlackEvent, bot: Slack['bot']): Meaning | undefined {
  const { type, subtype, channel, user, ts, thread_ts, text = '', isShared = false } = event;
  if (channel === undefined || user === undefined || ts === undefined) return undefined;
  if (user === bot.user || event.bot_id !== undefined || event.edited !== undefined) return undefined;
  const mentions = type === 'app_mention';
  if (thread_ts !== undefined && thread_ts !== ts)
    return { is: 'reply', thread: { channel, ts: thread_ts }, mentions };
  const isDirect = type === 'message' && event.channel_type === 'im';
  // Of a channel's topic, say, Slack makes a message, too.
  const isWritten = subtype === undefined || subtype === 'file_share';
  if (!isWritten || !(mentions || isDirect)) return undefined;
  return { is: 'request', thread: { channel, ts }, user, text, isShared };
}

/** @throws EmptyRequest */
export function requestOf(
  slack: Slack,
  { thread, user, text }: Meaning & { readonly is: 'request' },
): MigrationRequest {
  const request = makeRequest({ kind: 'slack', ref: refOf(thread) }, plainText(text, slack.bot.user), {
    frontMatter: { author: nameOf(user), url: linkTo(slack, thread) },
    raw: text,
  });
  if (request.title === '') throw new EmptyRequest('the message', false);
  return request;
}
