import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';
import { asShown } from './tasks-app.ts';

const schema = `
  CREATE EXTENSION btree_gist;
  CREATE TABLE rooms (id integer PRIMARY KEY, name text NOT NULL UNIQUE, size integer, open boolean NOT NULL DEFAULT true);
  CREATE TABLE room_details (room_id integer PRIMARY KEY REFERENCES rooms, photo text);
  CREATE TABLE bookings (id integer PRIMARY KEY, room_id integer NOT NULL REFERENCES rooms, during tstzrange NOT NULL);
  CREATE TABLE shifts (id integer PRIMARY KEY, room_id integer REFERENCES rooms, starts_at timestamptz, ends_at timestamptz, first_day date, last_day date);
  CREATE TABLE events (at timestamptz NOT NULL, what text) PARTITION BY RANGE (at);
  CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE events_2026 (at timestamptz NOT NULL, what text);
  CREATE TABLE visits (seen_at timestamptz NOT NULL, what text);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
  CREATE TRIGGER touch BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION touch();
`;

let catalog: Catalog;
beforeAll(async () => {
  await using database = await testDatabase({ sql: schema });
  catalog = await asShown(
    await withSession(database.target, { applicationName: 'planner test' }, (session) =>
      readCatalog(session),
    ),
  );
});

const plan = (body: string) => planRequest({ title: 'Schema', body }, catalog);
const table = (...rows: string[]) => rows.map((row) => `| ${row} |`).join('\n');

describe('is planned', () => {
  it.each<[string, object]>([
    [
      'No two bookings of the same room may overlap.',
      {
        op: 'add_exclusion',
        table: 'bookings',
        elements: [
          { column: 'room_id', with: '=' },
          { column: 'during', with: '&&' },
        ],
      },
    ],
    [
      'Prevent overlapping shifts for the same room between starts_at and ends_at.',
      {
        op: 'add_exclusion',
        elements: [
          { column: 'room_id', with: '=' },
          { expression: 'tstzrange("starts_at", "ends_at")', with: '&&' },
        ],
      },
    ],
    [
      '```sql\nALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room_id WITH =, during WITH &&);\n```',
      { op: 'add_exclusion', name: 'no_overlap', method: 'gist' },
    ],
    [
      "Attach events_2026 as a partition of events for values from '2026-01-01' to '2027-01-01'.",
      {
        op: 'partition_table',
        action: 'attach',
        table: 'events',
        partition: 'events_2026',
        from: "'2026-01-01'",
        to: "'2027-01-01'",
      },
    ],
    [
      "```sql\nALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');\n```",
      { op: 'partition_table', action: 'attach', from: "'2026-01-01'" },
    ],
    [
      'Detach the partition events_2025 from events.',
      { op: 'partition_table', action: 'detach', partition: 'events_2025' },
    ],
    [
      'Partition visits by range on seen_at.',
      {
        op: 'partition_table',
        action: 'create',
        partition: 'visits_default',
        by: { strategy: 'range', column: 'seen_at' },
      },
    ],
    [
      'Move size from rooms to room_details.',
      {
        op: 'move_columns',
        into: { table: 'room_details', schema: 'public' },
        columns: [{ from: 'size' }],
        key: { from: 'id', to: 'room_id' },
      },
    ],
    ['Drop the touch trigger.', { op: 'drop_trigger', table: 'rooms', name: 'touch' }],
    ['DROP TRIGGER touch ON rooms;', { op: 'drop_trigger', table: 'rooms', name: 'touch' }],
    [
      'Create a trigger touch_booking on bookings before insert or update that calls touch().',
      {
        op: 'create_trigger',
        table: 'bookings',
        name: 'touch_booking',
        timing: 'before',
        events: ['insert', 'update'],
        function: 'touch',
      },
    ],
    [
      'Run touch() before each update of shifts.',
      { op: 'create_trigger', table: 'shifts', name: 'touch', timing: 'before', events: ['update'] },
    ],
    [
      "Create a domain email over text with a check `VALUE ~ '@'`.",
      { op: 'create_domain', name: 'email', type: 'text', checks: [{ check: "VALUE ~ '@'" }] },
    ],
    [
      'Create a domain `percentage` as integer between 0 and 100, not null.',
      { op: 'create_domain', type: 'integer', notNull: true, checks: [{ check: 'VALUE between 0 and 100' }] },
    ],
    [
      `Insert these rows into rooms:\n\n${table('id | name | size | open', '---|---|---|---', '1 | `Blue` | 12 | yes', '2 | Red | | no')}`,
      {
        op: 'insert_rows',
        columns: ['id', 'name', 'size', 'open'],
        rows: [
          [1, 'Blue', 12, true],
          [2, 'Red', null, false],
        ],
      },
    ],
    [
      "```sql\nINSERT INTO rooms (id, name) VALUES (1, 'O''Hara'), (2, 'Red');\n```",
      {
        op: 'insert_rows',
        columns: ['id', 'name'],
        rows: [
          [1, "O'Hara"],
          [2, 'Red'],
        ],
      },
    ],
  ])('%s', (body, operation) => {
    expect(plan(body)).toMatchObject({ decision: 'change', operations: [operation] });
  });
});

