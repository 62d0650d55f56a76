import { refusalOf } from './limits.ts';
import type { FakeMessage, Messages } from './messages.ts';

export interface FakeUser {
  readonly id: string;
  readonly name: string;
  readonly team_id?: string;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_bot?: boolean;
  readonly deleted?: boolean;
}

export interface World {
  readonly team: string;
  readonly bot: { readonly user: string; readonly id: string };
  readonly users: readonly FakeUser[];
  /** That the bot is a member of. */
  readonly channels: readonly string[];
  readonly shared: string | undefined;
  readonly messages: Messages;
  readonly pageSize: number;
  /** The address of a new connection. */
  readonly socketUrl: () => string;
  /** What the bot posted is an event, too. */
  readonly onPosted: (channel: string, message: FakeMessage) => void;
}

type Args = Readonly<Record<string, string>>;
type Said =
  | { readonly ok: true; readonly [key: string]: unknown }
  | { readonly ok: false; readonly error: string };
type Method = (args: Args, world: World) => Said;

const no = (error: string): Said => ({ ok: false, error });

/** The methods of the Web API that Godwit calls; arguments come as a form, JSON in strings. */
export const methods: Readonly<Record<string, { readonly token: 'app' | 'bot'; readonly call: Method }>> = {
  'apps.connections.open': { token: 'app', call: (_, { socketUrl }) => ({ ok: true, url: socketUrl() }) },
  'auth.test': {
    token: 'bot',
    call: (_, { team, bot }) => ({
      ok: true,
      url: 'https://acme.slack.com/',
      team: 'Acme',
      user: 'godwit',
      team_id: team,
      user_id: bot.user,
      bot_id: bot.id,
      is_enterprise_install: false,
    }),
  },
  'users.info': {
    token: 'bot',
    call: ({ user }, { users, team }) => {
      const found = users.find(({ id }) => id === user);
      if (found === undefined) return no('user_not_found');
      const flags = { deleted: false, is_bot: false, is_restricted: false, is_ultra_restricted: false };
      return { ok: true, user: { ...flags, team_id: team, ...found } };
    },
  },
  'chat.postMessage': { token: 'bot', call: postMessage },
  'conversations.replies': { token: 'bot', call: replies },
  'conversations.history': { token: 'bot', call: history },
  'users.conversations': {
    token: 'bot',
    call: (args, { channels, shared, pageSize }) => {
      const all = channels.map((id) => ({ id, is_im: id.startsWith('D'), is_ext_shared: id === shared }));
      const { page, ...more } = pageOf(all, args, pageSize);
      return { ok: true, channels: page, ...more };
    },
  },
};

function postMessage(args: Args, world: World): Said {
  const { channel = '', text = '', thread_ts } = args;
  if (!world.channels.includes(channel)) return no('not_in_channel');
  if (text === '' && args.blocks === undefined) return no('no_text');
  if (text.length > 40_000) return no('msg_too_long');
  const blocks = parsed(args.blocks);
  const refused = args.blocks === undefined ? undefined : refusalOf(blocks);
  if (refused !== undefined) return no(refused);
  const metadata = parsed(args.metadata) as FakeMessage['metadata'];
  if (args.metadata !== undefined && metadata?.event_type === undefined) return no('invalid_metadata_format');
  const message: FakeMessage = {
    type: 'message',
    user: world.bot.user,
    bot_id: world.bot.id,
    app_id: 'A0GODWIT',
    team: world.team,
    text,
    ts: world.messages.nextTs(),
    ...(thread_ts === undefined ? {} : { thread_ts }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  world.messages.add(channel, message);
  world.onPosted(channel, message);
  return { ok: true, channel, ts: message.ts, message };
}

function replies(args: Args, world: World): Said {
  const { channel = '', ts = '', oldest = '0', inclusive, include_all_metadata } = args;
  if (!world.channels.includes(channel)) return no('not_in_channel');
  const thread = world.messages.thread(channel, ts);
  if (thread[0] === undefined) return no('thread_not_found');
  const later = thread.filter(
    (one) => Number(one.ts) > Number(oldest) || (inclusive === 'true' && one.ts === oldest),
  );
  const { page, ...more } = pageOf(later, args, world.pageSize);
  // The message that begins the thread comes first on every page, whatever is asked for.
  const messages = [thread[0], ...page.filter((one) => one.ts !== ts)].map((one) =>
    include_all_metadata === 'true' ? one : { ...one, metadata: undefined },
  );
  return { ok: true, messages, ...more };
}

/** The newest first; of threads the message that begins them. */
function history(args: Args, world: World): Said {
  const { channel = '', oldest = '0' } = args;
  if (!world.channels.includes(channel)) return no('not_in_channel');
  const found = world.messages
    .all(channel)
    .filter(({ ts, thread_ts }) => Number(ts) > Number(oldest) && (thread_ts ?? ts) === ts)
    .map((one) => {
      const replies = world.messages.thread(channel, one.ts).slice(1);
      if (replies.length === 0) return one;
      const reply_users = [...new Set(replies.map(({ user }) => user))];
      return { ...one, thread_ts: one.ts, reply_count: replies.length, reply_users };
    });
  const { page, ...more } = pageOf(found.reverse(), args, world.pageSize);
  return { ok: true, messages: page, ...more };
}

function pageOf<T>(all: readonly T[], { cursor, limit = '1000' }: Args, most: number) {
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  const to = from + Math.min(Number(limit), most);
  const has_more = to < all.length;
  const next_cursor = has_more ? Buffer.from(String(to)).toString('base64') : '';
  return { page: all.slice(from, to), has_more, response_metadata: { next_cursor } };
}

const parsed = (json: string | undefined): unknown => {
  try {
    return json === undefined ? undefined : (JSON.parse(json) as unknown);
  } catch {
    return 'not JSON';
  }
};
