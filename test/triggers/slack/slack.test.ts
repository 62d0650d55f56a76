import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Run } from '../../../graph/store/runs.ts';
import type { Verb } from '../../../triggers/conversation/words.ts';
import { type Slack, slackOf } from '../../../triggers/slack/client.ts';
import { type SlackEvent, stayConnected } from '../../../triggers/slack/connection.ts';
import { slackListener } from '../../../triggers/slack/listener.ts';
import { missedEvents } from '../../../triggers/slack/missed.ts';
import { meaningOf } from '../../../triggers/slack/requests.ts';
import { type SlackSettings, slackSettings } from '../../../triggers/slack/settings.ts';
import { threadPlace } from '../../../triggers/slack/thread.ts';
import { permission, reasonAgainst } from '../../../triggers/slack/who.ts';
import { type FakeSlack, slackServer } from '../../fakes/slack-server/index.ts';
import { approval } from '../../graph/approvals/question.ts';
import { testFolder } from '../../support/folder.ts';

const env = { SLACK_APP_TOKEN: 'xapp-1-A0GODWIT-1-secret', SLACK_BOT_TOKEN: 'xoxb-1-secret' };
const channel = 'C0DATA';
let server: FakeSlack;
let settings: SlackSettings;
let open: () => Promise<Slack>;
let slack: Slack;
beforeAll(async () => {
  server = await slackServer({
    appToken: env.SLACK_APP_TOKEN,
    botToken: env.SLACK_BOT_TOKEN,
    channels: [channel, 'D0ANA'],
    pageSize: 3,
    users: [
      { id: 'U0ANA', name: 'ana' },
      { id: 'U0GUEST', name: 'guest', is_restricted: true },
      { id: 'U0STRANGER', name: 'stranger', team_id: 'T0OTHER' },
    ],
  });
  settings = slackSettings({ ...env, SLACK_API_URL: server.api }) as SlackSettings;
  open = slackOf(settings);
  slack = await open();
});
afterAll(() => server[Symbol.asyncDispose]());

it('needs both tokens, each in its place, and never shows one', () => {
  expect(slackSettings({})).toBeUndefined();
  const refused = (more: Record<string, string>) => () => slackSettings({ ...env, ...more });
  expect(refused({ SLACK_BOT_TOKEN: '' })).toThrow('SLACK_APP_TOKEN is set, and SLACK_BOT_TOKEN is not');
  expect(refused({ SLACK_APP_TOKEN: env.SLACK_BOT_TOKEN })).toThrow(
    'SLACK_APP_TOKEN does not begin with xapp-',
  );
  expect(refused({ SLACK_API_URL: 'http://slack.example.com/api' })).toThrow('SLACK_API_URL is http');
  expect(slackListener(env)?.title).toBe('Slack (app A0GODWIT)');
  expect(JSON.stringify(settings)).not.toContain('secret');
});

it('finds again what it said, reads all pages, and hears people only; what was edited is seen to be so', async () => {
  const ts = server.write(channel, 'U0ANA', `<@${server.bot}> add a column`);
  const place = threadPlace(open, { channel, ts });
  server.limit('chat.postMessage', 1);
  const said = await place.say('k3f8a2qx asked 1', { title: 'One question', parts: [] });
  expect(await place.said('k3f8a2qx asked 1')).toEqual(said);
  expect(await place.said('k3f8a2qx asked 2')).toBeUndefined();
  expect(said.url).toBe(
    `https://acme.slack.com/archives/${channel}/p${said.id.replace('.', '')}?thread_ts=${ts}&cid=${channel}`,
  );
  const write = (user: string, text: string) => server.write(channel, user, text, { thread: ts });
  const texts = ['One', 'two &amp; three', 'four', 'five', 'six'];
  for (const text of texts) write('U0ANA', text);
  write('U0ANA', '<@U0BEN> what do you think?');
  server.edit(channel, write('U0ANA', 'before'), 'after');
  await place.say('k3f8a2qx asked 2', { title: 'Another', parts: [] });
  const heard = await place.heard(said);
  expect(heard.map(({ text }) => text)).toEqual(['One', 'two & three', 'four', 'five', 'six', 'after']);
  expect(heard.map(({ isEdited }) => isEdited === true)).toEqual(heard.map(({ text }) => text === 'after'));
  expect(heard[0]).toMatchObject({ names: ['slack:U0ANA'] });
  expect((await place.heard(heard[4] ?? said)).map(({ text }) => text)).toEqual(['after']);
});

it('finds what was asked for while nobody listened, and was not answered', async () => {
  const since = server.write(channel, 'U0ANA', 'before');
  const mention = server.write(channel, 'U0ANA', `<@${server.bot}> add a column`);
  server.write(channel, 'U0ANA', `<@${server.bot}> hello?`, { thread: mention });
  const direct = server.write('D0ANA', 'U0ANA', 'add an index');
  const answered = server.write(channel, 'U0ANA', `<@${server.bot}> add a table`);
  await threadPlace(open, { channel, ts: answered }).say('key', { title: 'Begun', parts: [] });
  const meanings = (await missedEvents(slack, since)).map((event) => meaningOf(event, slack.bot));
  expect(meanings).toMatchObject([
    { is: 'request', thread: { channel, ts: mention } },
    { is: 'request', thread: { channel: 'D0ANA', ts: direct } },
  ]);
});

