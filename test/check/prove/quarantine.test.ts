import type pg from 'pg';
import { expect, test } from 'vitest';
import { splitStatements } from '../../../postgres/script/index.ts';
import { testDatabase } from '../../support/database.ts';
import { proven } from '../../support/history.ts';
import { offered, rowsOf } from '../../support/quarantine.ts';

const odd = '"Select ""x"" ünï 表; --"';

/** `[what, before, up, what is kept]`; each has tables of its own, so that they share a database. */
const kept: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'a table with a type, a view, a sequence and a foreign key that go with it',
    `CREATE TYPE mood AS ENUM ('good', 'bad');
     CREATE TABLE a (id serial PRIMARY KEY, m mood NOT NULL DEFAULT 'good', twice int GENERATED ALWAYS AS (id * 2) STORED);
     INSERT INTO a (m) VALUES ('bad'), ('good');
     CREATE TABLE a_child (a int REFERENCES a); INSERT INTO a_child VALUES (1);
     CREATE VIEW a_view AS SELECT * FROM a;`,
    'DROP TABLE a CASCADE; DROP TYPE mood;',
    ['the rows of public.a', 'the number that sequence public.a_id_seq has come to'],
  ],
  [
    'several tables that refer to each other, and a partitioned one',
    `CREATE TABLE b1 (id int PRIMARY KEY); CREATE TABLE b2 (b int REFERENCES b1, self int PRIMARY KEY REFERENCES b2);
     INSERT INTO b1 VALUES (1); INSERT INTO b2 VALUES (1, 1);
     CREATE TABLE b3 (id int, k text, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
     CREATE TABLE b3_a PARTITION OF b3 FOR VALUES IN ('a'); INSERT INTO b3 VALUES (1, 'a');`,
    'DROP TABLE b2, b1, b3;',
    ['the rows of public.b1', 'the rows of public.b2', 'the rows of public.b3'],
  ],
  [
    'columns of a table without a key, with what stands on them; rows that are alike',
    `CREATE TABLE c (id int, t text NOT NULL, n int CHECK (n > 0), u text UNIQUE);
     INSERT INTO c VALUES (1, 'x', 1, 'a'), (1, 'y', 2, 'b'), (1, 'y', NULL, NULL);`,
    'ALTER TABLE c DROP COLUMN t, DROP n, DROP COLUMN u CASCADE;',
    ['the values of public.c.t', 'the values of public.c.n', 'the values of public.c.u'],
  ],
  [
    'values that another type does not hold, also where no cast leads back',
    `CREATE TABLE d (id int PRIMARY KEY, t varchar(9) NOT NULL, n numeric(9, 3), at bigint NOT NULL, wide int);
     INSERT INTO d VALUES (1, '007', 1.125, 1700000000, 1), (2, '8', NULL, 5, 2);`,
    `ALTER TABLE d ALTER t TYPE int USING t::int, ALTER COLUMN n TYPE int,
       ALTER COLUMN at TYPE timestamptz USING to_timestamp(at), ALTER wide TYPE bigint;`,
    ['the values of public.d.t', 'the values of public.d.n', 'the values of public.d.at'],
  ],
  [
    'updates and deletions, with a condition and without, one after the other',
    `CREATE TABLE e (id int PRIMARY KEY, t text NOT NULL, n int); CREATE TABLE e2 (id int);
     INSERT INTO e VALUES (1, 'x', 1), (2, 'y', NULL), (3, 'z', 3); INSERT INTO e2 VALUES (3);`,
    `UPDATE e AS x SET t = 'gone', n = n + 1 WHERE x.id = 1 AND (n < 5); UPDATE e SET n = 0;
     UPDATE e SET t = e2.id::text FROM e2 WHERE e2.id = e.id AND random() >= 0;
     DELETE FROM e USING e2 WHERE e.id = e2.id; ALTER TABLE e ALTER n SET NOT NULL; DELETE FROM e2;`,
    [
      'the values of public.e.t',
      'the values of public.e.n',
      'the rows of public.e that are deleted',
      'the rows of public.e2 that are deleted',
    ],
  ],
  [
    'rows that follow by foreign keys, some of them in two steps',
    `CREATE TABLE m (id int PRIMARY KEY); CREATE TABLE m1 (id int PRIMARY KEY, m int REFERENCES m ON DELETE CASCADE);
     CREATE TABLE m2 (m1 int PRIMARY KEY REFERENCES m1 ON DELETE CASCADE);
     CREATE TABLE m3 (id int PRIMARY KEY, m int REFERENCES m ON DELETE SET NULL, note text);
     INSERT INTO m VALUES (1), (2), (3); INSERT INTO m1 VALUES (10, 1), (20, 2), (30, NULL); INSERT INTO m2 VALUES (10), (20);
     INSERT INTO m3 VALUES (100, 1, 'x'), (200, 2, 'y');`,
    'DELETE FROM m WHERE id <> 2;',
    [
      'the rows of public.m that are deleted',
      'the rows of public.m1 that go with them',
      'the rows of public.m2 that go with them',
      'the values of public.m3.m',
    ],
  ],
  [
    'updates of a table without a key',
    `CREATE TABLE f (t text NOT NULL, n int); INSERT INTO f VALUES ('1', 1), ('2', 2), ('2', 2), ('3', 2);`,
    `UPDATE f SET t = 'gone' WHERE n = 2; DELETE FROM f WHERE t = '1';`,
    ['the values of public.f.t', 'the rows of public.f that are deleted'],
  ],
  [
    'all rows, by CASCADE, and where their sequence stood',
    `CREATE TABLE g (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, self int REFERENCES g);
     CREATE TABLE a_g (g int REFERENCES g); INSERT INTO g (self) VALUES (NULL), (1); INSERT INTO a_g VALUES (1);`,
    'TRUNCATE g RESTART IDENTITY CASCADE;',
    [
      'the rows of public.a_g',
      'the rows of public.g',
      'the number that sequence public.g_id_seq has come to',
    ],
  ],
  [
    'what goes while other things come and get other names',
    `CREATE TABLE h (id int PRIMARY KEY, first text NOT NULL, last text); INSERT INTO h VALUES (1, 'a', 'b');
     CREATE TABLE h_old (id int); INSERT INTO h_old VALUES (1);`,
    `ALTER TABLE h ADD COLUMN whole text; UPDATE h SET whole = first || last; INSERT INTO h (id, first) VALUES (2, 'c');
     ALTER TABLE h DROP COLUMN first, DROP COLUMN last; ALTER TABLE h RENAME TO people;
     ALTER TABLE people RENAME COLUMN id TO number; DROP TABLE h_old; CREATE TABLE h_old (other text);
     INSERT INTO h_old VALUES ('new'); CREATE INDEX people_whole ON people (whole);`,
    ['the values of public.h.first', 'the values of public.h.last', 'the rows of public.h_old'],
  ],
  [
    'a value of an enum that is replaced',
    `CREATE TYPE i_state AS ENUM ('a', 'b', 'c'); CREATE TABLE i (id int PRIMARY KEY, s i_state NOT NULL DEFAULT 'a');
     INSERT INTO i VALUES (1, 'a'), (2, 'c');`,
    `UPDATE i SET s = 'a' WHERE s = 'c'; ALTER TYPE i_state RENAME TO i_old; CREATE TYPE i_state AS ENUM ('a', 'b');
     ALTER TABLE i ALTER s DROP DEFAULT; ALTER TABLE i ALTER s TYPE i_state USING s::text::i_state;
     ALTER TABLE i ALTER s SET DEFAULT 'a'; DROP TYPE i_old;`,
    ['the values of public.i.s'],
  ],
  [
    'odd names, and a column that is called as one of ours',
    `CREATE TABLE ${odd} ("Se""lect" uuid PRIMARY KEY DEFAULT gen_random_uuid(), "a'b\nc" jsonb, c char(5), godwit_current int);
     INSERT INTO ${odd} ("a'b\nc", c) VALUES ('{"a": 1}', 'ab');
     CREATE TABLE j (${odd} int PRIMARY KEY, "$1" text, k text); INSERT INTO j VALUES (1, '$1 \\ ''');`,
    `DROP TABLE ${odd}; ALTER TABLE j DROP "$1"; UPDATE j SET ${odd} = 2 WHERE ${odd} = 1;`,
    [
      'the rows of public.Select "x" ünï 表; --',
      'the values of public.j.$1',
      'the values of public.j.Select "x" ünï 表; --',
    ],
  ],
  [
    'a schema and an extension, with all that hangs on them',
    `CREATE SCHEMA k; CREATE TABLE k.x (d date[]); INSERT INTO k.x VALUES ('{2020-01-01}');
     CREATE EXTENSION citext; CREATE TABLE k2 (id int PRIMARY KEY, c citext NOT NULL); INSERT INTO k2 VALUES (1, 'Ab');`,
    'DROP SCHEMA k CASCADE; DROP EXTENSION citext CASCADE;',
    ['the rows of k.x', 'the values of public.k2.c'],
  ],
  [
    'a primary key that the server gives out',
    `CREATE TABLE n (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text); INSERT INTO n (t) VALUES ('x'), ('y');
     DELETE FROM n WHERE t = 'x';`,
    'ALTER TABLE n DROP COLUMN id; ALTER TABLE n ADD COLUMN key uuid PRIMARY KEY DEFAULT gen_random_uuid();',
    ['the values of public.n.id', 'the number that sequence public.n_id_seq has come to'],
  ],
  [
    'rows behind row level security, and triggers that would change what comes back',
    `CREATE TABLE l (id int PRIMARY KEY, t text, at text DEFAULT 'then'); INSERT INTO l VALUES (1, 'x'), (2, 'y');
     ALTER TABLE l ENABLE ROW LEVEL SECURITY; ALTER TABLE l FORCE ROW LEVEL SECURITY;
     CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := 'now'; RETURN NEW; END $$;
     CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON l FOR EACH ROW EXECUTE FUNCTION touch();
     ALTER TABLE l ENABLE ALWAYS TRIGGER touch;`,
    `UPDATE l SET t = 'z' WHERE id = 1; DELETE FROM l WHERE id = 2; ALTER TABLE l DROP COLUMN t;`,
    ['the values of public.l.t', 'the values of public.l.at', 'the rows of public.l that are deleted'],
  ],
];

