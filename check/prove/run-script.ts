import type { CheckedScript, CheckedStatement } from '../migration.ts';
import type { ProofDatabase } from './database.ts';
import { type Ran, type Running, runInTransaction } from './run.ts';
import { runSeparately } from './run-separately.ts';

/** SQLSTATEs that say: this runs only outside of a transaction. */
const needsNone = new Set(['55P04', '2D000']);

/** Runs a script as its tool would and keeps what it did. A script that is not one transaction may fail half-way. */
export async function runScript(
  database: ProofDatabase,
  script: CheckedScript,
  running: Running,
  measured: boolean,
): Promise<Ran> {
  const session = await database.session();
  if (script.transaction === 'one') {
    const ran = await runInTransaction(session, script, running, measured);
    if (!mayRunWithout(script, ran)) return ran;
  }
  const watcher = measured ? await database.another() : null;
  try {
    return await runSeparately(session, watcher, script, running);
  } finally {
    await watcher?.end().catch(() => undefined);
  }
}

/** It failed only because it was in a transaction, and its tool would not have it in one. */
export const mayRunWithout = ({ mayNeedNone }: CheckedScript, { failure }: Ran): boolean =>
  mayNeedNone !== null && failure !== null && needsNone.has(failure.sqlstate);

/**
 * A script that is one transaction by its own words, `BEGIN; …; COMMIT;`, is the same without them in a transaction of
 * ours; any other is returned as it is.
 */
export function withoutOwnTransaction(script: CheckedScript): CheckedScript {
  const { statements, transaction } = script;
  if (transaction !== 'own') return script;
  const inner = statements.slice(1, -1);
  const wrapped =
    isPlain(statements.at(0), 'TRANS_STMT_BEGIN') && isPlain(statements.at(-1), 'TRANS_STMT_COMMIT');
  const divided = inner.some(
    ({ node, outsideTransaction }) => 'TransactionStmt' in node || outsideTransaction !== null,
  );
  return wrapped && !divided && statements.length > 1
    ? { ...script, statements: inner, transaction: 'one', mayNeedNone: null }
    : script;
}

/** Without an isolation level, AND CHAIN and the like. */
function isPlain(statement: CheckedStatement | undefined, kind: string): boolean {
  if (statement === undefined || !('TransactionStmt' in statement.node)) return false;
  const { kind: found, options, chain } = statement.node.TransactionStmt;
  return found === kind && (options ?? []).length === 0 && chain !== true;
}
