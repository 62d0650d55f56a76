/** One statement of the application. With a name it is prepared, as a pool of connections does it. */
export interface AppStatement {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Statements of one transaction; a single one is a transaction of its own. `pauseMs`: how long it stays open idle. */
export interface AppTransaction {
  readonly statements: readonly AppStatement[];
  readonly pauseMs?: number;
}

/** What a transaction may choose from. */
export interface Choice {
  readonly rows: number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly serial: () => number;
}

const columns = 'id, owner_id, title, score, state, updated_at';

const statement = (name: string, sql: string, ...values: unknown[]): AppStatement => ({ name, sql, values });

/** Reads and writes in the proportion of an ordinary web application; each is right whatever the others do. */
const mix: readonly (readonly [share: number, make: (choice: Choice) => AppTransaction])[] = [
  [40, (choice) => single(readByKey(choice))],
  [
    12,
    ({ random }) =>
      single(
        statement(
          'read a range',
          'select id, title, created_at from tasks where owner_id = $1 order by created_at desc limit 20',
          1 + Math.floor(1000 * random()),
        ),
      ),
  ],
  [
    6,
    (choice) =>
      single(
        statement(
          'read a join',
          'select t.title, c.body from tasks t join comments c on c.task_id = t.id where t.id = $1',
          keyOf(choice),
        ),
      ),
  ],
  [14, (choice) => single(insertTask(choice))],
  [
    6,
    ({ serial }) =>
      single(
        statement('insert an event', 'insert into events values ($1, $2, $3)', serial(), '2026-06-01', 'x'),
      ),
  ],
  [
    16,
    (choice) => {
      const key = keyOf(choice);
      return {
        statements: [
          statement('lock a row', 'select score, note from tasks where id = $1 for update', key),
          statement(
            'update',
            'update tasks set score = (score + 1) % 1000, title = $2 where id = $1',
            key,
            'new title',
          ),
          statement('insert a comment', 'insert into comments (task_id, body) values ($1, $2)', key, 'done'),
        ],
      };
    },
  ],
  [
    6,
    (choice) => {
      const insert = insertTask(choice);
      return {
        statements: [insert, statement('delete', 'delete from tasks where code = $1', insert.values[1])],
      };
    },
  ],
];

const single = (one: AppStatement): AppTransaction => ({ statements: [one] });

const keyOf = ({ rows, random }: Choice): number => 1 + Math.floor(rows * random());

const readByKey = (choice: Choice): AppStatement =>
  statement('read by key', `select ${columns} from tasks where id = $1`, keyOf(choice));

const insertTask = ({ random, serial }: Choice): AppStatement =>
  statement(
    'insert',
    `insert into tasks (owner_id, code, title, data) values ($1, $2, $3, '{"size": 3}') returning id`,
    1 + Math.floor(1000 * random()),
    `load ${serial()}`,
    'a new task',
  );

const total = mix.reduce((sum, [share]) => sum + share, 0);

export function chooseTransaction(choice: Choice): AppTransaction {
  let at = total * choice.random();
  for (const [share, make] of mix) {
    at -= share;
    if (at < 0) return make(choice);
  }
  return single(readByKey(choice));
}

/** Somebody's report: it has read, and does not end yet. Whoever wants a strong lock has to wait for it. */
export const slowTransaction = (choice: Choice): AppTransaction => ({
  statements: [readByKey(choice)],
  pauseMs: 600,
});