/** Several cases in one migration: each costs a copy of the database. */
const together = 4;
const migrations = Array.from({ length: Math.ceil(kept.length / together) }, (_, at) => {
  const cases = kept.slice(at * together, (at + 1) * together);
  return {
    what: cases.map(([what]) => what).join('; '),
    up: cases.map(([, , up]) => up).join('\n'),
    keeps: cases.flatMap(([, , , keeps]) => keeps),
  };
});

test('what an up takes away is kept by a rewritten one, whose down brings schema and rows back', async () => {
  const befores = kept.map(([, before]) => before).join('\n');
  const history = [[befores], ...migrations.map(({ up }) => [up])] as [string][];
  const reports = await proven(history, { derive: true, from: '2' });
  const pairs = reports.map(({ quarantine }) => quarantine);
  expect(pairs.map((pair) => [pair?.keeps, pair?.withRows, pair?.error])).toEqual(
    migrations.map(({ keeps }) => [keeps, true, undefined]),
  );
  // Once more by somebody else, and by the tables' own text.
  await using db = await testDatabase({ sql: befores });
  const session = await db.session();
  const rows = await rowsOf(session);
  for (const [at, { what }] of migrations.entries()) {
    const { up = '', down = '' } = pairs[at] ?? {};
    await run(session, up);
    expect(await rowsOf(session), what).not.toEqual(rows);
    await run(session, down);
    expect(await rowsOf(session), what).toEqual(rows);
  }
  const { rows: left } = await session.query(
    `select relname from pg_class where relnamespace = 'godwit_archive'::regnamespace and relkind = 'r'
     and (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s', oid::regclass), false, true, '')))[1]::text <> '0'`,
  );
  expect(left).toEqual([]);
}, 120_000);

