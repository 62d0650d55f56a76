import { expect, test } from 'vitest';
import { readAnswer } from '../../cli/chat/read-answer.ts';
import type { Question } from '../../graph/question.ts';
import { godwit, start } from '../support/godwit.ts';
import { prepared } from '../support/prepared.ts';

interface Line {
  readonly type: string;
  readonly kind?: string;
  readonly hash?: string;
  readonly status?: string;
}

test('a request, its question, another try, an approval by hash, and the next request', async () => {
  await using app = await prepared({ appChecks: false });
  const seen: Line[] = [];
  const { finished } = start(['chat', '--json'], {
    cwd: app.root,
    env: app.env,
    conversation: true,
    stdin: 'improve tasks\n',
    onLine: (text, { stdin }) => {
      const line = JSON.parse(text) as Line;
      if (line.type === 'event') return;
      seen.push(line);
      if (line.kind === 'clarification') stdin?.write('Add a column effort to tasks, \\\ninteger, 1 to 5\n');
      // A yes that was meant for something else, then the one for this migration.
      else if (line.kind === 'approval') stdin?.write(`yes\nyes ${line.hash?.slice(0, 12)}\n`);
      else if (line.status === 'done') stdin?.write('Which database do you like best?\n');
      else stdin?.end('/quit\n');
    },
  });
  const { code, stderr } = await finished;
  expect(seen.map(({ type, kind, status }) => `${type} ${kind ?? status}`)).toEqual([
    'question clarification',
    'question approval',
    'result done',
    'result no_schema_change',
  ]);
  expect(stderr).toMatch(
    /Say "yes [0-9a-f]{12}", "no" with a reason, or \/later\. From anywhere: npx godwit approve [0-9a-z]{8} [0-9a-f]{12}/,
  );
  expect(code).toBe(0);
  expect(
    await app.db.query(
      `SELECT pg_get_constraintdef(oid) AS sql FROM pg_constraint WHERE conname = 'tasks_effort_check'`,
    ),
  ).toEqual([{ sql: 'CHECK (((effort >= 1) AND (effort <= 5)))' }]);
});

test('what cannot be done is told, and the conversation goes on; what stays open waits', async () => {
  await using app = await prepared({ appChecks: false });
  const { code, stdout, stderr } = await godwit(['chat'], {
    cwd: app.root,
    env: app.env,
    stdin: `/help\n/dance\n\n${'x'.repeat(300_000)}\nimprove tasks\n/later\n`,
  });
  expect(stdout).toContain('There is no /dance.');
  expect(stderr).toContain('a request may have 262144');
  expect(stdout).toMatch(/godwit answer [0-9a-z]+/);
  expect(code).toBe(3);
});

const approval: Question = {
  kind: 'approval',
  callId: 'c',
  hash: '0123456789abcdef',
  title: 't',
  notes: [],
  facts: [],
  up: '',
  down: '',
  schemaBefore: 'b',
  schemaAfter: 'a',
  risk: { class: 'low', reasons: [] },
  approvers: { named: null, count: 1, except: [], unattended: false, key: 'approvals.low' },
  expires: '2100-01-01T00:00:00Z',
  allowUnattended: false,
};

const anew =
  'Say "yes 0123456789ab", "no" with a reason, or /later. From anywhere: npx godwit approve r1 0123456789ab';

test.each<[string, boolean, object]>([
  ['go ahead', false, { say: expect.stringContaining('npx godwit approve r1 0123456789ab') }],
  ['approve', true, { say: anew }],
  ['yes', false, { answer: { kind: 'yes', callId: 'c', hash: approval.hash, by: 'ada' } }],
  ['  Y ', false, { answer: { kind: 'yes' } }],
  ['yes 0123456789ab', true, { answer: { kind: 'yes' } }],
  ['yes 0123456789abcdef', false, { answer: { kind: 'yes' } }],
  ['yes', true, { say: anew }],
  ['yes 0123', true, { is: 'unclear' }],
  ['yes ffffffffffff', false, { say: anew }],
  ['yes please', false, { is: 'unclear' }],
  ['nothing', false, { is: 'unclear' }],
  ['no', true, { answer: { kind: 'no', reason: 'not approved in the chat' } }],
  ['no: not on a Friday', true, { answer: { kind: 'no', reason: 'not on a Friday' } }],
  ['', false, { is: 'later' }],
  ['/later', true, { is: 'later' }],
])('an approval is answered by %j (a hash is needed: %s)', (line, namesHash, reading) => {
  expect(readAnswer(line, approval, 'ada', { namesHash, run: 'r1' })).toMatchObject(reading);
});
