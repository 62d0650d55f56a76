import assert from 'node:assert/strict';
import test from 'node:test';
import { standingOf, topLearners } from '../src/leaderboard.ts';
import { listProgress, listScores, recordAttempt } from '../src/progress.ts';
import { createTask } from '../src/tasks.ts';
import { inTransaction, signIn, signUp } from './support.ts';

test('the best score counts, every attempt is counted, and done stays done', () =>
  inTransaction(async (db) => {
    const user = await signUp(db);
    const { id } = await createTask(db, {
      owner_id: user,
      title: 'try',
      status: 'published',
      text: '',
      points: 1,
    });
    await signIn(db, user);
    const first = await recordAttempt(db, id, 40);
    assert.deepEqual(first, { user_id: user, task_id: id, score: 40, attempts: 1, completed_at: null });
    const second = await recordAttempt(db, id, 90, true);
    assert.equal(second.score, 90);
    const third = await recordAttempt(db, id, 10);
    assert.deepEqual(third, { ...second, attempts: 3 });
    assert.notEqual(third.completed_at, null);
    assert.deepEqual(await listProgress(db, user), [third]);
  }));

test('a negative score is refused', () =>
  inTransaction(async (db) => {
    const user = await signUp(db);
    const { id } = await createTask(db, {
      owner_id: user,
      title: 'try',
      status: 'published',
      text: '',
      points: 1,
    });
    await signIn(db, user);
    await assert.rejects(recordAttempt(db, id, -1), { code: '23514' });
  }));

test('lists the scores of one task, best first', () =>
  inTransaction(async (db) => {
    const owner = await signUp(db);
    const other = await signUp(db);
    const { id } = await createTask(db, { owner_id: owner, title: 'try', text: '', points: 1 });
    await db.query(
      'insert into public.user_progress (user_id, task_id, score) values ($1, $3, 20), ($2, $3, 70)',
      [owner, other, id],
    );
    const scores = await listScores(db, id);
    assert.deepEqual(
      scores.map(({ user_id, score }) => ({ user_id, score })),
      [
        { user_id: other, score: 70 },
        { user_id: owner, score: 20 },
      ],
    );
  }));

test('the leaderboard adds up scores, also for visitors', () =>
  inTransaction(async (db) => {
    const user = await signUp(db, 'test-champion');
    const one = await createTask(db, { owner_id: user, title: 'one', text: '', points: 1 });
    const two = await createTask(db, { owner_id: user, title: 'two', text: '', points: 1 });
    assert.equal(await standingOf(db, user), null);
    await db.query(
      `insert into public.user_progress (user_id, task_id, score, completed_at)
       values ($1, $2, 1000000, now()), ($1, $3, 500000, null)`,
      [user, one.id, two.id],
    );
    const standing = { user_id: user, username: 'test-champion', total_score: 1500000, completed_tasks: 1 };
    await signIn(db, null);
    assert.deepEqual(await standingOf(db, user), standing);
    assert.deepEqual((await topLearners(db, 1))[0], standing);
  }));
