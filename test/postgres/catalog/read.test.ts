import { expect, test } from 'vitest';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { testDatabase } from '../../support/database.ts';
import { serverMajor, since } from '../../support/server-version.ts';

const sql = `
  create type public.status as enum ('open', 'done');
  create table public."Order Items" (
    id bigint generated always as identity primary key,
    "Größe" numeric(10, 2) not null default 1.5,
    state public.status default 'open',
    tags text[] collate "C",
    twice numeric generated always as ("Größe" * 2) stored
  );
  comment on table public."Order Items" is 'what was ordered';
  comment on column public."Order Items".state is 'how far it is';
  alter table public."Order Items" enable row level security;
  create policy mine on public."Order Items" for select using (state = 'open');
  create table public.parts (item bigint not null references public."Order Items" (id) on delete cascade, n int check (n > 0));
  create unique index parts_lower on public.parts ((n + 1), item) include (n) where n is not null;
  create view public.open_items as select id, state from public."Order Items";
  alter table public.parts alter column n set statistics 500;
`;

test('reads tables, columns, constraints, indexes, policies and what depends on them', async () => {
  await using db = await testDatabase({ sql });
  const catalog = await readCatalog(await db.session());
  expect(catalog.serverVersion).toBeGreaterThan(140000);
  expect(catalog.enums).toEqual([{ schema: 'public', name: 'status', labels: ['open', 'done'] }]);
  expect(catalog.volatileFunctions).toContain('random');
  expect(catalog.volatileFunctions).not.toContain('now');
  expect(catalog.tables.map(({ name, kind }) => [name, kind])).toEqual([
    ['Order Items', 'table'],
    ['open_items', 'view'],
    ['parts', 'table'],
  ]);
  const [items, , parts] = catalog.tables;
  expect(items).toMatchObject({
    schema: 'public',
    rlsEnabled: true,
    rlsForced: false,
    estimatedRows: -1,
    comment: 'what was ordered',
    primaryKey: ['id'],
    columns: [
      { name: 'id', type: 'bigint', identity: 'always', notNull: true, default: null },
      { name: 'Größe', type: 'numeric(10,2)', notNull: true, default: '1.5', identity: null, comment: null },
      { name: 'state', type: 'public.status', default: "'open'::public.status", comment: 'how far it is' },
      { name: 'tags', type: 'text[]', collation: '"C"' },
      { name: 'twice', generated: 'stored', default: null },
    ],
    policies: [
      {
        name: 'mine',
        command: 'select',
        permissive: true,
        roles: ['public'],
        using: "(state = 'open'::public.status)",
        check: null,
      },
    ],
  });
  expect(items?.dependents).toEqual([
    { column: 'id', kind: 'foreign key', name: 'foreign key parts_item_fkey of public.parts' },
    { column: 'Größe', kind: 'generated column', name: 'generated column twice' },
    { column: 'state', kind: 'policy', name: 'policy mine on public.Order Items' },
    { column: 'id', kind: 'view', name: 'view public.open_items' },
    { column: 'state', kind: 'view', name: 'view public.open_items' },
  ]);
  expect(parts?.constraints).toContainEqual({
    name: 'parts_item_fkey',
    kind: 'foreign key',
    columns: ['item'],
    definition: 'FOREIGN KEY (item) REFERENCES public."Order Items"(id) ON DELETE CASCADE',
    validated: true,
    references: { schema: 'public', table: 'Order Items', columns: ['id'] },
    comment: null,
    inherited: false,
    toPartition: false,
    dependents: [],
  });
  expect(parts?.indexes).toMatchObject([
    { name: 'parts_lower', columns: [null, 'item'], unique: true, valid: true },
  ]);
  expect(parts?.columns[1]?.settings).toEqual(['SET STATISTICS 500']);
});

