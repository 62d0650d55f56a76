import { describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { catalogOf as shop, table } from './table.ts';

const customers = table('customers', { id: 'bigint', name: 'text', stripe_customer_id: 'text' });
const orders = table('orders', { id: 'bigint', customer_id: 'bigint', designer_id: 'bigint' });
const notes = table('notes', {
  id: 'bigint',
  order_id: 'bigint',
  notable_id: 'bigint',
  notable_type: 'text',
});

describe('foreign keys that only the names of columns tell', () => {
  const request = { title: 'Add missing foreign keys', body: '' };

  it('are asked about, with what the catalog says', () => {
    expect(planRequest(request, shop(customers, orders, notes))).toMatchObject({
      decision: 'clarify',
      questions: [
        'Shall these become foreign keys: orders.customer_id to customers, notes.order_id to orders? orders.designer_id may be one, too: to which table?',
      ],
    });
  });

  it.each([
    'Define foreign keys on db-level, create migration',
    'Add foreign keys to tables using migrations',
    'Add postgresql constraints for foreign keys where possible, to enforce referential integrity',
    'Missing foreign keys',
  ])('%s', (title) => {
    const { decision, ...rest } = planRequest({ title, body: '' }, shop(customers, orders, notes));
    expect(decision).toBe('clarify');
    expect(rest).toMatchObject({ questions: [expect.stringContaining('Shall these become foreign keys')] });
  });

  it('are made when somebody says yes', () => {
    const catalog = shop(customers, orders, notes);
    const asked = planRequest(request, catalog);
    if (asked.decision !== 'clarify') throw new Error('nothing was asked');
    expect(planRequest(request, catalog, [{ questions: asked.questions, answer: 'yes' }])).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'add_foreign_key', table: 'orders', column: 'customer_id', references: { table: 'customers' } },
        { op: 'add_foreign_key', table: 'notes', column: 'order_id', references: { table: 'orders' } },
      ],
    });
  });

  it('are made of names that SQL quotes', () => {
    const catalog = shop(
      table('Shop Order', { id: 'bigint', customerId: 'bigint' }),
      table('Customer', { id: 'bigint' }),
      table('order', { id: 'bigint' }),
      table('select', { id: 'bigint', order_id: 'bigint' }),
    );
    const asked = planRequest(request, catalog);
    if (asked.decision !== 'clarify') throw new Error('nothing was asked');
    expect(planRequest(request, catalog, [{ questions: asked.questions, answer: 'yes' }])).toMatchObject({
      decision: 'change',
      operations: expect.arrayContaining([
        expect.objectContaining({ op: 'add_foreign_key', table: 'Shop Order', column: 'customerId' }),
        expect.objectContaining({ op: 'add_foreign_key', table: 'select', column: 'order_id' }),
      ]),
    });
  });

  it('are no more than the answer names', () => {
    const catalog = shop(customers, orders, notes);
    const asked = planRequest(request, catalog);
    if (asked.decision !== 'clarify') throw new Error('nothing was asked');
    const answer = 'Add a foreign key on notes.order_id to orders.';
    expect(planRequest(request, catalog, [{ questions: asked.questions, answer }])).toMatchObject({
      decision: 'change',
      operations: [{ op: 'add_foreign_key', table: 'notes', column: 'order_id' }],
    });
  });

  it('are not looked for where nothing is called so', () => {
    expect(planRequest(request, shop(customers))).toMatchObject({
      decision: 'no_schema_change',
      reason: expect.stringContaining('every column that is called after a table is a foreign key'),
    });
    expect(planRequest(request, shop(orders))).toMatchObject({
      questions: ['Which tables do orders.customer_id, orders.designer_id refer to? None is called so.'],
    });
  });

  it('are made for a column that the request names', () => {
    expect(
      planRequest({ title: 'orders.customer_id as foreign key', body: '' }, shop(customers, orders)),
    ).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'add_foreign_key', table: 'orders', column: 'customer_id', references: { table: 'customers' } },
      ],
      assumptions: ['orders.customer_id refers to customers, after which it is called'],
    });
    expect(
      planRequest({ title: 'orders.designer_id as foreign key', body: '' }, shop(customers, orders)),
    ).toMatchObject({
      questions: ['Which table does orders.designer_id refer to?'],
    });
  });
});
