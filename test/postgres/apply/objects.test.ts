import { expect, test } from 'vitest';
import { applyOnBranch, rollbackOnBranch } from '../../../postgres/apply/index.ts';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { compileOperations, Operation } from '../../../postgres/operations/index.ts';
import { assignVersions } from '../../../postgres/script/index.ts';
import { testDatabase } from '../../support/database.ts';
import type { Given } from '../operations/cycle.ts';
import { options, sessionsOf } from './support.ts';

const schema = `
  create table tasks (id int primary key, title text);
  insert into tasks select n, 'task ' || n from generate_series(1, 500) n;
  create view shown as select id from tasks;
  create materialized view counted as select count(*) as n from tasks;
  create unique index counted_n on counted (n);
  create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create table events (id int not null, at date not null) partition by range (at);
  create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01');
  create table events_2 (id int not null, at date not null);
  create table lands (name text) partition by list (name);
  create table lands_rest partition of lands default;
  create table lands_de (name text);
  insert into events values (1, '2026-01-15'); insert into events_2 values (2, '2026-02-15');
  create table ticks (id int generated always as identity, at date, primary key (id, at));
  create trigger t before insert on ticks for each row execute function touch();
  insert into ticks (at) select date '2026-01-01' + n % 30 from generate_series(1, 5000) n;
  insert into lands values ('fr'); insert into lands_de values ('de');
`;
const attach = { op: 'partition_table', action: 'attach' } as const;

/** What shuts everybody out, by step; views and new tables aside. */
const changes: readonly (readonly [string, Given[], string[]])[] = [
  ['rename_table', [{ op: 'rename_table', table: 'tasks', to: 'jobs' }], ['tasks']],
  ['set_schema', [{ op: 'set_schema', table: 'tasks', to: 'app', createSchema: true }], ['', 'tasks']],
  [
    'a materialized view is replaced',
    [
      {
        op: 'create_view',
        name: 'counted',
        query: 'select count(*) + 1 as n from tasks',
        materialized: true,
        replace: true,
      },
    ],
    ['', '', ''],
  ],
  [
    'a trigger and its function',
    [
      {
        op: 'create_function',
        name: 'f',
        returns: 'trigger',
        language: 'plpgsql',
        body: 'BEGIN RETURN NEW; END',
      },
      {
        op: 'create_trigger',
        table: 'tasks',
        name: 't',
        timing: 'before',
        events: ['insert'],
        function: 'f',
      },
    ],
    [''],
  ],
  [
    'a partition is attached',
    [{ ...attach, table: 'events', partition: 'events_2', from: "'2026-02-01'", to: "'2026-03-01'" }],
    ['events_2', '', 'events_2', 'events_2'],
  ],
  [
    'one beside a default partition',
    [{ ...attach, table: 'lands', partition: 'lands_de', values: ["'de'"] }],
    // Attached, it is the default partition that holds less from then on: PostgreSQL locks both.
    ['lands_de', '', 'lands_rest', '', 'lands_de lands_rest', 'lands_rest', 'lands_de'],
  ],
  [
    'a partition is detached',
    [{ op: 'partition_table', action: 'detach', table: 'events', partition: 'events_1' }],
    ['events_1', '', 'concurrent', 'events_1'],
  ],
  [
    'a table becomes partitioned',
    [
      {
        op: 'partition_table',
        action: 'create',
        table: 'ticks',
        partition: 'ticks_1',
        by: { strategy: 'range', column: 'at' },
        from: "'2026-01-01'",
        to: "'2026-02-01'",
      },
    ],
    ['ticks', '', 'ticks'],
  ],
];

test('the engine applies, rolls back and applies again; which tables a step shuts everybody out of is known', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const tables = (await readCatalog(session)).tables
    .filter(({ kind }) => kind === 'table' || kind === 'partitioned table')
    .map(({ name }) => name);
  for (const [what, given, expected] of changes) {
    const [first, ...rest] = given.map((one) => Operation.parse(one));
    if (first === undefined) throw new Error('no operation');
    const { steps } = compileOperations([first, ...rest], await readCatalog(session));
    const migration = { name: 'objects', steps: assignVersions(steps, '20260101000000') };
    const open = sessionsOf(db);
    const applied = await applyOnBranch(open, migration, options());
    const strong = applied.steps.map(({ locks }, at) =>
      // What a concurrent step holds only for a moment may not be seen.
      steps[at]?.kind === 'concurrent'
        ? 'concurrent'
        : locks
            .filter(({ mode }) => mode === 'AccessExclusiveLock')
            .flatMap(({ relation }) => relation.split('.')[1] ?? [])
            .filter((name) => tables.includes(name))
            .sort()
            .join(' '),
    );
    expect(strong, what).toEqual(expected);
    const scans = applied.steps.flatMap(({ locks }) =>
      locks.filter(({ scan, blocks }) => scan && blocks === 'reads and writes'),
    );
    expect(scans, what).toEqual([]);
    expect(await rollbackOnBranch(open, undefined, options()), what).toMatchObject({
      schemaRestored: true,
      dataRestored: true,
      differences: [],
      changedTables: [],
    });
    const again = await applyOnBranch(open, migration, options());
    expect(again.reapplied, what).toEqual({ sameSchema: true, differences: [] });
    await rollbackOnBranch(open, undefined, options());
  }
});
