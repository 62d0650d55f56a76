import { randomBytes } from 'node:crypto';
import { type ClientBase, DatabaseError } from 'pg';

interface Statements {
  /** Part of their names, which nobody can guess: SQL in the session cannot put another query in their place. */
  readonly tag: string;
  /** Rows that the largest of their results had. */
  largest: number;
}

/** A plan made for a small catalog is quadratic on a large one: new plans when it has grown this much. */
const growth = 1.5;
/** Rows up to which plans do not matter. */
const smallest = 100;
const noSuchStatement = '26000';

const known = new WeakMap<ClientBase, Statements>();

/** Rows of a query of ours that a session runs again and again: planning costs more than running it. */
export type Run = <Row extends object>(name: string, sql: string) => Promise<Row[]>;

/** Runs `read` with queries that are prepared once per session. */
export async function withPrepared<T>(session: ClientBase, read: (run: Run) => Promise<T>): Promise<T> {
  try {
    return await once(session, read);
  } catch (error) {
    // SQL between two readings said DISCARD ALL or the like.
    if (!(error instanceof DatabaseError) || error.code !== noSuchStatement) throw error;
    known.delete(session);
    return once(session, read);
  }
}

async function once<T>(session: ClientBase, read: (run: Run) => Promise<T>): Promise<T> {
  const statements = known.get(session) ?? { tag: randomBytes(8).toString('hex'), largest: 0 };
  const { tag } = statements;
  known.set(session, statements);
  let largest = 0;
  const result = await read(async <Row extends object>(name: string, text: string) => {
    const { rows } = await session.query<Row>({ name: `godwit ${tag} ${name}`, text });
    largest = Math.max(largest, rows.length);
    return rows;
  });
  if (statements.largest === 0) statements.largest = Math.max(largest, smallest);
  else if (largest > statements.largest * growth) known.delete(session);
  return result;
}
