import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Question } from '../../../graph/question.ts';
import { listDecisions } from '../../../graph/store/decisions.ts';
import { insertRun, updateRun } from '../../../graph/store/runs.ts';
import { openStateDatabase, type StateDatabase } from '../../../graph/store/state-database.ts';
import type { Message } from '../../../triggers/conversation/message.ts';
import type { Listener, Place, Reply } from '../../../triggers/conversation/place.ts';
import { Rounds } from '../../../triggers/conversation/rounds.ts';
import type { Grammar } from '../../../triggers/conversation/words.ts';
import { CommentRefused, RateLimited } from '../../../triggers/github/errors.ts';
import { approval } from '../../graph/approvals/question.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { runSpec } from '../../support/run-spec.ts';

let db: TestDatabase;
let state: StateDatabase;
beforeAll(async () => {
  db = await testDatabase();
  state = await openStateDatabase(db.target);
});
afterAll(async () => {
  await state.close();
  await db[Symbol.asyncDispose]();
});

const issue: Grammar = { slash: true, plainAnswers: false };
const thread: Grammar = { slash: false, plainAnswers: true };
const at = '2026-01-01T00:00:00Z';

let places = 0;

/** A place in this process, where everybody but kim may say everything. */
function placeOf(grammar: Grammar) {
  const said: { key: string; message: Message }[] = [];
  const written: Reply[] = [];
  let messages = 0;
  const nextId = () => String(++messages);
  const place: Place = {
    name: `place ${++places}`,
    grammar,
    say: async (key, message) => {
      said.push({ key, message });
      return { id: nextId(), at, url: null };
    },
    said: async () => undefined,
    heard: async (after) => written.filter(({ id }) => Number(id) > Number(after.id)),
    mayAnswer: async ({ names }) =>
      names[0] === 'github:kim' ? { may: false, why: 'kim it is' } : { may: true },
  };
  const listener: Listener = {
    kind: 'github',
    title: 'a place',
    placeOf: ({ spec }) => (spec.target === place.name ? place : undefined),
  };
  const rounds = () =>
    new Rounds(state.pool, [listener], {
      said: () => undefined,
      heard: () => undefined,
      well: () => undefined,
      trouble: (_, error) => {
        throw error;
      },
    });
  return {
    name: place.name,
    listener,
    place,
    rounds: rounds(),
    others: rounds(),
    says: (login: string, text: string, ...more: string[]) =>
      void written.push({ id: nextId(), at, names: [`github:${login}`, ...more], text }),
    titles: () => said.map(({ message }) => message.title),
    last: () => said.at(-1)?.message,
  };
}

let runs = 0;
async function waiting(target: string, question: Question, requester = 'ana'): Promise<string> {
  const id = `run0000${++runs}`;
  const spec = runSpec({ target, requester, speaks: true }, { kind: 'github', ref: 'acme/tasks#1' });
  await insertRun(state.pool, { id, title: 't', spec, graphVersion: 'v' });
  await updateRun(state.pool, id, { status: 'waiting', question, interruptId: `i-${id}` });
  return id;
}

const clarification: Question = {
  kind: 'clarification',
  callId: 'c',
  hash: 'e'.repeat(64),
  title: 'A question about the request',
  questions: ['Which table?'],
  understood: [],
  hazards: [],
};

const answersOf = async (run: string) =>
  (await listDecisions(state.pool, run)).map(({ answer }) => [
    answer.kind,
    answer.by,
    'text' in answer ? answer.text : '',
  ]);

test('in a thread plain words of who asked answer; heard by two processes at once they act once, and are answered once', async () => {
  const { name, rounds, others, says, titles } = placeOf(thread);
  const run = await waiting(name, clarification);
  says('ana', 'tasks, before anybody asked');
  await Promise.all([rounds.round(), others.round()]);
  expect(titles()).toEqual(['One question before this can be planned']);
  says('kim', 'users, I would say');
  says('kim', `answer ${run} users`);
  says('kim', `answer ${run} users!`);
  says('ana', 'The tasks table');
  says('ben', 'thanks!');
  await Promise.all([rounds.round(), others.round()]);
  expect(titles().slice(1)).toEqual(['github:kim cannot answer this: kim it is', 'Answered by github:ana']);
  expect(await answersOf(run)).toEqual([['text', 'github:ana', 'The tasks table']]);
});

test('what was said before a question is not about it, though it was heard only after', async () => {
  const { name, place, rounds, says, titles } = placeOf(thread);
  const run = await waiting(name, clarification);
  await rounds.round();
  says('ana', 'yes, as you like');
  const late = await place.heard({ id: '0', at });
  await updateRun(state.pool, run, {
    status: 'waiting',
    question: { ...clarification, callId: 'c2' },
    interruptId: 'i2',
  });
  await rounds.round();
  await rounds.round();
  expect(late).toHaveLength(1);
  expect(titles()).toHaveLength(2);
  expect(await answersOf(run)).toEqual([]);
});

