import { movesBack, preparations, readIdentities, type SchemaFacts } from '../../postgres/derive/index.ts';
import { diffStates, type SchemaState, snapshotOf } from '../../postgres/snapshot/index.ts';
import type { ProofDatabase } from './database.ts';
import type { Running } from './run.ts';
import { freshSession } from './session.ts';

/** A schema before an up, and the one that the database has now. */
export interface Ways {
  readonly facts: SchemaFacts;
  readonly before: SchemaState;
  readonly now: SchemaState;
}

/** Statements that give everything which is still there its former name, schema and parent. */
export async function movesFor(database: ProofDatabase, { facts, before, now }: Ways): Promise<string[]> {
  const identities = await readIdentities(await database.session());
  return [
    ...preparations(diffStates(before, now), snapshotOf(now)),
    ...movesBack(facts.identities, identities),
  ];
}

/** Runs moves on a database of the proof's own and returns those that ran: of the others the proof decides. */
export async function moveBack(
  database: ProofDatabase,
  moves: readonly string[],
  running: Running,
): Promise<string[]> {
  const session = await database.session();
  await freshSession(session, running);
  const done: string[] = [];
  for (const statement of moves) {
    running.signal.throwIfAborted();
    const ran = await session.query(statement).then(
      () => true,
      () => false,
    );
    if (ran) done.push(statement);
  }
  return done;
}
