import { describe, expect, it } from 'vitest';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { verifyIndexes } from '../../../postgres/verify/index.ts';
import { testDatabase } from '../../support/database.ts';
import { compile, up } from '../operations/cycle.ts';

const schema = `
  CREATE TABLE people (id int PRIMARY KEY, name text, PRIMARY_old int);
  CREATE TABLE tasks (id int PRIMARY KEY, owner_id int REFERENCES people, title text);
  CREATE TABLE "Odd.one" (id int PRIMARY KEY, "a b" int);
  CREATE INDEX tasks_title ON tasks (title);`;

async function verified(migration: string, expected: string[] = []) {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const before = await readCatalog(session);
  await db.query(migration);
  return await verifyIndexes(before, await readCatalog(session), session, expected);
}

const clean = { invalid: [], uncoveredForeignKeys: [], missing: [], duplicates: [] };

describe('verifyIndexes', () => {
  it('finds nothing new to say about what production has', async () => {
    expect(await verified('SELECT 1')).toEqual({ ...clean, indexes: 4 });
  });

  it('finds new foreign keys without an index', async () => {
    const add = 'ALTER TABLE tasks ADD reviewer_id int CONSTRAINT reviewer REFERENCES people';
    expect((await verified(add)).uncoveredForeignKeys).toEqual([
      { table: 'public.tasks', constraint: 'reviewer', columns: ['reviewer_id'] },
    ]);
    for (const index of ['(reviewer_id)', '(reviewer_id, title)', 'USING hash (reviewer_id)']) {
      expect(await verified(`${add}; CREATE INDEX ON tasks ${index}`)).toMatchObject(clean);
    }
    for (const index of [
      '(title, reviewer_id)',
      '(reviewer_id) WHERE title IS NOT NULL',
      '(title) INCLUDE (reviewer_id)',
    ]) {
      const { uncoveredForeignKeys } = await verified(
        `${add}; DROP INDEX tasks_title; CREATE INDEX ON tasks ${index}`,
      );
      expect(uncoveredForeignKeys).toHaveLength(1);
    }
  });

  it('says nothing new of a column that stands twice for a while', async () => {
    await using db = await testDatabase({ sql: schema });
    const session = await db.session();
    const before = await readCatalog(session);
    const given = { op: 'alter_type', table: 'tasks', column: 'owner_id', type: 'bigint' } as const;
    await up(session, await compile(session, given));
    expect(await verifyIndexes(before, await readCatalog(session), session, [])).toMatchObject(clean);
  });

  it('covers a key of two columns in any order', async () => {
    const key = `ALTER TABLE people ADD UNIQUE (id, name);
      ALTER TABLE tasks ADD CONSTRAINT pair FOREIGN KEY (owner_id, title) REFERENCES people (id, name);`;
    expect((await verified(key)).uncoveredForeignKeys).toMatchObject([{ columns: ['owner_id', 'title'] }]);
    expect(
      (await verified(`${key} CREATE INDEX ON tasks (title, owner_id, id)`)).uncoveredForeignKeys,
    ).toEqual([]);
  });

  it('finds expected indexes that are missing', async () => {
    const expected = [
      'public.tasks.title',
      'tasks.owner_id',
      'public.tasks(title, id)',
      'public.Odd.one.a b',
      'none.x',
    ];
    expect((await verified('SELECT 1', expected)).missing).toEqual(expected.slice(1));
    const sql =
      'CREATE INDEX ON tasks (owner_id); CREATE INDEX ON tasks (title, id); CREATE INDEX ON "Odd.one" ("a b")';
    expect((await verified(sql, expected)).missing).toEqual(['none.x']);
  });

  it('finds new indexes that another one makes needless', async () => {
    expect((await verified('CREATE INDEX again ON tasks (title)')).duplicates).toEqual([
      { index: 'public.again', of: 'public.tasks_title' },
    ]);
    expect((await verified('CREATE INDEX on_key ON tasks (id)')).duplicates).toEqual([
      { index: 'public.on_key', of: 'public.tasks_pkey' },
    ]);
    expect(
      (await verified('CREATE INDEX a ON people (name); CREATE INDEX b ON people (name)')).duplicates,
    ).toHaveLength(1);
    const others = [
      '(title DESC)',
      '(lower(title))',
      '(title) WHERE id > 1',
      'USING hash (title)',
      '(title COLLATE "C")',
    ];
    for (const other of others)
      expect((await verified(`CREATE INDEX ON tasks ${other}`)).duplicates).toEqual([]);
    // The new one does more: it is the old one that is needless, and nobody asked about that.
    expect((await verified('CREATE UNIQUE INDEX u ON tasks (title)')).duplicates).toEqual([]);
  });

  it('finds an invalid index', async () => {
    await using db = await testDatabase({ sql: `${schema} INSERT INTO people VALUES (1, 'a'), (2, 'a')` });
    const session = await db.session();
    const before = await readCatalog(session);
    await expect(db.query('CREATE UNIQUE INDEX CONCURRENTLY broken ON people (name)')).rejects.toThrow();
    const broken = await readCatalog(session);
    expect((await verifyIndexes(before, broken, session, ['people.name'])).invalid).toEqual([
      'public.broken',
    ]);
    expect((await verifyIndexes(before, broken, session, ['people.name'])).missing).toEqual(['people.name']);
    expect((await verifyIndexes(broken, broken, session, [])).invalid).toEqual([]);
  });
});
