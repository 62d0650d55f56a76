import pg from 'pg';
import { withoutValues } from '../apply/failure.ts';
import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import type { QueryResult } from '../provider.ts';
import { SqlFailed } from './errors.ts';
import { readStatement } from './read-statement.ts';
import { becomeReader, type Reader } from './reader.ts';

/** A look at the data that takes longer than this is a mistake; on production it would be a burden. */
const statementTimeoutMs = 60_000;
const lockTimeoutMs = 3_000;

interface ExecuteOptions {
  readonly readOnly: boolean;
  readonly signal: AbortSignal;
}

/**
 * Runs one statement. The extended protocol takes no second one, so `COMMIT; DELETE …` cannot leave the transaction.
 * Read only: as `reader.ts` says, and rolled back at the end, because a server before 16 lets a read-only transaction
 * make large objects, and every one lets it NOTIFY.
 * @throws SqlFailed | NotARead | ReaderMayWrite
 */
export async function executeSql(
  target: Target,
  sql: string,
  { readOnly, signal }: ExecuteOptions,
): Promise<QueryResult> {
  const statement = readOnly ? readStatement(sql) : undefined;
  const options = { applicationName: 'godwit:execute-sql', lockTimeoutMs, statementTimeoutMs, signal };
  return withSession(target, options, async (session) => {
    let reader: Reader | undefined;
    try {
      await session.query(`BEGIN ${readOnly ? 'READ ONLY' : 'READ WRITE'}`);
      if (statement !== undefined) reader = await becomeReader(session, statement);
      const extended: pg.QueryConfig & { queryMode: 'extended' } = { text: sql, queryMode: 'extended' };
      const result: pg.QueryResult<Record<string, unknown>> = await session.query(extended);
      await session.query(readOnly ? 'ROLLBACK' : 'COMMIT');
      return {
        rows: result.rows,
        rowCount: result.rowCount ?? result.rows.length,
        fields: result.fields.map(({ name }) => name),
      };
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      const sqlstate = error.code ?? 'XX000';
      throw new SqlFailed(withoutValues(error.message, sqlstate), sqlstate, hintFor(sqlstate, reader));
    }
  });
}

/** 42501: insufficient privilege, row level security among it. */
function hintFor(sqlstate: string, reader: Reader | undefined): string | undefined {
  if (sqlstate !== '42501' || reader === undefined) return undefined;
  return reader === 'login'
    ? 'Rows that row level security hides from the login would be missing silently; give it a role that sees them.'
    : `It ran as ${reader}, because it calls a function that does more than compute. Leave the call out, or make a role godwit_reader (docs/policies.md).`;
}
