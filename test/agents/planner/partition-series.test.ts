import { expect, it } from 'vitest';
import { partsIn } from '../../../agents/models/playbook/planner/build/partition-periods.ts';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { cycle, type Given } from '../../postgres/operations/cycle.ts';
import { testDatabase } from '../../support/database.ts';
import { asShown } from './tasks-app.ts';

it.each<[string, string | undefined, readonly string[] | undefined]>([
  ['with partitions for 2026', 'quarter', ['2026_q1', '2026_q2', '2026_q3', '2026_q4']],
  ['with partitions for 2025 and 2026', 'year', ['2025', '2026']],
  [
    'with monthly partitions from November 2025 to January 2026',
    undefined,
    ['2025_11', '2025_12', '2026_01'],
  ],
  ['Create partitions for Jan to Feb 2026', 'month', ['2026_01', '2026_02']],
  ['one partition per year for 2024 to 2026', undefined, ['2024', '2025', '2026']],
  ['with partitions for 2026', undefined, undefined],
  ['with partitions for 2024 and 2026', 'year', undefined],
  ['with partitions for February 2026 to May 2026', 'quarter', undefined],
  ['with partitions for 1990 to 2026', 'month', undefined],
  ['with partitions for 2026, named after their month', 'month', undefined],
  ['with partitions for the last year', 'month', undefined],
])('%s (%s)', (wanted, period, suffixes) => {
  expect(partsIn(wanted, period)?.map(({ suffix }) => suffix)).toEqual(suffixes);
});

it('a series of partitions is made like the table, there and back', async () => {
  await using database = await testDatabase({
    sql: `CREATE TABLE owners (id integer PRIMARY KEY);
      CREATE TABLE visits (
        id bigint GENERATED ALWAYS AS IDENTITY, seen_at timestamptz NOT NULL, page text NOT NULL DEFAULT 'x',
        owner_id integer REFERENCES owners ON DELETE CASCADE, n integer CHECK (n > 0), PRIMARY KEY (id, seen_at));
      CREATE INDEX ON visits (owner_id);
      CREATE INDEX ON visits (page, n);
      ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
      INSERT INTO visits (seen_at) VALUES ('2025-05-05');
      CREATE TABLE clicks (id integer PRIMARY KEY, clicked_at timestamptz NOT NULL);`,
  });
  const session = await database.session();
  const catalog = await asShown(await readCatalog(session));
  const plan = (body: string) => planRequest({ title: 'Partitions', body }, catalog);
  const decision = plan('Partition visits by month on seen_at, with partitions for January to March 2026.');
  expect(decision).toMatchObject({
    decision: 'change',
    assumptions: [
      expect.stringContaining('become the partition visits_before_2026_01'),
      expect.stringContaining('visits_2026_01 to visits_2026_03 are made like visits'),
      expect.stringContaining('row level security is on for each of them'),
    ],
  });
  await cycle(
    session,
    (decision.decision === 'change' ? decision.operations : []) as readonly Given[],
    async () => {
      await session.query(`INSERT INTO visits (seen_at, n) VALUES ('2026-02-28 23:00Z', 3)`);
      expect(await database.query(`SELECT n FROM visits_2026_02`)).toEqual([{ n: 3 }]);
      expect(
        await database.query(
          `SELECT relname FROM pg_class WHERE relname LIKE 'visits\\_2026\\___' AND relrowsecurity`,
        ),
      ).toHaveLength(3);
    },
  );
  expect(plan('Partition clicks by month on clicked_at, with partitions for 2026.')).toMatchObject({
    decision: 'clarify',
    questions: [expect.stringMatching(/"with partitions for 2026" of clicks.*primary key \(id\)/)],
  });
});
