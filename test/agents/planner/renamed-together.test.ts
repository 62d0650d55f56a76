import { expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { cycle, type Given } from '../../postgres/operations/cycle.ts';
import { testDatabase } from '../../support/database.ts';

it.each([
  ['Rename table order items to lines and its column qty to quantity', ''],
  ['Rename table order_items to lines and rename qty to quantity', ''],
  ['Rename the column qty of order_items to quantity', 'Rename the table order_items to lines.'],
])(
  'a table gets its new name first, its column then, and both old names live on: %s',
  async (title, body) => {
    await using database = await testDatabase({
      sql: `CREATE TABLE order_items (id integer PRIMARY KEY, qty integer NOT NULL);
      INSERT INTO order_items VALUES (1, 10);`,
    });
    const session = await database.session();
    const decision = planRequest({ title, body }, await readCatalog(session));
    expect(decision).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'rename_table', table: 'order_items', to: 'lines' },
        { op: 'rename_column', table: 'lines', column: 'qty', to: 'quantity' },
      ],
    });
    await cycle(
      session,
      (decision.decision === 'change' ? decision.operations : []) as readonly Given[],
      async () => {
        await session.query('INSERT INTO order_items VALUES (2, 20)');
        await session.query('UPDATE lines SET quantity = 11 WHERE id = 1');
        expect(await database.query('SELECT id, qty FROM order_items ORDER BY id')).toEqual([
          { id: 1, qty: 11 },
          { id: 2, qty: 20 },
        ]);
        expect(await database.query('SELECT quantity FROM lines WHERE id = 2')).toEqual([{ quantity: 20 }]);
      },
    );
  },
);