/** As one transaction; but a new value of an enum is for the next one: then each statement by itself. */
async function run(session: pg.Client, sql: string): Promise<void> {
  const parts = sql.includes(' ADD VALUE ') ? splitStatements(sql).map((statement) => statement.sql) : [sql];
  for (const part of parts) await session.query(part);
}

test('the exact SQL: plain statements, before the one that destroys', async () => {
  const pair = await offered(
    `CREATE TABLE tasks (id int PRIMARY KEY, note varchar(20) NOT NULL); INSERT INTO tasks VALUES (1, 'x');`,
    '-- Nobody reads it.\nALTER TABLE tasks\n  DROP COLUMN note; -- gone\n',
  );
  expect(pair).toEqual({
    keeps: ['the values of public.tasks.note'],
    withRows: true,
    up: `-- Nobody reads it.
-- Kept in godwit_archive: the values of public.tasks.note.
CREATE SCHEMA IF NOT EXISTS godwit_archive;
REVOKE ALL ON SCHEMA godwit_archive FROM PUBLIC;
CREATE TABLE IF NOT EXISTS "godwit_archive"."2_tasks" ("godwit_current" boolean NOT NULL, "id" integer, "note" text);
ALTER TABLE "godwit_archive"."2_tasks" ENABLE ROW LEVEL SECURITY;
UPDATE "godwit_archive"."2_tasks" SET "godwit_current" = false WHERE "godwit_current";
LOCK TABLE "public"."tasks" IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO "godwit_archive"."2_tasks" ("godwit_current", "id", "note")
  SELECT true, "godwit_row"."id", "godwit_row"."note"::text FROM "public"."tasks" AS "godwit_row";
ALTER TABLE tasks
  DROP COLUMN note; -- gone
`,
    down: `ALTER TABLE "public"."tasks" ADD COLUMN "note" character varying(20);
UPDATE "public"."tasks" AS godwit_row SET "note" = godwit_kept."note"
  FROM "godwit_archive"."2_tasks" AS godwit_kept WHERE godwit_kept."godwit_current" AND godwit_row."id" = godwit_kept."id";
DELETE FROM "godwit_archive"."2_tasks" WHERE "godwit_current";
ALTER TABLE "public"."tasks" ALTER COLUMN "note" SET NOT NULL;
`,
  });
});

