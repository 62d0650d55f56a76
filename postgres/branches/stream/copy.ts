import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { asset } from '../../../package-root.ts';
import { withSession } from '../../connection/session.ts';
import type { Target } from '../../connection/target.ts';
import { literal } from '../../sql.ts';
import { applicationName, lockTimeoutMs } from '../maintenance.ts';
import { copyPrivileges } from '../privileges.ts';
import { copyRows, copySequences } from './rows.ts';
import { withSchemaPlan } from './schema.ts';

const uncopyableSql = readFileSync(asset('postgres/branches/stream/uncopyable.sql'), 'utf8');
const supplementSql = readFileSync(asset('postgres/branches/stream/supplement.sql'), 'utf8');

/**
 * Copies into an empty database without any program: the schema as planned by pg-delta, the rows by COPY under one
 * snapshot. Constraints come after the rows, so the order of tables does not matter. Works while production is used;
 * it holds ACCESS SHARE locks and its snapshot until the rows are over.
 */
export async function copyByStream(
  source: Target,
  branch: Target,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = { applicationName, lockTimeoutMs, ...(signal && { signal }) };
  await withSchemaPlan(source, branch, (plan) =>
    withSession(source, options, (from) =>
      withSession(branch, options, async (to) => {
        await beginSnapshot(from);
        await refuseUncopyable(from);
        await plan.applyBefore();
        await speakAlike(from, to);
        await copyRows(from, to);
        await copySequences(from, to);
        await plan.applyAfter();
        await supplement(from, to);
        await copyPrivileges(from, to);
        await from.query('COMMIT');
        await plan.applyLast();
        // Else every estimate of the planner, and of ours, starts from nothing.
        await to.query('ANALYZE');
      }),
    ),
  );
}

async function beginSnapshot(from: pg.Client): Promise<void> {
  await from.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // Else a role under row security gets some of the rows, and no error.
  await from.query('SET LOCAL row_security = off');
  await from.query('SET LOCAL search_path = pg_catalog');
}

/** So many names tell what is meant; the rest is counted. */
const namesShown = 5;

async function refuseUncopyable(from: pg.Client): Promise<void> {
  const { rows } = await from.query<{ object: string }>(uncopyableSql);
  if (rows.length === 0) return;
  const names = rows.slice(0, namesShown).map(({ object }) => object);
  const more = rows.length > namesShown ? ` and ${rows.length - namesShown} more` : '';
  throw new Error(`it cannot copy ${names.join('; ')}${more}`);
}

/** The text of a value must not depend on settings of roles or databases, nor be converted on its way. */
async function speakAlike(from: pg.Client, to: pg.Client): Promise<void> {
  const { rows } = await from.query<{ server_encoding: string }>('SHOW server_encoding');
  const encoding = literal(rows[0]?.server_encoding ?? 'UTF8');
  for (const session of [from, to])
    for (const setting of [
      `client_encoding = ${encoding}`,
      `datestyle = 'ISO, YMD'`,
      `intervalstyle = 'postgres'`,
      'extra_float_digits = 1',
      `bytea_output = 'hex'`,
      `xmloption = 'content'`,
    ])
      await session.query(`SET ${setting}`);
}

async function supplement(from: pg.Client, to: pg.Client): Promise<void> {
  await from.query(`SET client_encoding = 'UTF8'`);
  await to.query(`SET client_encoding = 'UTF8'`);
  const { rows } = await from.query<{ sql: string }>(supplementSql);
  await to.query('SET search_path = pg_catalog');
  for (const { sql } of rows) await to.query(sql);
}
