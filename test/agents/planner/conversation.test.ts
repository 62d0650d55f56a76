import { beforeAll, describe, expect, it } from 'vitest';
import {
  isAssent,
  isLeftOut,
  isTakenBack,
} from '../../../agents/models/playbook/planner/conversation/left-out.ts';
import { paired } from '../../../agents/models/playbook/planner/conversation/paired.ts';
import { type PlannerDecision, planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await tasksAppCatalog();
});

/** What a request comes to when its questions are answered, one answer after the other. */
function talk(title: string, body: string, ...answers: readonly string[]): PlannerDecision {
  const rounds: { questions: readonly string[]; answer: string }[] = [];
  for (const answer of answers) {
    const asked = planRequest({ title, body }, catalog, rounds);
    if (asked.decision !== 'clarify') return asked;
    rounds.push({ questions: asked.questions.slice(0, 5), answer });
  }
  return planRequest({ title, body }, catalog, rounds);
}

const operations = (decision: PlannerDecision) =>
  decision.decision === 'change'
    ? decision.operations.map((one) => ({ ...one, schema: undefined }))
    : decision;

describe('an answer about a part that nobody understood', () => {
  const [title, body] = [
    'Harden tasks',
    'Add a `summary` text column to tasks. Also we should add proper support for frobnication of categories.',
  ] as const;
  const summary = { op: 'add_column', table: 'tasks', column: 'summary', type: 'text' };
  const open = 'Also we should add proper support for frobnication of categories';

  it.each([
    'Leave that out.',
    "No, that's about the app only.",
    'ignore the frobnication part, please',
    'Nothing else.',
    'It is out of scope',
    'weglassen',
    'só isso',
  ])('%j leaves it out, and the approver is told', (answer) => {
    const decision = talk(title, body, answer);
    expect(operations(decision)).toEqual([summary]);
    expect(decision).toMatchObject({ notUnderstood: expect.arrayContaining([open]) });
  });

  it('an order takes its place', () => {
    expect(operations(talk(title, body, 'Add a column frobnication text to categories'))).toEqual([
      summary,
      { op: 'add_column', table: 'categories', column: 'frobnication', type: 'text' },
    ]);
  });

  it.each(['frobnicate it properly', 'Leave that out for now, but with a cherry on top', 'yes'])(
    '%j does not settle it: it is asked again',
    (answer) => {
      expect(talk(title, body, answer)).toMatchObject({
        decision: 'clarify',
        questions: expect.arrayContaining([expect.stringContaining(open)]),
      });
    },
  );

  it('never drops what an order drops: the word for both is read as an order', () => {
    expect(talk(title, body, 'Drop the column estimated_minutes from tasks')).toMatchObject({
      decision: 'change',
      operations: [summary, { op: 'drop_column', column: 'estimated_minutes' }],
    });
  });

  it('takes the whole request back', () => {
    expect(talk(title, body, 'never mind')).toEqual({
      decision: 'no_schema_change',
      reason: 'the request was taken back: "never mind"',
      hazards: [],
    });
  });

  const two =
    'Add a `summary` text column to tasks. Denormalize the tags into tasks. Refactor the profiles table.';
  it.each([
    ['1. leave it out\n2. ignore it', []],
    ['1: leave it out; 2: add a column fast boolean to profiles', ['profiles']],
    ['leave everything else out', []],
    ['Leave out the tags. Refactor means: add a column fast boolean to profiles', ['profiles']],
  ])('each of two is settled by its own answer: %j', (answer, more) => {
    const decision = talk('Improve tasks', two, answer);
    expect(decision).toMatchObject({ decision: 'change' });
    if (decision.decision === 'change')
      expect(decision.operations.map((one) => 'table' in one && one.table)).toEqual(['tasks', ...more]);
  });

  it('one of two that is left out leaves the other open', () => {
    expect(talk('Improve tasks', two, 'leave out the tags')).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('Refactor the profiles table')],
    });
  });
});