test('outside of a transaction the copy and what destroys are one statement; a BEGIN of the file stays', async () => {
  const table = (name: string) =>
    `CREATE TABLE ${name} (id int PRIMARY KEY, t text); INSERT INTO ${name} VALUES (1, 'x'); CREATE INDEX ${name}_t ON ${name} (t);`;
  const reports = await proven(
    [
      [table('a') + table('b')],
      ['DROP INDEX CONCURRENTLY a_t;\nALTER TABLE a DROP COLUMN t;'],
      ['BEGIN;\nALTER TABLE b DROP COLUMN t;\nCOMMIT;'],
    ],
    { derive: true },
  );
  const [, none, own] = reports.map(({ quarantine }) => quarantine);
  expect(none?.up).toMatch(
    /^DROP INDEX CONCURRENTLY a_t;\n-- Kept in .*\nDO \$godwit\$\nBEGIN\n {2}CREATE SCHEMA [\s\S]* {2}ALTER TABLE a DROP COLUMN t;\nEND\n\$godwit\$;\n$/,
  );
  expect(none?.up).not.toContain('LOCK TABLE');
  expect(own?.up).toMatch(
    /^BEGIN;\n-- Kept in [\s\S]*LOCK TABLE[\s\S]*;\nALTER TABLE b DROP COLUMN t;\nCOMMIT;\n$/,
  );
});

test('the up runs again while its archive is still there; later rows and older values stay', async () => {
  const before = `CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20);`;
  const { up = '', down = '' } = (await offered(before, 'ALTER TABLE t DROP COLUMN n;')) ?? {};
  await using db = await testDatabase({ sql: before });
  await db.query(up);
  // A careless down.
  await db.query('ALTER TABLE t ADD COLUMN n int; UPDATE t SET n = 7 WHERE id = 1');
  await db.query(up);
  await db.query('INSERT INTO t VALUES (3)');
  await db.query(down);
  expect(await db.query('SELECT * FROM t ORDER BY id')).toEqual([
    { id: 1, n: 7 },
    { id: 2, n: null },
    { id: 3, n: null },
  ]);
  expect(await db.query('SELECT id, n FROM godwit_archive."2_t" ORDER BY id')).toEqual([
    { id: 1, n: 10 },
    { id: 2, n: 20 },
  ]);
});

test('what an up left as it was is not in the archive, and is not brought back over what was written since', async () => {
  const before = `CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1), (2);
    CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p ON DELETE SET NULL, n int); INSERT INTO c VALUES (1, 1, 1), (2, 2, 2);
    CREATE TABLE d (id int PRIMARY KEY REFERENCES p ON DELETE CASCADE); INSERT INTO d VALUES (1), (2);`;
  const { up = '', down = '' } =
    (await offered(
      before,
      'UPDATE c SET n = 0 FROM p WHERE c.p = p.id AND p.id = 1; DELETE FROM p WHERE id = 1;',
    )) ?? {};
  await using db = await testDatabase({ sql: before });
  await db.query(up);
  await db.query('UPDATE c SET p = NULL, n = 7 WHERE id = 2; DELETE FROM d WHERE id = 2');
  await db.query(down);
  expect(await db.query('SELECT * FROM c ORDER BY id')).toEqual([
    { id: 1, p: 1, n: 1 },
    { id: 2, p: null, n: 7 },
  ]);
  expect(await db.query('SELECT * FROM d')).toEqual([{ id: 1 }]);
});

