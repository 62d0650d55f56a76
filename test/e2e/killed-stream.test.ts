import type { ChildProcess } from 'node:child_process';
import { expect, test } from 'vitest';
import { fault, messagesServer, modelBrain } from '../../agents/models/messages-server/index.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { godwit, resultOf, start } from '../support/godwit.ts';
import { prepared } from '../support/prepared.ts';

/** The answer in whose middle the process is killed: one of the specialist's. */
const killedAt = 7;

test('killed in the middle of a stream, a run sends the same conversation again and counts it once', async () => {
  const brain = modelBrain(playbook);
  let child: ChildProcess | undefined;
  let asked = 0;
  await using server = await messagesServer({
    deltaSize: 8,
    // Slow enough that there is a middle.
    faults: [...Array.from({ length: killedAt - 1 }, () => fault.none), fault.drip(50)],
    brain: (request) => {
      if (++asked === killedAt) setTimeout(() => child?.kill('SIGKILL'), 500);
      return brain(request);
    },
  });
  await using app = await prepared({
    appChecks: false,
    config: 'budget: { agents: { backend-engineer: { turns: 3 } } }\n',
  });
  const options = {
    cwd: app.root,
    env: { ...app.env, ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: server.apiKey },
  };
  let run = '';
  const killed = start(['run', 'issues/add-difficulty.md', '--yes', '--json'], {
    ...options,
    onLine: (line) => {
      run ||= (JSON.parse(line) as { run: string }).run;
    },
  });
  child = killed.child;
  expect((await killed.finished).signal).toBe('SIGKILL');
  expect(server.accepted).toHaveLength(killedAt);

  const resumed = await godwit(['resume', run, '--yes', '--json'], options);
  expect(resultOf(resumed), resumed.stderr).toMatchObject({
    status: 'waiting',
    question: { kind: 'budget', title: 'backend-engineer has spent 3 of 3 turns', raisedTo: '6 turns' },
  });
  expect(server.accepted[killedAt]).toEqual(server.accepted[killedAt - 1]);
  expect(server.log.map(({ status }) => status)).toEqual(server.log.map(() => 200));

  const waiting = await godwit(['show', run], options);
  const [, hash = ''] = new RegExp(`npx godwit approve ${run} ([0-9a-f]{12})\n`).exec(waiting.stdout) ?? [];
  const approved = await godwit(['approve', run, hash, '--json'], options);
  const result = resultOf(approved) as { status: string; spending: { turns: number }[] };
  expect(result, approved.stderr).toMatchObject({ status: 'done', types: 'src/database.types.ts' });

  const turns = result.spending.reduce((sum, one) => sum + one.turns, 0);
  expect(turns).toBe(server.accepted.length - 1);
  const shown = await godwit(['show', run], options);
  expect(shown.stdout).toMatch(
    /\n {2}cost {7}issue-planner: \d\.\d{4} USD, 2 turns, [\d,]+ tokens in .*, claude-sonnet-5-5\n/,
  );
  expect(shown.stdout).toMatch(new RegExp(`in all: \\d\\.\\d+ USD, ${turns} turns`));
});