test('where several runs wait, each is named', async () => {
  const { name, rounds, says, last, titles } = placeOf(issue);
  const [first, second] = [await waiting(name, clarification), await waiting(name, approval())];
  await rounds.round();
  says('ana', '/answer The tasks table');
  await rounds.round();
  expect(last()).toMatchObject({
    title: '2 runs wait here: it has to name one',
    parts: [
      { words: `/answer ${first} …` },
      { words: `/approve ${second} 0123456789ab` },
      { words: `/reject ${second} …` },
    ],
  });
  says('ana', `/answer ${first} The tasks table`);
  says('ana', `/answer ${second} yes`);
  says('ben', `/reject ${second} not in\nthis week`);
  await rounds.round();
  expect(titles().slice(3)).toEqual([
    'Answered by github:ana',
    expect.stringContaining('"yes" approves nothing'),
    'Rejected by github:ben',
  ]);
  expect(await answersOf(first)).toEqual([['text', 'github:ana', 'The tasks table']]);
  expect(await answersOf(second)).toEqual([['no', 'github:ben', '']]);
});

test('of several names the one counts that the rules know: first that which may not', async () => {
  const { name, rounds, says, titles } = placeOf(issue);
  const approvers = {
    named: ['github:ben@example.com', 'github:cy'],
    count: 2,
    except: ['Ana@example.com'],
    unattended: false,
    key: 'approvals.high',
  };
  const run = await waiting(name, approval({ approvers }));
  await rounds.round();
  const approve = `/approve ${run} 01234567`;
  says('ana', approve, 'github:ana@example.com');
  says('dan', approve, 'github:dan@example.com');
  says('ben', approve, 'github:ben@example.com');
  says('ben', approve, 'github:ben@example.com');
  says('cy', approve);
  await rounds.round();
  expect(titles().slice(1)).toEqual([
    expect.stringContaining('github:ana@example.com cannot approve this'),
    expect.stringContaining('github:dan cannot approve this'),
    'github:ben@example.com says yes: 1 of 2',
    expect.stringContaining('Already approved by github:ben@example.com'),
    'Approved by github:cy',
  ]);
});

test('a process that dies after it has decided and before it has answered: the next one answers', async () => {
  const { name, place, rounds, others, says, titles } = placeOf(issue);
  const run = await waiting(name, clarification);
  await rounds.round();
  says('ana', '/answer The tasks table');
  const { say } = place;
  place.say = async () => {
    throw new Error('killed');
  };
  await expect(rounds.round()).rejects.toThrow('killed');
  place.say = say;
  await others.round();
  expect(titles().slice(1)).toEqual([expect.stringContaining('Already answered by github:ana')]);
  expect(await answersOf(run)).toHaveLength(1);
});

test('a yes to a question that somebody edited does not count', async () => {
  const { name, place, rounds, says, titles } = placeOf(issue);
  const run = await waiting(name, approval());
  await rounds.round();
  place.isAsSaid = async () => false;
  says('ben', `/approve ${run} 01234567`);
  await rounds.round();
  expect(titles().at(-1)).toContain('the question was edited or deleted');
  expect(await answersOf(run)).toEqual([]);
});

test('where nothing may be said any more the next one is heard all the same', async () => {
  const { name, place, rounds, says } = placeOf(issue);
  const approvers = { named: null, count: 2, except: [], unattended: false, key: 'approvals.high' };
  const run = await waiting(name, approval({ approvers }));
  await rounds.round();
  for (const login of ['ana', 'ben']) says(login, `/approve ${run} 01234567`);
  place.say = async () => {
    throw new CommentRefused(name, 403, 'the issue is locked', undefined);
  };
  await expect(rounds.round()).rejects.toThrow('is locked');
  expect((await answersOf(run)).map(([, by]) => by)).toEqual(['github:ana', 'github:ben']);
});

/** A round through several places in which saying something fails; which were tried, and where trouble was told. */
async function roundsOf(thrown: () => Error, times: number) {
  const places = [placeOf(issue), placeOf(issue)];
  const tried: string[] = [];
  for (const { name, place } of places) {
    await waiting(name, clarification);
    place.say = async () => {
      tried.push(name);
      throw thrown();
    };
  }
  const [first, second] = places;
  const both: Listener = {
    kind: 'github',
    title: 'two places',
    placeOf: (run) => first?.listener.placeOf(run) ?? second?.listener.placeOf(run),
  };
  const told: string[] = [];
  const nothing = () => undefined;
  const trouble = (place: string): void => void told.push(place);
  const rounds = new Rounds(state.pool, [both], { said: nothing, heard: nothing, well: nothing, trouble });
  for (let time = 0; time < times; time += 1) await rounds.round();
  return { names: places.map(({ name }) => name), tried, told };
}

test('a limit of the token is kept in all places of its kind; what is odd about one is no matter of the others', async () => {
  const resetsAt = new Date(Date.now() + 60_000);
  const limited = await roundsOf(() => new RateLimited(resetsAt, undefined), 2);
  expect([limited.tried, limited.told]).toEqual([[limited.names[0]], [limited.names[0]]]);
  const odd = await roundsOf(() => new TypeError('odd'), 2);
  expect([odd.tried, odd.told]).toEqual([odd.names, odd.names]);
  await expect(roundsOf(() => new Error('Connection terminated unexpectedly'), 1)).rejects.toThrow();
});