test('it is offered where the author’s down loses rows, or could not show that it does not', async () => {
  const reports = await proven(
    [
      [
        `CREATE TABLE a (id int PRIMARY KEY, n int, m int); INSERT INTO a VALUES (1, 1); CREATE TABLE empty (id int, n int);`,
      ],
      ['ALTER TABLE a DROP COLUMN n;', 'ALTER TABLE a ADD COLUMN n int;'],
      ['UPDATE a SET id = -id;', 'UPDATE a SET id = -id;'],
      // Restores, but only since nothing was in it.
      ['ALTER TABLE a DROP COLUMN m;', 'ALTER TABLE a ADD COLUMN m int;'],
      ['UPDATE empty SET n = -n;', 'UPDATE empty SET n = -n;'],
      [
        'CREATE TABLE fresh (id int); INSERT INTO fresh VALUES (1); UPDATE fresh SET id = 2; DROP TABLE fresh;',
      ],
      ['ALTER TABLE a ALTER id TYPE bigint;'],
    ],
    { derive: true },
  );
  expect(reports.map(({ quarantine }) => quarantine && [quarantine.keeps, quarantine.withRows])).toEqual([
    undefined,
    [['the values of public.a.n'], true],
    undefined,
    [['the values of public.a.m'], true],
    [['the values of public.empty.n'], false],
    undefined,
    undefined,
  ]);
});

test('what cannot be kept is said with its line and reason, and nothing is offered', async () => {
  const befores = `CREATE TABLE a (id int PRIMARY KEY, t text, n int UNIQUE); INSERT INTO a VALUES (1, 'x', 1);
    CREATE TABLE child (a int REFERENCES a ON DELETE CASCADE, k int REFERENCES a (n) ON UPDATE CASCADE);
    CREATE TABLE bare (n int); CREATE TABLE own (id int PRIMARY KEY, parent int REFERENCES own ON DELETE SET NULL); INSERT INTO bare VALUES (1);
    CREATE TABLE log (t text); CREATE TABLE other (t text); CREATE TABLE b (id int PRIMARY KEY); INSERT INTO b VALUES (1);
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES ('x'); RETURN NULL; END $$;
    CREATE TRIGGER note AFTER UPDATE OR DELETE ON b FOR EACH ROW EXECUTE FUNCTION note();
    CREATE FUNCTION clean() RETURNS void LANGUAGE sql AS 'DELETE FROM bare';
    CREATE VIEW v AS SELECT * FROM bare; CREATE TYPE pair AS (x int, y int);`;
  const refused = [
    [
      `SELECT 1;\nDO $$ BEGIN UPDATE a SET t = 'y'; END $$;`,
      'line 2: what the DO block takes away is not known',
    ],
    ['DELETE FROM a;', 'line 1: rows of "public"."child" go with them, and it has no key'],
    ['DELETE FROM own;', 'line 1: rows of own go or change with them by "own_parent_fkey"'],
    ['UPDATE a SET n = 2;', 'line 1: rows of child follow the change by "child_k_fkey"'],
    [
      'UPDATE bare SET n = 2;',
      'line 1: "public"."bare" has no key, and no column by which a row can be found again',
    ],
    [
      'DELETE FROM b;',
      'line 1: trigger "note" of "public"."b" fires, and what it does to other rows is not known',
    ],
    ['SELECT clean();', undefined],
    ['SELECT clean(); DROP TABLE other;', 'line 1: clean() is called, and what it takes away is not known'],
    ['UPDATE v SET n = 2;', 'line 1: "v" is a view: the rows are those of other tables'],
    ['DELETE FROM bare RETURNING n;', 'line 1: it returns the rows that it deletes'],
    [
      'WITH gone AS (DELETE FROM bare RETURNING n) INSERT INTO log SELECT n FROM gone;',
      'line 1: "WITH gone AS (DELETE FROM bare RETURNING n) INSERT INTO log…" changes rows inside of a WITH',
    ],
    [
      `INSERT INTO a VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET t = excluded.t;`,
      'line 1: "INSERT INTO a VALUES (1, \'y\') ON CONFLICT (id) DO UPDATE SE…" overwrites the rows that it meets',
    ],
    [
      'ALTER TYPE pair DROP ATTRIBUTE y;',
      'line 1: "ALTER TYPE pair DROP ATTRIBUTE y" takes a part away from every value of the type',
    ],
    // Says neither what nor how, but takes nothing away.
    [
      'DO $$ BEGIN ALTER TABLE a ADD COLUMN IF NOT EXISTS z int REFERENCES a ON UPDATE CASCADE; END $$;',
      undefined,
    ],
  ] as const;
  const reports = await proven([[befores], ...refused.map(([up]) => [up] as [string])], { derive: true });
  expect(reports.slice(1).map(({ up, quarantine }) => [up.error, quarantine?.error, quarantine?.up])).toEqual(
    refused.map(([, error]) => [undefined, error, undefined]),
  );
});
