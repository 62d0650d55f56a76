import { buildFactBase, extract } from '@supabase/pg-delta';
import { expect, test } from 'vitest';
import { withIcuLocales } from '../../../postgres/branches/stream/icu-locales.ts';
import { openPool } from '../../../postgres/connection/pool.ts';
import { testDatabase } from '../../support/database.ts';

const sql = `
  CREATE COLLATION german (provider = icu, locale = 'de');
  CREATE COLLATION plain (provider = libc, lc_collate = 'C', lc_ctype = 'C');
  CREATE TABLE t (name text COLLATE german)`;

test('a collation as PostgreSQL 14 describes it gets its locale, and nothing else changes', async () => {
  await using db = await testDatabase({ sql });
  const pool = await openPool(db.target, { applicationName: 'test', max: 1 });
  try {
    const { factBase } = await extract(pool);
    expect(await withIcuLocales(factBase)).toBe(factBase);
    const asIn14 = factBase.facts().map((fact) =>
      fact.id.kind === 'collation' && fact.payload.provider === 'i'
        ? {
            ...fact,
            payload: {
              ...fact.payload,
              locale: null,
              lcCollate: fact.payload.locale ?? null,
              lcCtype: fact.payload.locale ?? null,
            },
          }
        : fact,
    );
    const given = await withIcuLocales(buildFactBase(asIn14, [...factBase.edges]));
    const id = { kind: 'collation', schema: 'public', name: 'german' } as const;
    expect(given.get(id)?.payload).toEqual({
      provider: 'i',
      deterministic: true,
      locale: 'de',
      lcCollate: 'de',
      lcCtype: 'de',
    });
    expect(given.get({ ...id, name: 'plain' })).toEqual(factBase.get({ ...id, name: 'plain' }));
    expect(given.facts()).toHaveLength(factBase.facts().length);
    expect(given.edges).toEqual(factBase.edges);
  } finally {
    await pool.end();
  }
});
