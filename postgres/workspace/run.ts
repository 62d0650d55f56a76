import pg from 'pg';
import { ScriptFileFailed } from './errors.ts';
import { type FileStatement, lineAfter, type ParsedFile } from './parse.ts';

/** Commits when `work` returns, rolls back when it throws. */
export async function inTransaction<T>(session: pg.Client, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN');
  try {
    const result = await work();
    await session.query('COMMIT');
    return result;
  } catch (error) {
    await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * Runs a file and then `record`, in one transaction where the file allows it.
 *
 * @throws ScriptFileFailed, or what the connection throws when it breaks
 */
export async function runSqlFile(
  session: pg.Client,
  file: ParsedFile,
  record: () => Promise<void>,
): Promise<void> {
  if (!file.transactional) {
    await runUnwrapped(session, file);
    return inTransaction(session, record);
  }
  await inTransaction(session, async () => {
    for (const statement of file.statements) await runStatement(session, file, statement, []);
    // Deferred constraints would fail the COMMIT, where no file and no line is known any more.
    const end = {
      sql: 'SET CONSTRAINTS ALL IMMEDIATE',
      line: file.statements.at(-1)?.line ?? 1,
      control: null,
    };
    await runStatement(session, file, end, []);
    await record();
  });
}

async function runUnwrapped(session: pg.Client, file: ParsedFile): Promise<void> {
  const kept: number[] = [];
  let open: number[] | null = null;
  try {
    for (const statement of file.statements) {
      await runStatement(session, file, statement, kept);
      if (statement.control === 'begin') open = [];
      else if (statement.control === 'rollback') open = null;
      else if (statement.control === 'commit') {
        kept.push(...(open ?? []));
        open = null;
      } else (open ?? kept).push(statement.line);
    }
    if (open !== null) await session.query('COMMIT');
  } catch (error) {
    if (open !== null) await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function runStatement(
  session: pg.Client,
  { path }: ParsedFile,
  { sql, line }: FileStatement,
  keptLines: readonly number[],
): Promise<void> {
  try {
    await session.query(sql);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code === undefined) throw error;
    const before = Array.from(sql).slice(0, Math.max(0, Number(error.position ?? 1) - 1));
    const failure = { file: path, line: line + lineAfter(before.join('')) - 1, sqlstate: error.code };
    throw new ScriptFileFailed({ ...failure, reason: error.message, keptLines: [...keptLines] }, error);
  }
}