describe('an answer about a limit that nobody understood', () => {
  const title = 'Add a difficulty int column to tasks, but only for published tasks';
  const column = { op: 'add_column', table: 'tasks', column: 'difficulty', type: 'integer' };

  it.each(['leave it out', 'skip published tasks', 'yes'])(
    '%j may mean two things: it is asked again',
    (answer) => {
      expect(talk(title, '', answer)).toMatchObject({
        decision: 'clarify',
        questions: [expect.stringContaining('Without it that is another change')],
      });
    },
  );

  it.each(['for all', 'without it', 'It is meant for all of them.'])('%j takes it away', (answer) => {
    expect(operations(talk(title, '', answer))).toEqual([column]);
  });

  it('an order takes the place of the whole sentence', () => {
    const decision = talk(title, '', 'Add a column rank integer to categories');
    expect(operations(decision)).toEqual([
      { op: 'add_column', table: 'categories', column: 'rank', type: 'integer' },
    ]);
    expect(decision).toMatchObject({ notUnderstood: expect.arrayContaining([title]) });
  });
});

describe('an answer that is complete only with its question', () => {
  it.each([
    ['Add a text column foo to tasks_x', 'tasks', '"tasks_x" means tasks, as was answered'],
    [
      'Add a text column foo to tasks_x',
      'I mean the table "tasks".',
      '"tasks_x" means tasks, as was answered',
    ],
    ['Add a text column foo to tasks_x', 'tasks_x means tasks', '"tasks_x" means tasks, as was answered'],
    [
      'Füge tasks_x eine Spalte notiz vom Typ Text hinzu',
      'ich meine tasks',
      '"tasks_x" means tasks, as was answered',
    ],
    ['Drop the column legcy_notes from tasks', 'yes', '"legcy_notes" means legacy_notes, as was answered'],
    [
      'Drop the column legcy_notes from tasks',
      'yes, legacy_notes',
      '"legcy_notes" means legacy_notes, as was answered',
    ],
  ])('%s: %j names what is meant', (title, answer, assumption) => {
    expect(talk(title, '', answer)).toMatchObject({
      decision: 'change',
      operations: [{ table: 'tasks' }],
      assumptions: expect.arrayContaining([assumption]),
    });
  });

  it('a name that is a column elsewhere in the request stays there what it is', () => {
    const body = 'Drop the column slug from tasks. Add an index on categories.slug.';
    expect(talk('Tidy up', body, 'title')).toMatchObject({
      decision: 'clarify',
      questions: expect.arrayContaining([expect.stringContaining('no column "slug"')]),
    });
  });

  it('a name that is not there either is asked about', () => {
    expect(talk('Add a text column foo to tasks_x', '', 'nonsense')).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringContaining('There is no table "nonsense"')],
    });
  });

  it.each([
    ['an integer please', { type: 'integer' }],
    ['It should be a text, one of A, B, C', { type: 'text', check: `"rank" in ('A', 'B', 'C')` }],
    ['integer from 1 to 5, default 3', { type: 'integer', min: 1, max: 5, default: '3' }],
  ])('%j is the type that was asked for', (answer, column) => {
    expect(operations(talk('Add a `rank` column to tasks', '', answer))).toEqual([
      { op: 'add_column', table: 'tasks', column: 'rank', ...column },
    ]);
  });

  it.each([
    ['3', '3'],
    ['they get 1', '1'],
  ])('%j is the value of the rows that are there', (answer, backfill) => {
    expect(talk('Add a required integer `effort` column to tasks', '', answer)).toMatchObject({
      decision: 'change',
      operations: [{ column: 'effort', notNull: true, backfill }],
    });
  });

  it('goes from question to question', () => {
    expect(operations(talk('Add a column foo to tasks_x', '', 'tasks', 'a date'))).toEqual([
      { op: 'add_column', table: 'tasks', column: 'foo', type: 'date' },
    ]);
  });

  it.each(['tasks', 'I mean tasks'])('%j is the table that was asked for', (answer) => {
    expect(talk('Rename updated_at to changed_at', '', answer)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'rename_column', table: 'tasks' }],
      notUnderstood: [],
    });
  });
});