it('plans the extension that an exclusion constraint needs, and says so', () => {
  const body = 'No two bookings of the same room may overlap.';
  expect(planRequest({ title: 'Schema', body }, { ...catalog, extensions: [] })).toMatchObject({
    decision: 'change',
    operations: [
      { op: 'create_extension', name: 'btree_gist' },
      { op: 'add_exclusion', table: 'bookings' },
    ],
    assumptions: [expect.stringContaining('btree_gist is installed')],
  });
});

it.each([
  ['Partition visits by month on seen_at.', /of a month each.*first and last seen_at.*nothing adds/],
  [
    'Partition visits by month on seen_at, with partitions for 2026.',
    /^"with partitions for 2026" of visits: up to which seen_at/,
  ],
  ['Partition visits by month.', /By which column shall visits.*seen_at/],
  ['Partition visits by hash of seen_at into 8 partitions.', /by hash while it is in use/],
  ['Partition bookings by week on id.', /primary key|which first and last id/],
  ['Partition events by month.', /is partitioned by .* already/],
])('%s is asked about with what can be done', (body, question) => {
  expect(plan(body)).toMatchObject({ decision: 'clarify', questions: [expect.stringMatching(question)] });
});

describe('is asked about', () => {
  it.each([
    // Days may be meant with the last one or without.
    'Prevent overlapping shifts for the same room between first_day and last_day.',
    'No two shifts of the same room may overlap.',
    'No two rooms of the same name may overlap.',
    'Partition visits by month.',
    'Partition visits by range on seen_at, one partition per month.',
    'Attach events_2026 as a partition of events.',
    'Attach visits as a partition of rooms for values from 1 to 2.',
    'Detach events_2026 from visits.',
    'Move photo from room_details to bookings.',
    'Move during from bookings to rooms.',
    'Drop the trigger tuoch.',
    'Add the touch trigger to bookings.',
    'Create a trigger on bookings before update that calls stamp().',
    'Create a trigger touch on rooms before update that calls touch().',
    'Create a trigger on bookings before update that calls touch() when the room changes.',
    'Split name of rooms into first_name and last_name.',
    'Split name of rooms into first_name and last_name at the space.',
    'Split name of rooms into first_name, middle_name and last_name at the first space.',
    'Split name of rooms into size and last_name at the first space.',
    'Split size of rooms into one and two at the first space.',
    'Partition visits by month on seen_at.',
    'Partition visits by hash of seen_at into 8 partitions.',
    'Visits should be partitioned monthly.',
    'Insert these rows into rooms.',
    `Insert these rows into rooms:\n\n${table('id | name | colour', '---|---|---', '1 | Blue | blue')}`,
    `Insert these rows into rooms:\n\n${table('id | name | size', '---|---|---', '1 | Blue | big')}`,
    `Insert these rows into rooms:\n\n${table('id | name', '---|---', '1 | ')}`,
    'INSERT INTO rooms (id, name) SELECT id, what FROM visits;',
    "INSERT INTO rooms (id, name) VALUES (1, 'Blue') ON CONFLICT (id) DO UPDATE SET name = 'Blue';",
    'CREATE DOMAIN email AS text COLLATE "C" CHECK (VALUE ~ \'@\');',
    'CREATE TRIGGER t BEFORE UPDATE ON bookings FOR EACH ROW WHEN (NEW.id > 1) EXECUTE FUNCTION touch();',
  ])('%s', (body) => {
    expect(plan(body).decision).toBe('clarify');
  });
});
