import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { type Catalog, readCatalog } from '../../../postgres/catalog/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';

const schema = `
  create type post_status as enum ('draft', 'review', 'live');
  create table users (id bigint generated always as identity primary key, email text not null unique, phone text,
    is_admin boolean not null default false);
  create table customers (id bigint generated always as identity primary key, user_id bigint references users,
    company text, vat_number text);
  create table products (id bigint generated always as identity primary key, sku text not null unique,
    price numeric(12, 2) not null, stock integer not null default 0, size text, made_at timestamp not null default now());
  create table orders (id bigint generated always as identity primary key,
    customer_id bigint not null references customers, currency text not null default 'EUR',
    status text not null default 'pending' check (status in ('pending', 'paid', 'shipped')),
    valid_from timestamptz, valid_until timestamptz);
  create table reviews (id bigint generated always as identity primary key,
    product_id bigint not null references products, user_id bigint not null references users, stars integer, body text);
  create table posts (id uuid primary key, user_id bigint references users, title text not null, state post_status not null);
  create table tags (id bigint generated always as identity primary key, name text not null);
  create table post_tags (post_id uuid references posts, tag_id bigint references tags, primary key (post_id, tag_id));
  create table rooms (id serial primary key, floor_id integer, number text not null);
  create table bookings (id serial primary key, room_id integer not null references rooms, starts_on date, ends_on date);`;

