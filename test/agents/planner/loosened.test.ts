import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

describe('a check that shall go', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
  });
  const plan = (title: string, of = catalog) => planRequest({ title, body: '' }, of);
  const dropped = (name: string) => ({
    decision: 'change',
    operations: [{ op: 'drop_constraint', table: 'user_progress', name }],
  });

  it.each([
    ['Remove the check that user_progress.score must be >= 0', 'user_progress_score_check'],
    ['Remove the check that user_progress.score must not be negative', undefined],
    ['user_progress.score should be allowed to be negative', 'user_progress_score_check'],
    ['user_progress.attempts no longer has to be positive', 'user_progress_attempts_check'],
  ])('goes where it says what the words say: %s', (title, name) => {
    if (name === undefined) expect(plan(title).decision).toBe('clarify');
    else expect(plan(title)).toMatchObject(dropped(name));
  });

  it.each([
    ['Remove the check that user_progress.score must be <= 100', 'user_progress_score_check, CHECK'],
    ['user_progress.score no longer has to be positive', 'user_progress_score_check, CHECK'],
    ['Remove the check that tasks.title must be unique', 'tasks_title_check, CHECK'],
  ])('is asked about where another one is all there is: %s', (title, check) => {
    expect(plan(title)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining(check)],
    });
  });

  it('of a column whose name holds signs is looked for as well', () => {
    const odd: Catalog = JSON.parse(JSON.stringify(catalog).replaceAll('"score"', '"sc(re"'));
    expect(plan('`sc(re` of user_progress should be allowed to be negative', odd)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('Which check of user_progress.sc(re')],
    });
  });
});
