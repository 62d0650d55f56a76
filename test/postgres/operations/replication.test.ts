import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { openSession, withSession } from '../../../postgres/connection/session.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { otherBinaries } from '../../support/postgres-server.ts';
import { serverMajor } from '../../support/server-version.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { compile, down, runStep, up } from './cycle.ts';

const tables = `
  create type stage as enum ('new', 'done');
  create table "Ta sks" (id int primary key, score int not null, "No""te" text, stage stage default 'new');
  create table events (id int, day date, note text, primary key (id, day));
  create table gone (id int primary key);
  create table marks (n serial primary key);
`;

interface Replicated {
  readonly publisher: pg.Client;
  readonly subscriber: pg.Client;
  /** What a query gives on either side, when the subscriber has all that the publisher wrote before. */
  both(sql: string): Promise<{ there: unknown[]; here: unknown[] }>;
  /** Waits for the subscriber to stop at what it cannot take. */
  stops(): Promise<void>;
}

/** Two databases of a server of its own: wal_level is the server's. */
async function replicated(work: (both: Replicated) => Promise<void>): Promise<void> {
  using folder = temporaryFolder();
  const options = { dataDir: folder.path, durable: false, ...(await otherBinaries(folder.path)) };
  const plain = await startEmbedded(options);
  await withSession(plain.target('postgres'), { applicationName: 'test' }, async (session) => {
    for (const setting of ["wal_level = 'logical'", "wal_retrieve_retry_interval = '50ms'"])
      await session.query(`alter system set ${setting}`);
  });
  await plain.release();
  const server = await startEmbedded(options);
  const sessions: pg.Client[] = [];
  try {
    for (const name of ['publisher', 'subscriber']) {
      const target = await server.ensureDatabase(name);
      const session = await openSession(target, { applicationName: 'test' });
      sessions.push(session);
      await session.query(tables);
    }
    const [publisher, subscriber] = sessions;
    if (publisher === undefined || subscriber === undefined) throw new Error('no session');
    const connection = new URL(server.target('publisher').connectionString());
    const given = {
      host: connection.searchParams.get('host'),
      port: connection.port,
      user: decodeURIComponent(connection.username),
      password: decodeURIComponent(connection.password),
      dbname: 'publisher',
    };
    const words = Object.entries(given).map(([name, value]) => `${name}=${value}`);
    await publisher.query(`create publication "it's p" for table "Ta sks", events, gone, marks`);
    await publisher.query(`select pg_create_logical_replication_slot('sub', 'pgoutput')`);
    // On one server the subscription must not make the slot itself: it would wait for its own transaction.
    await subscriber.query(
      `create subscription sub connection '${words.join(' ')}' publication "it's p" with (create_slot = false, slot_name = 'sub', copy_data = false)`,
    );
    const until = async (sql: string, session: pg.Client, values: unknown[] = []): Promise<void> => {
      for (let left = 1500; (await session.query(sql, values)).rows[0]?.done !== true; left--) {
        if (left === 0) throw new Error(`never true: ${sql}`);
        await delay(10);
      }
    };
    await work({
      publisher,
      subscriber,
      async both(sql) {
        // Transactions come in the order of their commits.
        const { rows } = await publisher.query('insert into marks default values returning n');
        await until('select exists (select from marks where n = $1) as done', subscriber, [rows[0]?.n]);
        return { there: (await publisher.query(sql)).rows, here: (await subscriber.query(sql)).rows };
      },
      stops: () => until(`select apply_error_count > 0 as done from pg_stat_subscription_stats`, subscriber),
    });
    await subscriber.query('alter subscription sub disable');
    await subscriber.query('alter subscription sub set (slot_name = none)');
    await subscriber.query('drop subscription sub');
  } finally {
    await Promise.all(sessions.map((session) => session.end().catch(() => undefined)));
    await server.release();
  }
}

