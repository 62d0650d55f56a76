import type { CheckedScript, CheckedStatement } from '../migration.ts';
import { type Inventory, takeInventory } from '../quarantine/inventory.ts';
import { Keeper } from '../quarantine/keeper.ts';
import { CannotKeep } from '../quarantine/piece.ts';
import { type PlacedPiece, statementsOf } from '../quarantine/rewrite.ts';
import { readStatements } from '../script/statements.ts';
import type { ProofDatabase } from './database.ts';
import { failureOf } from './failure.ts';
import type { Running } from './run.ts';
import { freshSession, limitStatement } from './session.ts';

export interface Rehearsed {
  readonly pieces: readonly PlacedPiece[];
  /** What there was before, and what there is now. */
  readonly first: Inventory;
  readonly last: Inventory;
}

/**
 * Runs an up with its destroying statements rewritten, and commits it. Each statement is looked at in the very state
 * in which it runs: names, keys and types are those of that moment. @throws CannotKeep
 */
export async function rehearse(
  database: ProofDatabase,
  script: CheckedScript,
  version: string,
  running: Running,
): Promise<Rehearsed> {
  const session = await database.session();
  await freshSession(session, running);
  const first = await takeInventory(session);
  const keeper = new Keeper(session, first, version);
  const pieces: PlacedPiece[] = [];
  const one = script.transaction === 'one';
  let open = one;
  if (one) await session.query('begin');
  for (const [at, statement] of statementsIn(script).entries()) {
    running.signal.throwIfAborted();
    await limitStatement(session, running);
    try {
      const piece = await keeper.pieceOf(statement, open);
      const placed = piece === null ? null : { statement, piece, inTransaction: open };
      if (placed !== null) pieces.push(placed);
      for (const sql of placed === null ? [statement.sql] : statementsOf(placed)) await session.query(sql);
    } catch (error) {
      running.signal.throwIfAborted();
      if (error instanceof CannotKeep)
        throw new CannotKeep(`line ${script.statements[at]?.line}: ${error.message}`);
      throw new CannotKeep(failureOf(error, script, script.statements[at] ?? statement).message);
    }
    open = openAfter(statement, open);
  }
  if (one) await session.query('commit');
  return { pieces, first, last: await takeInventory(session) };
}

/** With their places in the script's own text, which may be a section of a file. */
const statementsIn = ({ sql }: CheckedScript): readonly CheckedStatement[] =>
  readStatements(sql, { start: 0, end: sql.length }).statements;

function openAfter({ node }: CheckedStatement, open: boolean): boolean {
  if (!('TransactionStmt' in node)) return open;
  const { kind } = node.TransactionStmt;
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') return true;
  return kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' ? false : open;
}