describe('an answer that chooses', () => {
  const failing = [
    'Cannot delete a category',
    'It fails: update or delete on table "categories" violates foreign key constraint "tasks_category_id_fkey" on table "tasks"',
  ] as const;

  it.each([
    ['Remove legacy tables', '', 'task_tags', [{ op: 'drop_table', table: 'task_tags' }]],
    ['Remove legacy tables', '', 'the table task_tags please', [{ op: 'drop_table', table: 'task_tags' }]],
    ['Create a table badges', '', 'name, points', [{ op: 'create_table', table: 'badges' }]],
    [
      'Add owner to categories',
      '',
      'a reference',
      [{ op: 'add_column', column: 'owner', references: { table: 'profiles' } }],
    ],
    [
      'Add gizmo_id as a foreign key to tasks',
      '',
      'the table categories',
      [{ op: 'add_column', column: 'gizmo_id', references: { table: 'categories' } }],
    ],
  ])('%s%s: %j is an order', (title, body, answer, expected) => {
    expect(talk(title, body, answer)).toMatchObject({ decision: 'change', operations: expected });
  });

  it.each([
    ['cascade', 'cascade'],
    ['Delete them with it.', 'cascade'],
    ['they lose the reference', 'set null'],
    ['keep it from being deleted', 'restrict'],
  ])('of a key that keeps rows from being deleted: %j', (answer, onDelete) => {
    // It is ON DELETE SET NULL today.
    expect(talk(...failing, answer)).toMatchObject(
      onDelete === 'set null'
        ? { decision: 'no_schema_change' }
        : {
            decision: 'change',
            operations: [{ op: 'alter_foreign_key', name: 'tasks_category_id_fkey', onDelete }],
          },
    );
  });

  it.each(['do not cascade', 'don’t cascade', "don't cascade", 'not sure', 'cascade or set null'])(
    '%j chooses nothing',
    (answer) => {
      expect(talk(...failing, answer)).toMatchObject({ decision: 'clarify' });
    },
  );
});

describe('an answer to what is not settled', () => {
  const [title, body] = [
    'Maybe drop legacy_notes',
    'Consider dropping the column legacy_notes of tasks.',
  ] as const;

  it.each(['yes', 'Yes, drop it.'])('%j holds it', (answer) => {
    expect(talk(title, body, answer)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'drop_column' }],
    });
  });

  it.each(['no', 'Not yet.'])('%j ends it: nothing is dropped', (answer) => {
    expect(talk(title, body, answer)).toMatchObject({ decision: 'no_schema_change' });
  });

  it('what another sentence orders as well is not left out with this one', () => {
    expect(talk(title, body, 'leave it out')).toMatchObject({ decision: 'clarify' });
  });

  it.each([
    ['1 to 5', 5],
    ['10 holds', 10],
    ['neither', undefined],
  ])('of two values %j says which', (answer, max) => {
    const decision = talk('Add difficulty to tasks', 'difficulty from 1 to 10 and from 1 to 5', answer);
    expect(decision).toMatchObject(
      max === undefined
        ? { decision: 'clarify' }
        : { decision: 'change', operations: [{ column: 'difficulty', max }] },
    );
  });
});

describe('the words of an answer', () => {
  it.each([
    ['leave it out', '', true],
    ['the first one is about the frontend, please leave it out', '', true],
    ['drop it', '', false],
    ['remove that column', '', false],
    ['leave out the index', 'an index on title', true],
    ['leave out the index', 'a view of it', false],
    ['', '', false],
  ])('%j leaves %j out: %s', (answer, part, is) => {
    expect(isLeftOut(answer, part)).toBe(is);
  });

  it('a yes with a condition is none', () => {
    expect(isAssent('Yes.')).toBe(true);
    expect(isAssent("yes, that's right")).toBe(true);
    expect(isAssent('yes, but only for new rows')).toBe(false);
    expect(isTakenBack('forget it')).toBe(true);
    expect(isTakenBack('forget the index')).toBe(false);
  });

  it('numbers say which question is answered', () => {
    expect(paired(['a?', 'b?'], '2. yes\n1. no')).toEqual(['no', 'yes']);
    expect(paired(['a?', 'b?'], '1. no')).toEqual(['no', undefined]);
    expect(paired(['a?', 'b?'], '3. no')).toBeUndefined();
    expect(paired(['a?', 'b?'], 'x\ny')).toEqual(['x', 'y']);
    expect(paired(['a?', 'b?'], 'numeric(10, 2) for both')).toBeUndefined();
  });
});
