import { expect, test } from 'vitest';
import { dangerOf } from '../../policies/sql/functions.ts';
import { harmlessVolatileFunctions, stableFunctions } from '../../policies/sql/known-functions.ts';
import { testDatabase } from '../support/database.ts';

test('no function that counts as stable is volatile in the catalog', async () => {
  await using db = await testDatabase();
  const volatile = await db.query<{ name: string }>(
    "SELECT DISTINCT proname AS name FROM pg_proc WHERE provolatile = 'v' AND pronamespace = 'pg_catalog'::regnamespace",
  );
  expect(volatile.map(({ name }) => name).filter((name) => stableFunctions.has(name))).toEqual([]);
});

test('every listed function exists, or is one of another version', async () => {
  await using db = await testDatabase();
  const rows = await db.query<{ name: string }>(
    "SELECT DISTINCT proname AS name FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace",
  );
  const existing = new Set(rows.map(({ name }) => name));
  const missing = [...stableFunctions, ...harmlessVolatileFunctions].filter((name) => !existing.has(name));
  // Written like calls, but nodes of their own in the grammar; or newer than the oldest supported server.
  expect(missing.sort()).toEqual([]);
});

test('no listed function is dangerous, and every volatile built-in is judged on purpose', async () => {
  const listed = [...stableFunctions, ...harmlessVolatileFunctions];
  expect(listed.filter((name) => dangerOf([name]) !== undefined)).toEqual([]);
});
