import { describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { catalogOf, table } from './table.ts';

const users = table('users', { id: 'bigint', phone: 'character varying(20)', is_active: 'boolean' });
const orders = table('orders', {
  id: 'bigint',
  user_id: 'bigint',
  status: 'text',
  total: 'integer',
  placed_at: 'timestamp with time zone',
});
const items = table('order_items', { id: 'bigint', unit_price: 'numeric(8,2)', quantity: 'integer' });
const shop = catalogOf(users, orders, items);

const plan = (title: string, body: string) => planRequest({ title, body }, shop);

const asked = (title: string, body: string): string => {
  const planned = plan(title, body);
  return planned.decision === 'clarify' ? planned.questions.join('\n') : planned.decision;
};

describe('a sentence about a column that it does not name', () => {
  it.each([
    ['Overflow on unit_price', 'widen to numeric(12,2)', 'order_items', 'unit_price'],
    ['users.phone is too short', 'Change it to varchar(40).', 'users', 'phone'],
  ])('%s: %s', (title, body, table, column) => {
    expect(plan(title, body)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'alter_type', table, column }],
    });
  });

  it.each([
    ['varchar(20) is too short for some phone numbers', 'make it 40', 'make it 40 (of users.phone)'],
    ['orders.placed_at stays empty', 'default now() please', 'default now() please (of orders.placed_at)'],
    ['Data minimisation: no phone in users', 'Drop the field.', 'Drop the field (of users.phone)'],
    ['orders.placed_at is filtered a lot', 'Index please.', 'Index please'],
    ['Zero quantity crashes (order_items)', 'check (quantity > 0)', 'check (quantity > 0) (of order_items'],
    ['placed_at: mandatory from now on', '', 'placed_at: mandatory from now on (of orders.placed_at)'],
  ])('%s: %s is asked about, with the column that is meant', (title, body, question) => {
    expect(asked(title, body)).toContain(question);
  });

  it.each([
    ['yes', { decision: 'change', operations: [{ op: 'drop_column', table: 'users', column: 'phone' }] }],
    ['no', { decision: 'no_schema_change' }],
    ['perhaps the other one', { decision: 'clarify' }],
  ])('%s answers that', (answer, outcome) => {
    const request = { title: 'Data minimisation: no phone in users', body: 'Drop the field.' };
    const questions = [asked(request.title, request.body)];
    expect(planRequest(request, shop, [{ questions, answer }])).toMatchObject(outcome);
  });

  it.each([
    ['two columns may be meant', 'Overflow on unit_price', 'user_id overflows, too. widen to numeric(12,2)'],
    ['the check is of another column', 'orders.total is wrong', 'check (quantity > 0)'],
    ['a general word names none', 'Wrong status on the page', 'Drop the field.'],
    ['the new name is taken', 'orders.total is misleading', 'So call it status.'],
    ['a length is no type of a number', 'orders.total is too short', 'make it 40'],
  ])('asks where %s', (_, title, body) => {
    expect(plan(title, body).decision).not.toBe('change');
  });
});

describe('an arrow', () => {
  it.each([
    ['orders: placed_at -> ordered_at', { op: 'rename_column', column: 'placed_at', to: 'ordered_at' }],
    ['users.phone → gone', { op: 'drop_column', column: 'phone' }],
    ['numeric → numeric(12,2) for order_items.unit_price', { op: 'alter_type', type: 'numeric(12,2)' }],
    ['order_items.unit_price: numeric → numeric(12,2)', { op: 'alter_type', column: 'unit_price' }],
    ['order_items → line_items (the table)', { op: 'rename_table', to: 'line_items' }],
  ] as const)('%s', (title, operation) => {
    expect(plan(title, '')).toMatchObject({ decision: 'change', operations: [operation] });
  });

  it.each([
    'orders.user_id → users',
    'orders.status → enum',
    'orders.status → total',
    'orders → users (the table)',
    'orders → archive',
  ])('%s is no new name', (title) => {
    expect(plan(title, '').decision).not.toBe('change');
  });
});

describe('new columns with nothing but their types', () => {
  it.each([
    ['We do not know when an order was cancelled', 'cancelled_at (timestamptz) plus cancel_reason (text).'],
    ['Cancelled orders', 'So: cancelled_at timestamptz and cancel_reason text in orders, nullable for now.'],
    ['Why was an order cancelled?', '- cancelled_at: timestamptz\n- cancel_reason: string'],
  ])('%s: %s are asked about', (title, body) => {
    expect(plan(title, body).decision).toBe('clarify');
  });

  it('are for no table that the request does not name', () => {
    expect(plan('Users cancel orders', 'cancelled_at (timestamptz)').decision).toBe('clarify');
    expect(plan('Cancelled', 'cancelled_at (timestamptz)').decision).not.toBe('change');
  });
});

describe('what only a schema declares', () => {
  const states = { schema: 'public', name: 'order_state', labels: ['open', 'done'] };
  it.each([
    ['Kurse sollen was kosten', 'price_cents als integer, not null, default 0'],
    ['Late parcels', 'Our courier tells us so now, which the order_state cannot say.'],
  ])('%s: %s is asked about, and not passed over', (title, body) => {
    expect(planRequest({ title, body }, { ...shop, enums: [states] }).decision).toBe('clarify');
  });
});
