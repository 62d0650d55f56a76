import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeSlack, slackServer } from '../fakes/slack-server/index.ts';
import { godwit, type Started, start } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

const tokens = { SLACK_APP_TOKEN: 'xapp-1-canary', SLACK_BOT_TOKEN: 'xoxb-1-canary' };
const channel = 'C0DATA';
const [ana, ben, guest] = ['U0ANA', 'U0BEN', 'U0GUEST'] as const;
let app: Prepared;
let slack: FakeSlack;
let processes: Started[];
beforeAll(async () => {
  const approvers = '{ approvers: ["slack:U0BEN"] }';
  [app, slack] = await Promise.all([
    prepared({
      git: false,
      appChecks: false,
      config: `approvals: { low: ${approvers}, moderate: ${approvers}, high: ${approvers} }\n`,
    }),
    slackServer({
      appToken: tokens.SLACK_APP_TOKEN,
      botToken: tokens.SLACK_BOT_TOKEN,
      channels: [channel, 'C0SHARED'],
      shared: 'C0SHARED',
      pageSize: 4,
      users: [
        { id: ana, name: 'ana' },
        { id: ben, name: 'ben' },
        { id: guest, name: 'guest', is_restricted: true },
      ],
    }),
  ]);
  const env = { ...app.env, ...tokens, SLACK_API_URL: slack.api };
  processes = [
    start(['serve', '--every', '1', '--json'], { cwd: app.root, env }),
    start(['worker', '--json'], { cwd: app.root, env: app.env }),
  ];
  await slack.sockets.opened();
});
afterAll(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all([app, slack].map((one) => one[Symbol.asyncDispose]()));
});

test('a request, its question, its approval and what came of it are one thread', async () => {
  const ts = slack.write(channel, ana, `<@${slack.bot}> improve tasks`, { deliveries: 2 });
  const write = (user: string, text: string, deliveries = 1) =>
    slack.write(channel, user, text, { thread: ts, deliveries });
  const said = (text: string) => slack.said(channel, ts, (one) => one.text.includes(text));
  const begun = await said('has begun');
  const run = /Run (\w+) has begun/.exec(begun.text)?.[1] ?? '';
  const question = await said('ne question before this can be planned');
  expect(JSON.stringify(question.blocks)).toContain('Answer here, in plain words');

  write(guest, `answer ${run} drop everything`);
  await said(`slack:${guest} cannot answer this: they are a guest of this workspace`);
  write(guest, `answer ${run} now`);
  write(ben, 'I would ask ana');
  slack.sockets.drop();
  write(ana, 'Add a column effort to tasks, integer, 1 to 5', 0);
  await said(`Answered by slack:${ana}`);

  const asked = await said('To approve: ');
  const words = new RegExp(`"(approve ${run} [0-9a-f]{12})"`).exec(JSON.stringify(asked.blocks))?.[1] ?? '';
  write(ana, words);
  await said(`slack:${ana} cannot approve this: from Slack only those approve whom godwit.yaml names`);
  write(ben, 'go ahead');
  expect(JSON.stringify((await said('"go ahead" decides nothing')).blocks)).toContain(words);
  write(ben, `\`${words}\``, 2);
  await said(`Approved by slack:${ben}`);
  const outcome = await said('Merged');
  expect(JSON.stringify(outcome.blocks)).toContain(run);

  expect(
    await app.db.query(
      `SELECT pg_get_constraintdef(oid) AS sql FROM pg_constraint WHERE conname = 'tasks_effort_check'`,
    ),
  ).toEqual([{ sql: 'CHECK (((effort >= 1) AND (effort <= 5)))' }]);
  expect(await app.state.query('SELECT id, status FROM godwit.run')).toEqual([{ id: run, status: 'done' }]);
  expect(await app.state.query('SELECT kind, decided_by FROM godwit.decision ORDER BY decided_at')).toEqual([
    { kind: 'text', decided_by: `slack:${ana}` },
    { kind: 'yes', decided_by: `slack:${ben}` },
  ]);
  const titles = slack.thread(channel, ts).flatMap(({ bot_id, text }) => (bot_id ? [text] : []));
  expect(new Set(titles).size).toBe(titles.length);
});

test('what is no request is told so once; the process ends when it is told to, and never shows a token', async () => {
  const dm = slack.write(channel, guest, `<@${slack.bot}> drop tasks`, { deliveries: 2 });
  await slack.said(channel, dm, ({ text }) => text.includes('they are a guest'));
  slack.sockets.drop();
  const empty = slack.write(channel, ana, `<@${slack.bot}>`, { deliveries: 0 });
  await slack.said(channel, empty, ({ text }) => text.includes('It cannot be begun: '));
  const talk = slack.write(channel, ben, 'Shall we?');
  slack.write(channel, ana, `<@${slack.bot}> add a column`, { thread: talk });
  await slack.said(channel, talk, ({ text }) => text.includes('A request is a message of its own'));
  const shared = slack.write('C0SHARED', ana, `<@${slack.bot}> add a column`);
  await slack.said('C0SHARED', shared, ({ text }) => text.includes('people of other companies'));
  for (const { child } of processes) child.kill('SIGTERM');
  const ended = await Promise.all(processes.map(({ finished }) => finished));
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  expect(slack.thread(channel, dm)).toHaveLength(2);
  const rows = await app.state.query(
    `SELECT string_agg(t::text, ' ') AS all FROM (
       SELECT run::text AS t FROM godwit.run UNION ALL SELECT said::text FROM godwit.said
       UNION ALL SELECT audit::text FROM godwit.audit UNION ALL SELECT run_event::text FROM godwit.run_event) everything`,
  );
  const messages = [dm, empty, talk].map((ts) => slack.thread(channel, ts));
  expect(JSON.stringify([ended, rows, messages])).not.toContain('canary');

  const options = (botToken: string) => ({
    cwd: app.root,
    env: { ...app.env, ...tokens, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: slack.api },
  });
  const [bad, doctor] = await Promise.all([
    godwit(['serve'], options('xoxb-2-canary')),
    godwit(['doctor'], options(tokens.SLACK_BOT_TOKEN)),
  ]);
  expect(doctor.stdout).toContain('godwit serve listens as the app of https://acme.slack.com/');
  expect(bad.code).toBe(1);
  expect(bad.stderr).toContain('invalid_auth');
  expect(JSON.stringify([bad, doctor])).not.toContain('canary');
});
