import type { Point, Said } from '../../graph/store/said.ts';
import type { Place, Reply } from '../conversation/place.ts';
import type { Grammar } from '../conversation/words.ts';
import { rendered } from './blocks.ts';
import type { Slack } from './client.ts';
import { plainText } from './markup.ts';
import { paged } from './paged.ts';
import { nameOf, permission } from './who.ts';

/** A thread, by the message that begins it. */
export interface ThreadOf {
  readonly channel: string;
  readonly ts: string;
}

/** `C0123/1700000000.000100`, as a request names it. */
export const refOf = ({ channel, ts }: ThreadOf): string => `${channel}/${ts}`;

export function threadOf(ref: string): ThreadOf | undefined {
  const [, channel, ts] = /^([A-Z0-9]+)\/(\d+\.\d+)$/.exec(ref) ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

/** Where a person reads a message of the thread. */
export const linkTo = ({ web }: Slack, { channel, ts }: ThreadOf, message = ts): string =>
  `${web}archives/${channel}/p${message.replace('.', '')}${message === ts ? '' : `?thread_ts=${ts}&cid=${channel}`}`;

const pointOf = (ts: string): Point => ({ id: ts, at: new Date(Number(ts) * 1000).toISOString() });

/** Under which a message carries its key, for programs to see. */
const eventType = 'godwit_said';

const grammar: Grammar = {
  slash: false,
  plainAnswers: true,
  rights: 'from Slack only whom godwit.yaml names',
};

/** A thread as the place of a run. */
export function threadPlace(open: () => Promise<Slack>, thread: ThreadOf): Place {
  const { channel, ts } = thread;
  const sayingOf = (slack: Slack, message = ''): Said => ({
    ...pointOf(message),
    url: linkTo(slack, thread, message),
  });
  return {
    name: `slack ${refOf(thread)}`,
    grammar,
    say: async (key, message) => {
      const slack = await open();
      const posted = await slack.call('chat.postMessage', (client) =>
        client.chat.postMessage({
          channel,
          thread_ts: ts,
          ...rendered(message),
          metadata: { event_type: eventType, event_payload: { key } },
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return sayingOf(slack, posted.ts);
    },
    said: async (key) => {
      const slack = await open();
      const found = (await readThread(slack, thread)).find(
        ({ user, metadata }) =>
          // Other apps may write the same metadata.
          user === slack.bot.user &&
          metadata?.event_type === eventType &&
          Object(metadata.event_payload).key === key,
      );
      return found && sayingOf(slack, found.ts);
    },
    heard: async (after) => {
      const slack = await open();
      return (await readThread(slack, thread, after.id)).flatMap((message): Reply[] => {
        const { user, bot_id, edited, text = '', ts: id = '' } = message;
        const isOfPerson = user !== undefined && user !== slack.bot.user && bot_id === undefined;
        if (!isOfPerson || isToSomebodyElse(text, slack.bot.user)) return [];
        const reply = {
          ...pointOf(id),
          names: [nameOf(user)],
          text: plainText(text, slack.bot.user),
        } as const;
        return [edited === undefined ? reply : { ...reply, isEdited: true }];
      });
    },
    mayAnswer: async (reply, verb, run) => permission(await open(), reply.names[0], verb, run),
  };
}

/** "@ben, what do you think?" answers nothing. */
const isToSomebodyElse = (text: string, bot: string): boolean => {
  const [, user] = /^\s*<@([A-Z0-9]+)/.exec(text) ?? [];
  return user !== undefined && user !== bot;
};

/** A page has at most so many messages. */
const pageSize = 200;

async function readThread(slack: Slack, { channel, ts }: ThreadOf, after?: string) {
  const pages = paged(async (cursor) => {
    const page = await slack.call('conversations.replies', (client) =>
      client.conversations.replies({
        channel,
        ts,
        limit: pageSize,
        include_all_metadata: true,
        ...(after === undefined ? {} : { oldest: after }),
        ...cursor,
      }),
    );
    return { items: page.messages ?? [], next: page.response_metadata?.next_cursor };
  });
  const found = [];
  // The message that begins the thread comes on every page.
  for await (const message of pages) if (message.ts !== undefined && message.ts !== ts) found.push(message);
  return found;
}
