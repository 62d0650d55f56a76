import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, up } from './cycle.ts';

const pages = `
  create table pages (id uuid primary key default gen_random_uuid(), n int, doc jsonb);
  insert into pages (n, doc)
    select n, case n % 5
      when 0 then '{"title": "t", "meta": {"lang": "de", "x": 1}, "junk": [1]}'::jsonb
      when 1 then '{"meta": {"lang": null}}'
      when 2 then '{"v": 1, "head": {"title": "there"}}'
      when 3 then '[1]'
      else null end
    from generate_series(0, 2499) n;
`;
const change = {
  op: 'transform_json',
  table: 'pages',
  column: 'doc',
  moves: [{ from: 'meta.lang', to: 'i18n.locale.code' }],
  set: [{ path: 'v', value: '2' }],
  remove: ['junk'],
} as const;
const given = { ...change, moves: [...change.moves], set: [...change.set], remove: [...change.remove] };

test('moves, sets and removes in batches, and comes back to the letter', async () => {
  await using db = await testDatabase({ sql: pages });
  const session = await db.session();
  const notices: string[] = [];
  session.on('notice', ({ message }) => notices.push(message ?? ''));
  const plan = await cycle(session, given);
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['transactional', 'batched']);
  expect(await db.query('select n, doc from pages where n < 5 order by n')).toEqual([
    { n: 0, doc: { v: 2, title: 't', meta: { x: 1 }, i18n: { locale: { code: 'de' } } } },
    { n: 1, doc: { v: 2, meta: {}, i18n: { locale: { code: null } } } },
    { n: 2, doc: { v: 2, head: { title: 'there' } } },
    { n: 3, doc: [1] },
    { n: 4, doc: null },
  ]);
  expect(notices).toContain('500 rows of public.pages hold no object and were left alone');
  expect(plan.destroys).toEqual(['what public.pages.doc holds at junk, v']);
});

test('what was written since keeps its changes in the old shape', async () => {
  await using db = await testDatabase({ sql: pages });
  const session = await db.session();
  const plan = await compile(session, given);
  await up(session, plan);
  await session.query(`
    update pages set doc = jsonb_set(doc, '{i18n,locale,code}', '"fr"') where n = 0;
    update pages set doc = jsonb_set(doc, '{v}', '9') where n = 2;
    insert into pages (n, doc) values (9999, '{"v": 2, "i18n": {"locale": {"code": "it"}}, "title": "new"}'), (9998, '{"title": "plain"}')`);
  await down(session, plan);
  expect(await db.query('select n, doc from pages where n in (0, 2, 9998, 9999) order by n')).toEqual([
    { n: 0, doc: { title: 't', meta: { lang: 'fr', x: 1 }, junk: [1] } },
    { n: 2, doc: { v: 9, head: { title: 'there' } } },
    { n: 9998, doc: { title: 'plain' } },
    { n: 9999, doc: { title: 'new', meta: { lang: 'it' } } },
  ]);
});

test('says beforehand where a place is taken or no object', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, doc jsonb); insert into t values (1, '{"a": 1, "b": 2}'), (2, '{"a": 1, "c": "text"}')`,
  });
  const session = await db.session();
  const move = (to: string): Promise<Record<string, number>> =>
    compile(session, { op: 'transform_json', table: 't', column: 'doc', moves: [{ from: 'a', to }] }).then(
      ({ preconditions }) => counts(session, preconditions),
    );
  expect(await move('b')).toEqual({ 'no row of public.t has both a and b': 1 });
  expect(await move('c.d')).toEqual({
    'no row of public.t has both a and c.d': 0,
    'c, where a row of public.t has it, is an object': 1,
  });
  await expect(move('a.b')).rejects.toThrow(`paths "a" and "a.b" are in each other's way`);
});

test('any object comes back, whatever its keys', async () => {
  await using db = await testDatabase({ sql: 'create table t (id serial primary key, doc jsonb)' });
  const session = await db.session();
  const key = fc.constantFrom('a', "it's", 'v', 'ü', 'x"y', 'w');
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.constant(null),
      fc.string().map((text) => text.replaceAll('\0', '')),
      fc.array(fc.integer()),
      fc.dictionary(key, tie('value')),
    ),
  })).value;
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 8 }), key, key, async (docs, from, other) => {
      await session.query('truncate t');
      for (const doc of docs) await session.query('insert into t (doc) values ($1)', [JSON.stringify(doc)]);
      const plan = await compile(session, {
        op: 'transform_json',
        table: 't',
        column: 'doc',
        moves: [{ from: `${from}.a`, to: 'new.b' }],
        set: [{ path: 'kept.c', value: '{"d": [1, "\\u00fc"]}' }],
        remove: [`${from}.${other}`].filter((path) => path !== `${from}.a`),
      });
      const before = await session.query('select id, doc::text from t order by id');
      await up(session, plan);
      expect(Object.values(await counts(session, plan.verifications))).toEqual([0]);
      await down(session, plan);
      expect((await session.query('select id, doc::text from t order by id')).rows).toEqual(before.rows);
    }),
    { numRuns: 25 },
  );
});
