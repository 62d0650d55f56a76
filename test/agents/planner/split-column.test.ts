import { expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';
import { asShown } from './tasks-app.ts';

it('splits a text at the first or the last of a sign, and tells what becomes of one word and of three', async () => {
  await using database = await testDatabase({
    sql: `CREATE TABLE people (id integer PRIMARY KEY, name text, email text);
      INSERT INTO people VALUES (1, 'Ada', 'ada'), (2, 'Ada King Lovelace', 'a@b.org'), (3, '  Ada  Lovelace ', NULL), (4, NULL, '@');`,
  });
  const catalog = await asShown(
    await withSession(database.target, { applicationName: 'planner test' }, readCatalog),
  );
  const parts = async (body: string) => {
    const decision = planRequest({ title: 'Names', body }, catalog);
    if (decision.decision !== 'change') throw new Error(JSON.stringify(decision));
    const filled = decision.operations.flatMap((one) => (one.op === 'backfill' ? [one.expression] : []));
    const rows = await database.query<{ parts: (string | null)[] }>(
      `SELECT ARRAY[${filled.join(', ')}] AS parts FROM people ORDER BY id`,
    );
    return { decision, rows: rows.map((row) => row.parts) };
  };

  const first = await parts('Split name of people into first_name and last_name at the first space.');
  expect(first.decision).toMatchObject({
    operations: [
      { op: 'add_column', column: 'first_name', type: 'text' },
      { op: 'backfill', column: 'first_name' },
      { op: 'add_column', column: 'last_name', type: 'text' },
      { op: 'backfill', column: 'last_name' },
    ],
    assumptions: [
      expect.stringContaining('a value without one becomes first_name, and last_name stays empty'),
      expect.stringContaining('people.name stays as it is'),
    ],
  });
  expect(first.rows).toEqual([
    ['Ada', null],
    ['Ada', 'King Lovelace'],
    ['Ada', 'Lovelace'],
    [null, null],
  ]);
  const last = await parts(
    'Split `name` of people at the last space into `given` and `family`, and drop name.',
  );
  expect(last.decision.assumptions).toContain(
    'people.name is not dropped here: it stays beside given and family until nothing reads or writes it any more, and a later migration drops it',
  );
  expect(last.decision.operations.map(({ op }) => op)).not.toContain('drop_column');
  expect(last.rows).toEqual([
    ['Ada', null],
    ['Ada King', 'Lovelace'],
    ['Ada', 'Lovelace'],
    [null, null],
  ]);
  const sign = await parts('Split email of people into local_part and domain at the @.');
  expect(sign.rows).toEqual([
    ['ada', null],
    ['a', 'b.org'],
    [null, null],
    ['', ''],
  ]);
});