it('knows who is a member of the workspace', async () => {
  const all = ['U0ANA', 'U0GUEST', 'U0STRANGER', 'U0NOBODY'];
  expect(await Promise.all(all.map((user) => reasonAgainst(slack, user)))).toEqual([
    undefined,
    'they are a guest of this workspace',
    'they belong to another workspace',
    'nobody of this workspace has that id',
  ]);
});

it('lets nobody approve what they are not named for, be it that anybody may elsewhere', async () => {
  using folder = testFolder({
    'godwit.yaml': 'approvals: { low: { approvers: [slack:U0ANA] } }',
    'supabase/migrations/.keep': '',
  });
  const may = async (verb: Verb, named: string[] | null) => {
    const { approvers } = approval();
    const run = {
      spec: { workspace: folder.path, requester: 'slack:U0BEN' },
      question: approval({ approvers: { ...approvers, named } }),
    };
    return (await permission(slack, 'slack:U0ANA', verb, run as Run)).may;
  };
  expect(await may('approve', ['slack:U0ANA'])).toBe(true);
  expect(await may('approve', null)).toBe(false);
  expect(await may('approve', ['slack:U0CY'])).toBe(false);
  expect(await may('reject', null)).toBe(true);
});

it('says what Slack refuses, with the way out', async () => {
  const place = threadPlace(open, { channel: 'C0OTHER', ts: '1.000001' });
  await expect(place.say('key', { title: 'Hello', parts: [] })).rejects.toMatchObject({
    code: 'slack-refused',
    message: 'Slack does not do chat.postMessage: not_in_channel',
    hint: 'invite the app into the channel',
  });
  const wrong = slackSettings({ ...env, SLACK_BOT_TOKEN: 'xoxb-2-secret', SLACK_API_URL: server.api });
  const error = await slackOf(wrong as SlackSettings)().catch((one: Error) => one);
  expect(error).toMatchObject({ code: 'slack-refused', error: 'invalid_auth' });
  expect(JSON.stringify(error)).not.toContain('secret');
});

it('tells what is asked for from all else that comes', () => {
  const event = { type: 'app_mention', channel, user: 'U0ANA', ts: '2.000001', text: 'add a column' };
  const is = (more: SlackEvent) => meaningOf({ ...event, ...more }, slack.bot)?.is;
  expect(is({})).toBe('request');
  expect(is({ thread_ts: '1.000001' })).toBe('reply');
  expect(is({ subtype: 'file_share', thread_ts: event.ts })).toBe('request');
  const not: SlackEvent[] = [
    { type: 'message' },
    { subtype: 'channel_topic' },
    { bot_id: 'B0OTHER' },
    { user: slack.bot.user },
    { edited: {} },
    { type: 'message', channel_type: 'im', subtype: 'message_changed' },
  ];
  expect(not.map(is)).toEqual(not.map(() => undefined));
});

it('stays connected, and takes each event until it is done', async () => {
  const stop = new AbortController();
  const seen: SlackEvent[] = [];
  const waiting: { is: () => boolean; go: () => void }[] = [];
  const tell = (): void => {
    for (const { is, go } of waiting) if (is()) go();
  };
  const until = (is: () => boolean) =>
    new Promise<void>((go) => (is() ? go() : void waiting.push({ is, go })));
  let opened = 0;
  let failing = true;
  const troubles: unknown[] = [];
  const connected = stayConnected({
    settings,
    signal: stop.signal,
    onEvent: async (event) => {
      if (failing) {
        failing = false;
        throw new Error('no database');
      }
      seen.push(event);
      tell();
    },
    onOpen: async () => {
      opened += 1;
      tell();
    },
    onTrouble: (error) => troubles.push(error),
  });
  await until(() => opened === 1);
  const ts = server.write('D0ANA', 'U0ANA', 'add a column');
  await until(() => seen.length === 1);
  expect(troubles).toMatchObject([{ message: 'no database' }]);
  expect(meaningOf(seen[0] ?? {}, slack.bot)).toEqual({
    is: 'request',
    thread: { channel: 'D0ANA', ts },
    user: 'U0ANA',
    text: 'add a column',
    isShared: false,
  });
  server.sockets.refresh();
  await until(() => opened === 2);
  server.sockets.drop();
  await until(() => opened === 3);
  server.write(channel, 'U0ANA', `<@${server.bot}> add a column`);
  await until(() => seen.length === 3);
  expect(seen.slice(1).map((event) => meaningOf(event, slack.bot)?.is)).toEqual([undefined, 'request']);
  stop.abort();
  await connected;
  const wrong = slackSettings({ ...env, SLACK_APP_TOKEN: 'xapp-2-secret', SLACK_API_URL: server.api });
  const nothing = async (): Promise<void> => undefined;
  await expect(
    stayConnected({
      settings: wrong as SlackSettings,
      signal: new AbortController().signal,
      onEvent: nothing,
      onOpen: nothing,
      onTrouble: () => undefined,
    }),
  ).rejects.toMatchObject({ code: 'slack-refused', error: 'invalid_auth' });
});
