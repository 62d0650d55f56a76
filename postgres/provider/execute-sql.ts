import pg from 'pg';
import { withoutValues } from '../apply/failure.ts';
import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import type { QueryResult } from '../provider.ts';
import { SqlFailed } from './errors.ts';

/** A look at the data that takes longer than this is a mistake; on production it would be a burden. */
const statementTimeoutMs = 60_000;
const lockTimeoutMs = 3_000;

/**
 * Runs one statement. The extended protocol takes no second one, so `COMMIT; DELETE …` cannot leave the read-only
 * transaction.
 */
export async function executeSql(
  target: Target,
  sql: string,
  { readOnly, signal }: { readonly readOnly: boolean; readonly signal: AbortSignal },
): Promise<QueryResult> {
  const options = { applicationName: 'godwit:execute-sql', lockTimeoutMs, statementTimeoutMs, signal };
  return withSession(target, options, async (session) => {
    try {
      await session.query(`BEGIN ${readOnly ? 'READ ONLY' : 'READ WRITE'}`);
      const extended: pg.QueryConfig & { queryMode: 'extended' } = { text: sql, queryMode: 'extended' };
      const result: pg.QueryResult<Record<string, unknown>> = await session.query(extended);
      await session.query('COMMIT');
      return {
        rows: result.rows,
        rowCount: result.rowCount ?? result.rows.length,
        fields: result.fields.map(({ name }) => name),
      };
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      const sqlstate = error.code ?? 'XX000';
      throw new SqlFailed(withoutValues(error.message, sqlstate), sqlstate);
    }
  });
}
