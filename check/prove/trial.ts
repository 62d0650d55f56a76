import { digestData } from '../../postgres/data/index.ts';
import type { SchemaState, Surroundings } from '../../postgres/snapshot/index.ts';
import type { CheckedScript } from '../migration.ts';
import type { ProofDatabase } from './database.ts';
import { type Comparison, compareMoments, compareSchemas, type Moment } from './differences.ts';
import type { Failure } from './failure.ts';
import { type Running, runStatements } from './run.ts';
import { runScript } from './run-script.ts';
import { freshSession, resetWithinTransaction } from './session.ts';
import { readTables } from './tables.ts';

/** Both directions of a migration, and the two moments that they have to lead to. */
export interface Tried {
  readonly up: CheckedScript;
  readonly down: CheckedScript;
  readonly before: Moment;
  readonly after: SchemaState;
}

export interface Trial {
  /** Of the down; null: it ran. */
  readonly failure: Failure | null;
  /** Against the moment before; null where the down did not run. */
  readonly restored: (Comparison & Pick<Moment, 'schema' | 'tables'>) | null;
  /** The up once more; null where the down did not run. */
  readonly again: { readonly failure: Failure | null; readonly comparison: Comparison | null } | null;
}

/**
 * Down and up again in one transaction that is rolled back, on the database that the up was committed in.
 *
 * Why this proves what three commits would. The up is committed before: its enum values may be used, its deferred
 * constraints have spoken, its ON COMMIT tables are gone. The down then sees exactly what a rollback would see, and
 * it is checked where its commit would be: `SET CONSTRAINTS ALL IMMEDIATE` fires what a commit fires. Schema and rows
 * are read inside of the transaction; a catalog has no state that only a commit gives it. The rollback gives the
 * history back the database as the up left it, however wrong the down was, without a copy.
 *
 * What differs from commits can only make a script fail that would have run: constraints stay immediate for the up
 * that follows, a temporary table or a new enum value of the down is still of this transaction. So success counts,
 * and a failure is tried again on a copy with real commits (`tryOnCopy`) before anybody is told. Sequences keep the
 * numbers they gave out, as they do after any rollback.
 */
export async function tryInTransaction(
  database: ProofDatabase,
  { up, down, before, after }: Tried,
  running: Running,
): Promise<Trial> {
  const session = await database.session();
  const look = () => momentOf(database, 'in transaction', before.tables !== null);
  await freshSession(session, running);
  await session.query('begin');
  try {
    const { failure } = await runStatements(session, down, running, null);
    if (failure !== null) return { failure, restored: null, again: null };
    await resetWithinTransaction(session, running);
    const restored = await look();
    const again = await runStatements(session, up, running, null);
    if (again.failure === null) await resetWithinTransaction(session, running);
    const schema = again.failure === null ? await (await database.series()).take('in transaction') : null;
    return {
      failure: null,
      restored: { ...compareMoments(before, restored), schema: restored.schema, tables: restored.tables },
      again: { failure: again.failure, comparison: schema && compareSchemas(after, schema) },
    };
  } finally {
    await session.query('rollback').catch(() => undefined);
  }
}

/** Down and up again with real commits; the database is the trial's own, and what it is afterwards counts no more. */
export async function tryOnCopy(
  database: ProofDatabase,
  { up, down, before, after }: Tried,
  running: Running,
): Promise<Trial> {
  const { failure } = await runScript(database, down, running, false);
  if (failure !== null) return { failure, restored: null, again: null };
  await freshSession(await database.session(), running);
  const restored = await momentOf(database, 'idle', before.tables !== null);
  const again = await runScript(database, up, running, false);
  if (again.failure === null) await freshSession(await database.session(), running);
  const schema = again.failure === null ? await (await database.series()).take() : null;
  return {
    failure: null,
    restored: { ...compareMoments(before, restored), schema: restored.schema, tables: restored.tables },
    again: { failure: again.failure, comparison: schema && compareSchemas(after, schema) },
  };
}

/** The down ran and led back, and the up gave the same again. */
export const isConvincing = ({ failure, restored, again }: Trial): boolean =>
  failure === null && restored?.same === true && again?.failure === null && again.comparison?.same === true;

export async function momentOf(
  database: ProofDatabase,
  surroundings: Surroundings,
  withTables = false,
): Promise<Moment> {
  const [session, series] = [await database.session(), await database.series()];
  return {
    schema: await series.take(surroundings),
    data: await digestData(session, surroundings),
    tables: withTables ? await readTables(session) : null,
  };
}
