import type { z } from 'zod';
import type { Catalog } from '../../postgres/catalog/index.ts';
import { compileOperations, describeOperation, Operation } from '../../postgres/operations/index.ts';
import { examples, moreExamples } from './examples.ts';
import { generated } from './page.ts';
import { planText } from './plan-text.ts';

export interface Pattern {
  readonly file: string;
  readonly title: string;
  /** For the index. */
  readonly says: string;
  /** As a person writes it. */
  readonly request: string;
  readonly operations: readonly [z.input<typeof Operation>, ...z.input<typeof Operation>[]];
  /** Why it is done so, a paragraph each. */
  readonly why: readonly string[];
  /** `[when, the old application, the new application]` */
  readonly meanwhile: readonly (readonly [string, string, string])[];
  /** What a rollback brings back and what it loses. */
  readonly rollback: string;
}

/** The changes that teams make most and get wrong most, worked out on the tables of schema.sql. */
export const patterns: readonly Pattern[] = [
  {
    file: 'add-a-column-with-a-check.md',
    title: 'Add a column with a check',
    says: 'a default for every row at once, a range that is proven without stopping anybody',
    request: 'Add an integer column difficulty to tasks, 1 to 10, default 5',
    operations: [examples.add_column],
    why: [
      'A constant default is kept in the catalog: no row is written, however many there are. A default that is calculated anew for each row, such as `gen_random_uuid()`, would rewrite the table under a lock that stops reads; it is set for new rows only, and the others are filled in batches.',
      'The check is added NOT VALID, which looks at no row, and proven in a step of its own: that reads the whole table, under a lock that lets everybody read and write. In one statement with the column it would read the table while nobody may.',
      'It has a name of its own, `tasks_difficulty_check`, so that the way back takes it first and the column afterwards, and so that a later change can find it.',
    ],
    meanwhile: [
      ['before', 'works', 'must not be deployed yet: the column is not there'],
      ['after step 1', 'works; its rows get 5', 'works; a value outside of 1 to 10 is refused already'],
      ['after step 2', 'works', 'works; the planner may count on the range'],
    ],
    rollback:
      'Drops the check, then the column. What people wrote into it goes with it: the approval says how many rows hold a value that is not the default.',
  },
  {
    file: 'rename-with-compatibility.md',
    title: 'Rename a column while two versions of the application live',
    says: 'a second column, kept equal in both directions, until nobody uses the old name',
    request: 'Rename tasks.score to points',
    operations: [{ op: 'rename_column', table: 'tasks', column: 'score', to: 'points' }],
    why: [
      '`ALTER TABLE … RENAME COLUMN` takes a moment, and from that moment on every statement of the running application fails. A deployment replaces one process after the other, so both names have to work for a while.',
      'The new column is added, a trigger keeps the two equal whichever of them is written, and the rows that are there are filled in batches that commit, each for about a tenth of a second. Checks, the default and NOT NULL follow; NOT NULL comes by a check that is proven first.',
      'The trigger asks which of the two changed, so that one does not call the other for ever. It runs for replicated rows as well.',
    ],
    meanwhile: [
      ['before', 'reads and writes `score`', 'must not be deployed yet'],
      [
        'while rows are filled',
        'reads and writes `score`',
        'writes `points`; rows that are not filled yet read as NULL',
      ],
      [
        'after the last step',
        'reads and writes `score`',
        'reads and writes `points`; each sees what the other wrote',
      ],
      ['after the follow-up', 'fails: `score` is gone', 'works'],
    ],
    rollback:
      'Takes the second column and its trigger away. What was written through the new name is in the old column, so nothing is lost.',
  },
  {
    file: 'split-a-table.md',
    title: 'Split a table',
    says: 'columns move into a table of their own; both places are right until the old columns go',
    request: 'Move the content of tasks into a table task_content of its own',
    operations: [examples.split_table],
    why: [
      'The new table has a row for each row of the old one, tied to it by a foreign key that deletes it along. It is filled in batches while the application goes on.',
      'Triggers on both tables keep the two equal: the old application goes on with the columns it knows, the new one reads and writes the new table.',
      'The old columns stay. They go by a later migration, after somebody has looked: dropping them in the same breath would leave no way back to an application that needs them.',
    ],
    meanwhile: [
      ['while rows are copied', 'reads and writes `tasks.content`', 'sees rows as they are copied'],
      [
        'after the last step',
        'reads and writes `tasks.content`',
        'reads and writes `task_content`; each sees what the other wrote',
      ],
      ['after the follow-up', 'fails: the column is gone', 'works'],
    ],
    rollback: 'Drops the new table. What was written into it is in the old columns, so nothing is lost.',
  },
  {
    file: 'rows-of-repeated-columns.md',
    title: 'Make rows of columns that repeat',
    says: 'phone1, phone2, phone3 or an array become rows of a table; both places are right until the old columns go',
    request: 'Split phone1, phone2, phone3 of profiles into a table phones',
    operations: [moreExamples.split_table],
    why: [
      'The new table has a row for each column that is not NULL, or for each element of an array, with its place from 1: so the way back knows that the second phone was the second, also where there is no first.',
      'Triggers on both tables keep the two equal. They lock the row of the old table first, whichever application writes: two that write rows of one array at once wait for each other instead of losing an element.',
      'What a new application writes for a row that is not copied yet brings the copy with it. Else its one row would pass for all there is, and the old columns would lose the others.',
      'As long as the old columns live, a check refuses a place that has no column. It goes with them by the follow-up, and then there may be as many rows as one likes.',
    ],
    meanwhile: [
      [
        'while rows are copied',
        'reads and writes `profiles.phone1` to `phone3`',
        'sees rows as they are copied; what it adds is added to what is there',
      ],
      [
        'after the last step',
        'reads and writes `profiles.phone1` to `phone3`',
        'reads and writes `phones` up to place 3; each sees what the other wrote',
      ],
      ['after the follow-up', 'fails: the columns are gone', 'works, with any number of phones'],
    ],
    rollback:
      'Drops the new table. What was written into it is in the old columns, so nothing is lost. After the follow-up the columns come back with what the rows at their places say; rows beyond stay, and the check is there for new rows only.',
  },
  {
    file: 'widen-a-key.md',
    title: 'Widen a key before its numbers run out',
    says: 'an int primary key that other tables refer to becomes bigint, long before 2,147,483,647',
    request: 'Change the type of tasks.id to bigint',
    operations: [{ op: 'alter_type', table: 'tasks', column: 'id', type: 'bigint' }],
    why: [
      '`ALTER COLUMN … TYPE bigint` writes the whole table anew and builds all of its indexes while nobody may even read it: on a table whose numbers run out that takes hours.',
      'A bigint column is filled beside the old one in batches and kept equal to it by a trigger; its unique index is built concurrently. Each foreign key that refers to the old column gets a twin that refers to the new one, added NOT VALID and then proven, before the old one is dropped: at no moment could an orphan be written.',
      'Then, in one short transaction that touches the catalog only, the new column takes the name, the primary key, the identity or default and the sequence, which counts in bigint from then on.',
      'The columns of other tables that refer to it may stay int until large values come: they are offered as follow-ups, each a migration of its own.',
    ],
    meanwhile: [
      ['while rows are filled', 'works', 'works'],
      [
        'after the last step',
        'works, up to the next use of a statement that it prepared',
        'works; ids above 2,147,483,647 are taken at once',
      ],
      ['after the follow-ups', 'works', 'works; rows of other tables may refer to large ids'],
    ],
    rollback:
      'Asks first whether there are ids that int cannot hold, and says how many and how to see them instead of beginning. Without any, the old column takes its name back with its key and its foreign keys, and nothing is lost.',
  },
  {
    file: 'large-backfill.md',
    title: 'Backfill a large table',
    says: 'calculated values for millions of rows, in batches that nobody waits for',
    request: 'Set reviewer_id of tasks to the owner where it is missing',
    operations: [examples.backfill],
    why: [
      'One UPDATE holds the lock of every row that it has written until it ends, leaves as many dead rows behind, and starts from nothing when it is broken off. Batches that commit hold few locks for a short time, and what is done stays done.',
      'Batches follow the pages of the table, so that the cost grows with the rows and not with their square, as it does where each batch looks for what is left by `LIMIT 1000`. Rows that somebody holds are passed by and come up again (SKIP LOCKED); a row that is right already is never written.',
      'The size of a batch follows its time: about 100 ms. Between two of them the backfill rests, and longer when a standby is behind, somebody waits for a lock, or autovacuum is at work on the table.',
      'The values of before are copied into `godwit_archive` first, since an UPDATE destroys them.',
    ],
    meanwhile: [
      [
        'while it runs',
        'works; waits at most for the rows of one batch',
        'works; some rows have the new value, some do not yet',
      ],
      ['killed half-way', 'works', 'works; `godwit resume` goes on with the rows that are left'],
    ],
    rollback:
      'Brings the values of before back from the archive, in batches as well, except where somebody has written another value since: that one stays, and is counted.',
  },
];

export function patternPage(pattern: Pattern, catalog: Catalog): string {
  const [first, ...rest] = pattern.operations.map((one) => Operation.parse(one));
  if (first === undefined) throw new Error(`${pattern.file} has no operation`);
  const plan = compileOperations([first, ...rest], catalog);
  return `${[
    generated,
    `# ${pattern.title}`,
    `> ${pattern.request}`,
    plan.operations
      .map(
        (operation) =>
          `becomes [\`${operation.op}\`](../${operation.op}.md): ${describeOperation(operation)}.`,
      )
      .join('\n'),
    '## Why so',
    ...pattern.why,
    '## Who sees what meanwhile',
    [
      '| | the old application | the new application |',
      '|---|---|---|',
      ...pattern.meanwhile.map((row) => `| ${row.join(' | ')} |`),
    ].join('\n'),
    '## The SQL',
    'As it is written into `supabase/migrations` and `supabase/rollbacks`, a file for each step:',
    planText(plan),
    '## The way back',
    pattern.rollback,
  ].join('\n\n')}\n`;
}
