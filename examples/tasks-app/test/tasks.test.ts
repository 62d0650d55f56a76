import assert from 'node:assert/strict';
import test from 'node:test';
import {
  addTag,
  createTask,
  deleteTask,
  findTask,
  listPublishedTasks,
  listTasksByCategory,
  listTasksByTag,
  setTaskStatus,
} from '../src/tasks.ts';
import { inTransaction, signUp } from './support.ts';

test('stores a task and finds it again', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const created = await createTask(db, {
      owner_id,
      title: `What's "half" of 0.5; -- 🎲?`,
      status: 'published',
      type: 'quiz',
      text: 'Answer in one line.',
      hints: ['draw it', 'compare'],
      points: 4,
      due_date: '2026-12-24',
    });
    assert.deepEqual(created, {
      id: created.id,
      owner_id,
      category_id: null,
      title: `What's "half" of 0.5; -- 🎲?`,
      status: 'published',
      type: 'quiz',
      text: 'Answer in one line.',
      hints: ['draw it', 'compare'],
      points: 4,
      due_date: '2026-12-24',
      estimated_minutes: null,
    });
    assert.deepEqual(await findTask(db, created.id), created);
  }));

test('a new task is a draft and gets a due date', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const task = await createTask(db, { owner_id, title: 'Draw a loop', text: '', points: 1 });
    assert.equal(task.status, 'draft');
    assert.equal(task.type, 'exercise');
    assert.match(task.due_date ?? '', /^\d{4}-\d\d-\d\d$/);
  }));

test('refuses an empty title and an unknown type', async () => {
  await inTransaction(async (db) => {
    const owner_id = await signUp(db);
    await assert.rejects(createTask(db, { owner_id, title: '', text: '', points: 1 }), { code: '23514' });
  });
  await inTransaction(async (db) => {
    const owner_id = await signUp(db);
    await assert.rejects(createTask(db, { owner_id, title: 'x', type: 'riddle', text: '', points: 1 }), {
      code: '23514',
    });
  });
});

test('lists published tasks only, newest first', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const draft = await createTask(db, { owner_id, title: 'hidden', text: '', points: 1 });
    const shown = await createTask(db, {
      owner_id,
      title: 'shown',
      status: 'published',
      text: '',
      points: 1,
    });
    const listed = await listPublishedTasks(db, 50);
    assert.ok(listed.some((task) => task.id === shown.id));
    assert.ok(listed.every((task) => task.status === 'published' && task.id !== draft.id));

    assert.equal(await setTaskStatus(db, shown.id, 'archived'), true);
    assert.ok((await listPublishedTasks(db, 50)).every((task) => task.id !== shown.id));
  }));

test('every stored task has content that can be read', () =>
  inTransaction(async (db) => {
    for (const task of await listPublishedTasks(db, 5000)) {
      assert.notEqual(task.text, '', `task ${task.id} has no text`);
      assert.ok(task.points > 0, `task ${task.id} has no points`);
    }
  }));

test('finds tasks by category and by tag', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const task = await createTask(db, {
      owner_id,
      title: 'tagged',
      status: 'published',
      text: '',
      points: 1,
    });
    await db.query(`insert into public.categories (id, slug, name) values (-1, 'test-category', 'Test')`);
    await db.query('update public.tasks set category_id = -1 where id = $1', [task.id]);
    await addTag(db, task.id, 'für "alle"');
    await addTag(db, task.id, 'für "alle"');

    const found = { ...task, category_id: -1 };
    assert.deepEqual(await listTasksByCategory(db, 'test-category'), [found]);
    assert.deepEqual(await listTasksByTag(db, 'für "alle"'), [found]);

    await db.query('delete from public.categories where id = -1');
    assert.deepEqual(await findTask(db, task.id), task);
  }));

test('a change moves updated_at', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const { rows: inserted } = await db.query<{ id: string }>(
      `insert into public.tasks (owner_id, title, due_date, updated_at)
       values ($1, 'old', '2020-02-01', '2020-01-01') returning id`,
      [owner_id],
    );
    const id = inserted[0]?.id ?? '';
    assert.equal(await setTaskStatus(db, id, 'published'), true);
    const { rows } = await db.query('select updated_at = now() as moved from public.tasks where id = $1', [
      id,
    ]);
    assert.deepEqual(rows, [{ moved: true }]);
  }));

test('deleting a task takes its tags and progress along', () =>
  inTransaction(async (db) => {
    const owner_id = await signUp(db);
    const task = await createTask(db, { owner_id, title: 'gone', text: '', points: 1 });
    await addTag(db, task.id, 'exam');
    await db.query('insert into public.user_progress (user_id, task_id) values ($1, $2)', [
      owner_id,
      task.id,
    ]);
    assert.equal(await deleteTask(db, task.id), true);
    const { rows } = await db.query(
      `select (select count(*) from public.task_tags where task_id = $1) as tags,
              (select count(*) from public.user_progress where task_id = $1) as progress`,
      [task.id],
    );
    assert.deepEqual(rows, [{ tags: 0, progress: 0 }]);
    assert.equal(await deleteTask(db, task.id), false);
  }));