describe('short requests in plain words, of which every word is read', () => {
  let catalog: Catalog;
  let empty: Catalog;
  const plan = (title: string, body = '') => planRequest({ title, body }, catalog);
  const asked = (title: string, body = '') => {
    const decision = plan(title, body);
    return decision.decision === 'clarify' ? decision.questions.join('\n') : decision.decision;
  };
  beforeAll(async () => {
    await using database = await testDatabase();
    const read = () =>
      withSession(database.target, { applicationName: 'planner test' }, (session) => readCatalog(session));
    empty = await read();
    await database.query(schema);
    catalog = await read();
  });

  it.each([
    [
      "Order status should also be 'refunded'",
      ['drop_constraint', 'add_check'],
      { check: `"status" in ('pending', 'paid', 'shipped', 'refunded')` },
    ],
    ['size of products should only be S, M or L', ['add_check'], { check: `"size" in ('S', 'M', 'L')` }],
    [
      'Make products.size an enum: small, large',
      ['create_enum', 'alter_type'],
      { type: 'public.product_size' },
    ],
    ['Rename the post state live to published', ['rename_enum_value'], { value: 'live', to: 'published' }],
    [
      'Add "archived" and "hidden" to the post states',
      ['add_enum_value', 'add_enum_value'],
      { value: 'hidden' },
    ],
    ['The default state of posts should be review', ['set_default'], { default: "'review'" }],
    ['Products need a weight in grams', ['add_column'], { column: 'weight_grams', type: 'numeric' }],
    [
      'We need to store the VAT rate of each product as a decimal',
      ['add_column'],
      { column: 'vat_rate', type: 'numeric' },
    ],
    [
      'Products should have a kind: new, used or broken',
      ['add_column'],
      { check: `"kind" in ('new', 'used', 'broken')` },
    ],
    ['Reviews should have a currency, default EUR', ['add_column'], { column: 'currency', default: "'EUR'" }],
    ['Add an outlet flag to products', ['add_column'], { column: 'outlet', notNull: true, default: 'false' }],
    ['Every customer must have a company', ['set_not_null'], { column: 'company' }],
    ["Make company required, fill with 'none' if empty", ['backfill', 'set_not_null'], { column: 'company' }],
    ['A user can only review a product once', ['add_unique'], { columns: ['user_id', 'product_id'] }],
    ['Only one review per user and product', ['add_unique'], { columns: ['user_id', 'product_id'] }],
    ['Each tag name may only exist once', ['add_unique'], { table: 'tags', columns: ['name'] }],
    [
      'Room numbers must be unique ignoring case',
      ['add_index'],
      { columns: [{ expression: 'lower("number")' }], unique: true },
    ],
    ['The stock can never go below zero', ['add_check'], { check: '"stock" >= 0' }],
    ['The currency must be three characters long', ['add_check'], { check: 'char_length("currency") = 3' }],
    ['Limit the body of reviews to 500 characters', ['add_check'], { check: 'char_length("body") <= 500' }],
    ['valid_until must not be before valid_from', ['add_check'], { check: '"valid_until" >= "valid_from"' }],
    ['Deleting a user should also delete their reviews', ['alter_foreign_key'], { onDelete: 'cascade' }],
    ['When a user is deleted, their posts should be kept', ['alter_foreign_key'], { onDelete: 'set null' }],
    ['Orders can have several tags', ['create_table'], { primaryKey: ['order_id', 'tag_id'] }],
    ['Listing orders by customer and status is slow', ['add_index'], { columns: ['customer_id', 'status'] }],
    ['Change all timestamps to timestamptz', ['alter_type'], { table: 'products', column: 'made_at' }],
    ['Create a view of live posts', ['create_view'], { name: 'live_posts' }],
    [
      'Soft delete for orders and posts please',
      ['add_column', 'add_column'],
      { table: 'posts', column: 'deleted_at' },
    ],
    [
      'Fill missing company with vat_number',
      ['backfill'],
      { expression: 'vat_number', where: '"company" is null' },
    ],
  ])('%s', (title, kinds, last) => {
    const decision = plan(title);
    const operations = decision.decision === 'change' ? decision.operations : [decision];
    expect(operations.map((one) => Reflect.get(one, 'op'))).toEqual(kinds);
    expect(operations.at(-1)).toMatchObject(last);
  });

  it.each([
    [
      'The state of posts should be an enum with open, done',
      'the enum post_status (draft, review, live), and the request says open, done',
    ],
    [
      'Orders need a shipping status',
      'Is "shipping" a further value of orders.status (pending, paid, shipped), or a new column shipping_status?',
    ],
    ['sku should always be uppercase', 'a check refuse others ("sku" = upper("sku"))'],
    ['Make size an enum', 'Which values shall the enum of products.size have'],
    ['Products can have several images', 'a table product_images'],
    ['Add tags to products', 'A list (text[]), or rows in a table of their own?'],
    ['Users can like posts', 'a table post_likes with post_id (posts), user_id (users) and created_at'],
    ['Users should be able to write reviews', 'There is a table reviews already'],
    ['Allow users to message each other', 'sender_id and recipient_id'],
    ['Remember who cancelled a booking', 'cancelled_by that refers to users'],
    ['No two bookings of the same room may overlap', 'from starts_on to ends_on'],
    ['Products should be searchable', 'By which columns are products searched (sku, size)'],
    ['Assign bookings to users', 'a column user_id'],
    ['Delete duplicate reviews', 'the same product_id, or user_id, or stars, or body'],
    ['Posts need a "scheduled" state and a date for it', 'did not understand'],
    ['Only admins may delete reviews', 'How does the database know "admins"'],
    ['Stop storing vat_number', 'Shall customers.vat_number be dropped'],
    ['valid_until must be in the future', 'a check must not call now()'],
  ])('asks, with the choices there are: %s', (title, question) => {
    expect(asked(title)).toContain(question);
  });

  it.each([
    'The title should only be unique or empty',
    'stock should never be between 0 and 10',
    'A user can have at most 10 orders',
    'Only show posts that are live or new',
    'stock must be between 0 and 10, except for outlet products',
    'Title and body must be at most 200 characters',
    'Products need a size or a volume',
    'The body of reviews may be long or short',
    'Add state colors to posts',
    'Allow only admins as user of posts',
  ])('what is read by half is no change: %s', (title) => {
    expect(plan(title).decision).toBe('clarify');
  });

  it.each([
    'A post can have many tags',
    'The size of products may be NULL',
    "Add 'paid' to the status of orders",
    'Each order must have a customer',
    'Upgrade to Postgres 17',
    'Can we use arrays for tags?',
  ])('nothing is left to change: %s', (title) => {
    expect(plan(title).decision).toBe('no_schema_change');
  });

  it('a title above a body that asks for something only sums it up', () => {
    expect(
      plan('Products need a label', 'Add a column `label_text` (varchar(20)) to products.'),
    ).toMatchObject({
      operations: [{ op: 'add_column', column: 'label_text' }],
    });
    expect(plan('Products need a barcode', 'The warehouse asked for it.')).toMatchObject({
      operations: [{ op: 'add_column', column: 'barcode', type: 'text' }],
    });
  });

  it('in a longer text such sentences tell how things are', () => {
    const body = 'The shop is in use.\nUsers can like posts.\nWe are happy.\nAdd `note` text to products.';
    expect(plan('A note', body)).toMatchObject({ operations: [{ op: 'add_column', column: 'note' }] });
  });

  it('an empty database is not taken for the right one', () => {
    for (const title of [
      'Add a due date to tasks',
      'Tasks need a due date',
      'Drop the column notes from tasks',
    ])
      expect(planRequest({ title, body: '' }, empty)).toMatchObject({
        decision: 'clarify',
        questions: [expect.stringContaining('The database has no tables at all')],
      });
  });
});
