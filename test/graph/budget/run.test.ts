import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../agents/models/model.ts';
import { playbook } from '../../../agents/models/playbook/index.ts';
import { totalOf } from '../../../graph/budget/spending.ts';
import type { Answer, Question } from '../../../graph/question.ts';
import { spendingOf } from '../../../graph/store/spending.ts';
import { tasksApp, yes } from '../../support/tasks-app.ts';

/** The playbook, if it were paid for: 0.0021 USD an answer. */
function paid(): Model & { answers: number } {
  const model = {
    id: 'paid',
    answers: 0,
    respond: async (...args: Parameters<Model['respond']>) => {
      const response = await playbook.respond(...args);
      model.answers++;
      const usage = {
        input_tokens: 100,
        output_tokens: 20,
        cache_read_input_tokens: 1_000,
        cache_creation_input_tokens: 320,
      };
      return { ...response, model: 'claude-sonnet-5-5', usage };
    },
  };
  return model;
}

/** Says no to whatever is asked. */
const no = async (question: Question): Promise<Answer> => ({
  ...(await yes(question)),
  kind: 'no',
  reason: 'too dear',
});

describe('a run that has reached a limit', () => {
  test('waits for a person, says what every agent spent, and goes on up to the next limit', async () => {
    await using app = await tasksApp({ appChecks: false, config: 'budget: { run: { usd: 0.021 } }\n' });
    const model = paid();
    // Every question is left to another process.
    let result = await app.run('add-difficulty', { model, answer: async () => undefined });
    const asked: (string | undefined)[] = [];
    while (result.status === 'waiting') {
      const { run, question } = result;
      asked.push(question?.title);
      let used = false;
      result = await app.resume(run, {
        model,
        answer: async (open) => {
          if (used) return undefined;
          used = true;
          return yes(open);
        },
      });
    }
    expect(result, result.reason ?? '').toMatchObject({ status: 'done' });
    expect(asked.filter((title) => title?.startsWith('The run has spent'))).toEqual([
      'The run has spent 0.021 of 0.021 USD',
      'The run has spent 0.042 of 0.042 USD',
      ...(model.answers > 30 ? ['The run has spent 0.063 of 0.063 USD'] : []),
    ]);
    const spent = totalOf(result.spending);
    expect(spent).toMatchObject({ turns: model.answers, cacheReadTokens: 1_000 * model.answers });
    expect(spent.usd).toBeCloseTo(0.0021 * model.answers);
    expect([...new Set(result.spending.map(({ agent }) => agent))]).toEqual([
      'issue-planner',
      'data-migration-specialist',
      'integration-tester',
      'backend-engineer',
    ]);
    expect(await readFile(result.report ?? '', 'utf8')).toMatch(
      /## Cost\n\n- issue-planner: 0\.0042 USD, 2 turns, 2,840 tokens in \(70 % from the cache\), 40 out, \d+\.\d min, claude-sonnet-5-5\n/,
    );
    expect(await spendingOf(app.state.checkpointer, result.run)).toEqual(result.spending);
  });

  test('ends when the person says no; production stays as it was', async () => {
    await using app = await tasksApp({
      appChecks: false,
      config: 'budget:\n  agents: { data-migration-specialist: { turns: 5 } }\n',
    });
    const result = await app.run('add-difficulty', {
      model: paid(),
      answer: (question) => {
        app.questions.push(question);
        return no(question);
      },
    });
    expect(result).toMatchObject({ status: 'rejected', rule: 'budget', reason: 'test: too dear' });
    expect(app.questions).toMatchObject([
      {
        kind: 'budget',
        title: 'data-migration-specialist has spent 5 of 5 turns',
        raisedTo: '10 turns',
        allowUnattended: false,
        spent: [
          expect.stringMatching(/^issue-planner: /),
          expect.stringMatching(/^data-migration-specialist: 0\.0105 USD, 5 turns, 7,100 tokens in/),
          expect.stringMatching(/^in all: 0\.0147 USD, 7 turns/),
        ],
      },
    ]);
    expect(await app.provider.listBranches()).toEqual([]);
    expect(await app.query(`SELECT FROM pg_attribute WHERE attname = 'difficulty'`)).toEqual([]);
  });
});

test('an answer that is asked for again after a crash counts once', async () => {
  await using app = await tasksApp({ appChecks: false });
  const model = paid();
  let asked = 0;
  const failing: Model = {
    id: 'failing',
    respond: async (...args) => {
      // Every third answer is lost with its process.
      const response = await model.respond(...args);
      if (++asked % 3 === 0) throw new Error('killed');
      return response;
    },
  };
  let run = '';
  const attempt = () =>
    run === ''
      ? app.run('add-difficulty', { model: failing })
      : app.resume(run, { model: failing, answer: no });
  for (;;) {
    try {
      const result = await attempt();
      const counted = totalOf(result.spending);
      expect(result.status).toBe('rejected');
      expect(counted.turns).toBe(asked - Math.floor(asked / 3));
      expect(counted.inputTokens).toBe(100 * counted.turns);
      return;
    } catch (error) {
      if (!String(error).includes('killed')) throw error;
      const [newest] = (await app.state.pool.query<{ id: string }>('SELECT id FROM godwit.run')).rows;
      run = newest?.id ?? '';
    }
  }
});