test('reads what belongs to no table, and what views, triggers and partitions are', async () => {
  await using db = await testDatabase({
    sql: `
      create schema "Extra"; comment on schema "Extra" is 'more';
      create type mood as enum ('good');
      create domain "Extra".level as int check (value > 0);
      create table t (id serial, state mood default 'good', n "Extra".level);
      create view v ${since(15, 'with (security_invoker = true)')} as select id from t;
      create function f(a int, b mood default 'good') returns mood language sql set search_path = '' as 'select b';
      create view uses as select f(1);
      create procedure "Extra".p() language plpgsql as $$ begin end $$;
      revoke all on procedure "Extra".p() from public;
      create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger touch before update on t for each row execute function touch();
      alter table t enable always trigger touch; comment on trigger touch on t is 'why';
      create table parts (id int, at date) partition by range (at);
      create table parts_old partition of parts for values from (minvalue) to ('2020-01-01');
    `,
  });
  const { tables, ...catalog } = await readCatalog(await db.session());
  expect(catalog).toMatchObject({
    user: 'postgres',
    schemas: [
      { name: 'Extra', comment: 'more', owner: 'postgres', grants: [] },
      {
        name: 'public',
        grants: [{ role: 'public', privileges: serverMajor < 15 ? ['CREATE', 'USAGE'] : ['USAGE'] }],
      },
    ],
    sequences: [{ schema: 'public', name: 't_id_seq', grants: [] }],
    types: [
      { schema: 'Extra', name: 'level', kind: 'domain', usedBy: ['column n of table public.t'] },
      {
        schema: 'public',
        name: 'mood',
        kind: 'enum',
        grants: [{ role: 'public', privileges: ['USAGE'], grantable: false }],
        usedBy: [
          'column f of view public.uses',
          'column state of table public.t',
          'default value for column state of table public.t',
          'function public.f(integer,public.mood)',
        ],
      },
    ],
    routines: [
      { schema: 'Extra', name: 'p', kind: 'procedure', returns: null, grants: [], usedBy: [] },
      {
        name: 'f',
        kind: 'function',
        inputTypes: 'integer, public.mood',
        arguments: 'a integer, b public.mood',
        argumentNames: ['a', 'b'],
        argumentModes: [],
        defaults: 1,
        returns: 'public.mood',
        usedBy: ['view public.uses'],
      },
      { name: 'touch', usedBy: ['trigger touch on table public.t'] },
    ],
  });
  const table = (name: string) => tables.find((one) => one.name === name);
  expect(table('v')).toMatchObject({
    owner: 'postgres',
    definition: ` SELECT ${serverMajor < 16 ? 't.' : ''}id\n   FROM public.t;`,
    options: serverMajor < 15 ? [] : ['security_invoker=true'],
    rules: [],
  });
  expect(table('t')).toMatchObject({
    definition: null,
    triggerDefinitions: [
      {
        name: 'touch',
        definition:
          'CREATE TRIGGER touch BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.touch()',
        state: 'always',
        inherited: false,
        comment: 'why',
      },
    ],
  });
  expect(table('parts')?.partitionKey).toEqual({
    strategy: 'range',
    definition: 'RANGE (at)',
    columns: ['at'],
  });
  expect(table('parts_old')?.partitionOf).toEqual({
    schema: 'public',
    table: 'parts',
    bound: `FOR VALUES FROM (MINVALUE) TO ('2020-01-01')`,
  });
});
test('reads what stands in the way of dropping or changing constraints and indexes', async () => {
  await using db = await testDatabase({
    sql: `
      create table base (id int primary key, code varchar(9) unique);
      create table child () inherits (base);
      create table refs (code text references base (code));
      create view by_key as select id, code from base group by id;
      create table parts (at date, n int check (n > 0)) partition by range (at, (n + 1));
      create table part partition of parts for values from ('2020-01-01', 0) to ('2021-01-01', 0);
      comment on constraint base_pkey on base is 'the key';
      comment on index base_pkey is 'its index';
      alter table base cluster on base_pkey, replica identity using index base_pkey;
      create publication p for table base;
    `,
  });
  const { tables, casts } = await readCatalog(await db.session());
  const table = (name: string) => tables.find((known) => known.name === name);
  expect(table('base')).toMatchObject({ publications: ['p'], inheritance: true });
  expect(table('base')?.constraints.filter(({ kind }) => kind !== 'not null')).toMatchObject([
    { name: 'base_code_key', dependents: [], comment: null },
    { name: 'base_pkey', dependents: ['view public.by_key'], comment: 'the key' },
  ]);
  expect(table('base')?.indexes).toMatchObject([
    {
      name: 'base_code_key',
      clustered: false,
      replicaIdentity: false,
      dependents: ['foreign key refs_code_fkey of public.refs'],
    },
    { name: 'base_pkey', clustered: true, replicaIdentity: true, comment: 'its index', attached: false },
  ]);
  expect(table('parts')).toMatchObject({
    partitionOf: null,
    partitionKey: { strategy: 'range', definition: 'RANGE (at, ((n + 1)))', columns: ['at', null] },
    inheritance: false,
  });
  expect(table('part')).toMatchObject({
    partitionOf: { schema: 'public', table: 'parts' },
    partitionKey: null,
    constraints: [{ name: 'parts_n_check', inherited: true }],
  });
  const cast = (from: string, to: string) => casts?.find((known) => known.from === from && known.to === to);
  expect(cast('character varying', 'text')).toMatchObject({
    assignment: true,
    binary: true,
    immutable: true,
  });
  expect(cast('timestamp without time zone', 'timestamp with time zone')).toMatchObject({ immutable: false });
  expect(cast('double precision', 'integer')).toMatchObject({ assignment: true, binary: false });
});

test('needs no grant on any table', async () => {
  await using db = await testDatabase({ sql });
  const role = `nobody_${process.pid}`;
  await db.query(`create role ${role}`);
  try {
    const session = await db.session();
    const full = await readCatalog(session);
    await session.query(`set role ${role}`);
    expect(await readCatalog(session)).toEqual({
      ...full,
      roles: expect.anything(),
      user: role,
    });
    await session.query('reset role');
  } finally {
    await db.query(`drop role ${role}`);
  }
});

test('reads a thousand tables in no more than ten times the time of a hundred', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const create = (from: number, to: number): Promise<unknown> =>
    db.query(`do $$ begin for n in ${from}..${to} loop
      execute format('create table t%s (id bigint generated always as identity primary key, a int not null default 1 check (a > 0), b text, c timestamptz)', n);
      execute format('create index on t%s (b)', n);
      if n % 100 = 0 then commit; end if;
    end loop; end $$`);
  // The best of several: a machine that is busy with other tests says nothing about the queries.
  const fastest = async (): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 4; round++) {
      const start = performance.now();
      await readCatalog(session);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  await create(1, 100);
  const hundred = await fastest();
  await create(101, 1000);
  expect((await readCatalog(session)).tables).toHaveLength(1000);
  expect((await fastest()) / hundred).toBeLessThan(10);
});
