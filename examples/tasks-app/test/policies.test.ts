import assert from 'node:assert/strict';
import test from 'node:test';
import { listProgress, recordAttempt } from '../src/progress.ts';
import { addTag, createTask, deleteTask, findTask, setTaskStatus } from '../src/tasks.ts';
import { inTransaction, signIn, signUp } from './support.ts';

const refused = { code: '42501' };

test('a visitor sees published tasks and no drafts', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const draft = await createTask(db, { owner_id, title: 'draft', text: '', points: 1 });
    const shown = await createTask(db, {
      owner_id,
      title: 'shown',
      status: 'published',
      text: '',
      points: 1,
    });
    await signIn(db, null);
    assert.equal(await findTask(db, draft.id), null);
    assert.deepEqual(await findTask(db, shown.id), shown);
  }));

test('a visitor cannot read progress', () =>
  inTransaction(async (db) => {
    const user = await signUp(db);
    await signIn(db, null);
    await assert.rejects(listProgress(db, user), refused);
  }));

test('a visitor cannot add a task', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    await signIn(db, null);
    await assert.rejects(createTask(db, { owner_id, title: 'no', text: '', points: 1 }), refused);
  }));

test('an owner writes own tasks and tags', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    await signIn(db, owner_id);
    const task = await createTask(db, { owner_id, title: 'mine', text: 'x', points: 2 });
    assert.deepEqual(await findTask(db, task.id), task);
    await addTag(db, task.id, 'exam');
    assert.equal(await setTaskStatus(db, task.id, 'published'), true);
    assert.equal(await deleteTask(db, task.id), true);
  }));

test('nobody writes for somebody else', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const other = await signUp(db);
    const task = await createTask(db, { owner_id, title: 'mine', status: 'published', text: '', points: 1 });
    await signIn(db, other);
    assert.equal(await setTaskStatus(db, task.id, 'archived'), false);
    assert.equal(await deleteTask(db, task.id), false);
    await assert.rejects(createTask(db, { owner_id, title: 'forged', text: '', points: 1 }), refused);
  }));

test('everyone sees own progress only', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const other = await signUp(db);
    const { id } = await createTask(db, { owner_id, title: 'try', status: 'published', text: '', points: 1 });
    await signIn(db, owner_id);
    await recordAttempt(db, id, 50);
    assert.equal((await listProgress(db, owner_id)).length, 1);
    await signIn(db, other);
    assert.deepEqual(await listProgress(db, owner_id), []);
  }));