// How often a subscription stopped is counted since PostgreSQL 15.
test.skipIf(serverMajor < 15)(
  'what operations say of a publication is what its subscriber finds',
  async () => {
    await replicated(async ({ publisher, subscriber, both, stops }) => {
      const same = async (sql: string, rows: unknown[]): Promise<void> => {
        const { there, here } = await both(sql);
        expect(there).toEqual(rows);
        expect(here).toEqual(rows);
      };
      await publisher.query(`insert into "Ta sks" select n, n from generate_series(1, 300) n;
      insert into events select n, date '2026-01-01' + n from generate_series(1, 40) n; insert into gone values (1)`);
      await same('select count(*)::int as n, sum(score)::int as s from "Ta sks"', [{ n: 300, s: 45150 }]);

      // A backfill is rows like any other, also where the triggers of the table are quiet.
      const fill = await compile(publisher, {
        op: 'backfill',
        table: 'Ta sks',
        column: 'No"te',
        expression: `'n' || id`,
      });
      await up(publisher, fill);
      await same(`select count(*)::int as n from "Ta sks" where "No""te" = 'n' || id`, [{ n: 300 }]);
      await down(publisher, fill);
      await same(`select count("No""te")::int as n from "Ta sks"`, [{ n: 0 }]);

      // Without the column that the plan asks for, the subscriber stops; with it, it goes on and has all.
      const rename = await compile(publisher, {
        op: 'rename_column',
        table: 'Ta sks',
        column: 'score',
        to: 'Poi nts',
      });
      expect(rename.breaking).toEqual([
        "publication it's p replicates public.Ta sks: give its subscribers column Poi nts first, else they stop at the next row",
      ]);
      await up(publisher, rename);
      await stops();
      await subscriber.query(`alter table "Ta sks" add "Poi nts" int`);
      await publisher.query(
        `update "Ta sks" set "Poi nts" = 7 where id = 1; update "Ta sks" set score = 8 where id = 2; insert into "Ta sks" (id, "Poi nts") values (301, 9)`,
      );
      await same(
        'select id, score, "Poi nts" as points from "Ta sks" where id in (1, 2, 3, 301) order by id',
        [
          { id: 1, score: 7, points: 7 },
          { id: 2, score: 8, points: 8 },
          { id: 3, score: 3, points: 3 },
          { id: 301, score: 9, points: 9 },
        ],
      );
      await down(publisher, rename);
      await publisher.query('update "Ta sks" set score = 10 where id = 3');
      await same('select score from "Ta sks" where id in (3, 301) order by id', [
        { score: 10 },
        { score: 9 },
      ]);

      // Names that change here do not change there: it stops at the first row after them, and follows by hand.
      const replace = await compile(publisher, {
        op: 'replace_enum',
        name: 'stage',
        labels: ['done', 'open'],
        map: [{ from: 'new', to: 'open' }],
      });
      expect(replace.breaking).toContain(
        "publication it's p replicates public.Ta sks: give its subscribers column stage_new first, and not stage_old: when the names have changed they stop at the next row, until theirs change in the same way (stage becomes stage_old, then stage_new becomes stage)",
      );
      await subscriber.query(`alter table "Ta sks" add stage_new text`);
      for (const step of replace.steps.slice(0, -1)) await runStep(publisher, step, 'up');
      await same('select count(*)::int as n from "Ta sks" where stage_new::text = $$open$$', [{ n: 301 }]);
      await runStep(publisher, replace.steps.at(-1) ?? replace.steps[0], 'up');
      await publisher.query(
        `update "Ta sks" set stage = 'done' where id = 4; update "Ta sks" set stage_old = 'done' where id = 5`,
      );
      await stops();
      await subscriber.query(
        'alter table "Ta sks" rename stage to stage_old; alter table "Ta sks" rename stage_new to stage',
      );
      await same('select stage::text, stage_old::text from "Ta sks" where id in (4, 5, 6) order by id', [
        { stage: 'done', stage_old: 'done' },
        { stage: 'done', stage_old: 'done' },
        { stage: 'open', stage_old: 'new' },
      ]);

      // The subscriber's table is as plain as it was.
      const parts = await compile(publisher, {
        op: 'partition_table',
        action: 'create',
        table: 'events',
        partition: 'events_until',
        by: { strategy: 'range', column: 'day' },
        from: 'MINVALUE',
        to: `'2026-06-01'`,
      });
      await up(publisher, parts);
      await publisher.query(`create table events_later partition of events for values from ('2026-06-01') to (maxvalue);
      insert into events values (41, '2026-07-01'), (42, '2026-02-02'); update events set note = 'x' where id = 1; delete from events where id = 2`);
      await same('select count(*)::int as n, count(note)::int as notes, max(id) as last from events', [
        { n: 41, notes: 1, last: 42 },
      ]);

      // A published table is not dropped unnoticed.
      await expect(compile(publisher, { op: 'drop_table', table: 'gone' })).rejects.toMatchObject({
        message: expect.stringMatching(/publication of table .*gone in publication it's p depends on it/),
        hint: `take it out of it first by custom_sql: ALTER PUBLICATION "it's p" DROP TABLE "public"."gone"`,
      });
      await up(
        publisher,
        await compile(publisher, [
          {
            op: 'custom_sql',
            up: `alter publication "it's p" drop table gone`,
            down: `alter publication "it's p" add table gone`,
            reason: 'it goes',
          },
        ]),
      );
      await up(publisher, await compile(publisher, { op: 'drop_table', table: 'gone' }));
      await publisher.query('insert into events values (43, $$2026-02-02$$)');
      await same('select max(id) as last from events', [{ last: 43 }]);
      expect((await subscriber.query('select * from gone')).rows).toEqual([{ id: 1 }]);
    });
  },
);
