import type { Slack } from './client.ts';
import type { SlackEvent } from './connection.ts';
import { paged } from './paged.ts';

/**
 * Messages since a time, oldest first, that would have been events had anybody listened: mentions in the channels the
 * app is in, and direct messages. Left out is what the app has said something to.
 */
export async function missedEvents(slack: Slack, since: string): Promise<readonly SlackEvent[]> {
  const events: SlackEvent[] = [];
  const channels = paged(async (cursor) => {
    const page = await slack.call('users.conversations', (client) =>
      client.users.conversations({
        types: 'public_channel,private_channel,im',
        exclude_archived: true,
        limit: 200,
        ...cursor,
      }),
    );
    return { items: page.channels ?? [], next: page.response_metadata?.next_cursor };
  });
  for await (const { id: channel, is_im: isDirect = false, is_ext_shared: isShared = false } of channels)
    if (channel !== undefined)
      for await (const message of historyOf(slack, channel, since)) {
        const { bot } = slack;
        const isAnswered = message.reply_users?.some((user) => user === bot.user || user === bot.id) === true;
        const isMeant = isDirect || message.text?.includes(`<@${bot.user}>`) === true;
        if (isAnswered || !isMeant) continue;
        events.push({
          ...message,
          channel,
          isShared,
          ...(isDirect ? { type: 'message', channel_type: 'im' } : { type: 'app_mention' }),
        });
      }
  return events.sort((one, other) => Number(one.ts) - Number(other.ts));
}

const historyOf = (slack: Slack, channel: string, oldest: string) =>
  paged(async (cursor) => {
    const page = await slack.call('conversations.history', (client) =>
      client.conversations.history({ channel, oldest, limit: 200, ...cursor }),
    );
    return { items: page.messages ?? [], next: page.response_metadata?.next_cursor };
  });
