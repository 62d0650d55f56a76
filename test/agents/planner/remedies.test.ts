import { expect, test } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { compileOperations, Operation } from '../../../postgres/operations/index.ts';
import { testDatabase } from '../../support/database.ts';

/** `[what is wanted, what clears the way, the rows in the way, what has to be said then, what comes of it]`. */
const cases = [
  [
    'Make code of products unique',
    'Delete duplicates in products by code, keeping the oldest',
    ['id 1 and id 2'],
    'Delete duplicates in products by code, keeping the oldest. Make code of products unique.',
    ['delete_duplicates', 'add_unique'],
  ],
  [
    'Add a foreign key from reviews.product_id to products',
    'Delete rows of reviews whose product_id is not in products',
    ['id 7'],
    'Delete rows of reviews whose product_id is not in products. Add a foreign key from reviews.product_id to products.',
    ['delete_orphans', 'add_foreign_key'],
  ],
  [
    'Make product_id of reviews NOT NULL',
    'Make product_id of reviews NOT NULL, existing rows get 0',
    ['id 8'],
    'Make product_id of reviews NOT NULL, existing rows get 0',
    ['set_not_null'],
  ],
] as const;

test('what stands in the way is named by key, and the sentence that clears it is understood', async () => {
  await using db = await testDatabase({
    sql: `CREATE TABLE products (id int PRIMARY KEY, code text, created_at timestamptz NOT NULL DEFAULT now());
      INSERT INTO products VALUES (1, 'a'), (2, 'a'), (3, 'b');
      CREATE TABLE reviews (id int PRIMARY KEY, product_id int);
      INSERT INTO reviews VALUES (6, 3), (7, 9), (8, NULL);`,
  });
  const catalog = await withSession(db.target, { applicationName: 'test' }, readCatalog);
  const planned = (body: string) => {
    const decision = planRequest({ title: '', body }, catalog);
    if (decision.decision !== 'change') throw new Error(JSON.stringify(decision));
    const [first, ...rest] = decision.operations.map((one) => Operation.parse(one));
    if (first === undefined) throw new Error(body);
    return compileOperations([first, ...rest], catalog);
  };
  for (const [wanted, remedy, keys, said, operations] of cases) {
    const [check] = planned(wanted).preconditions;
    expect(check?.remedy).toBe(remedy);
    const rows = await db.query<{ key: string }>(check?.samples ?? '');
    expect(rows.map(({ key }) => key)).toEqual(keys);
    const both = planned(said);
    expect(both.operations.map(({ op }) => op)).toEqual(operations);
    expect(both.preconditions.map(({ holds }) => holds)).not.toContain(check?.holds);
  }
});
