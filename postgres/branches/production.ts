import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { z } from 'zod';
import { asset } from '../../package-root.ts';
import { DatabaseMissing } from '../connection/errors.ts';
import type { Target } from '../connection/target.ts';

const sql = readFileSync(asset('postgres/branches/production.sql'), 'utf8');

const Production = z.object({
  /** The row of pg_database; its columns differ by version. */
  database: z.looseObject({
    datcollate: z.string(),
    datctype: z.string(),
    datconnlimit: z.number(),
    /** `c` libc, `i` ICU, `b` builtin; from 15 on. */
    datlocprovider: z.string().optional(),
    /** 15 and 16 */
    daticulocale: z.string().nullish(),
    daticurules: z.string().nullish(),
    /** From 17 on. */
    datlocale: z.string().nullish(),
  }),
  encoding: z.string(),
  owner: z.string(),
  owner_is_ours: z.boolean(),
  bytes: z.string().transform(Number),
  server: z.number(),
  platform: z.string(),
  role: z.string(),
  may_create: z.boolean(),
  others: z.number(),
  settings: z.array(z.tuple([z.string().nullable(), z.string()])),
  /** Null grantee: PUBLIC. Null: the defaults. */
  privileges: z.array(z.tuple([z.string().nullable(), z.string(), z.boolean()])).nullable(),
});
export type Production = z.infer<typeof Production>;

/** Reads in a session on any database of the server. @throws DatabaseMissing */
export async function readProduction(session: pg.Client, target: Target): Promise<Production> {
  const { rows } = await session.query(sql, [target.database]);
  if (rows.length === 0) throw new DatabaseMissing(target);
  return Production.parse(rows[0]);
}
