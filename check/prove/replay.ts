import type { Target } from '../../postgres/connection/target.ts';
import type { EmbeddedServer } from '../../postgres/embedded/server.ts';
import { startEmbedded } from '../../postgres/embedded/start.ts';
import { applyPrelude, supabaseSearchPath } from '../../postgres/prelude/prelude.ts';
import type { CheckedScript } from '../migration.ts';
import { ProofDatabase } from './database.ts';
import { PreludeNotRun } from './errors.ts';
import { defaultStatementTimeoutMs } from './options.ts';
import { runScript } from './run-script.ts';
import { ScratchServer } from './scratch.ts';
import { throwAwayServer } from './throw-away.ts';

/** `supabase` stands for what a Supabase project has before its first migration. */
export type Prelude = 'supabase' | CheckedScript;

/** A database for a proof; `close` takes away everything that was made for it. */
export interface Opened {
  readonly database: ProofDatabase;
  readonly searchPath?: string;
  close(): Promise<void>;
}

/** An empty database on this server, with what the migrations expect. @throws PreludeNotRun */
export async function openEmpty(
  server: Target,
  preludes: readonly Prelude[],
  signal: AbortSignal,
): Promise<Opened> {
  const scratch = await ScratchServer.open(server, signal);
  try {
    const database = new ProofDatabase(server.withDatabase(await scratch.create()), signal, scratch.family);
    const searchPath = preludes.includes('supabase') ? supabaseSearchPath : undefined;
    for (const prelude of preludes) await runPrelude(database, prelude, searchPath, signal);
    return { database, ...(searchPath !== undefined && { searchPath }), close: () => scratch.close() };
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

async function runPrelude(
  database: ProofDatabase,
  prelude: Prelude,
  searchPath: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (prelude === 'supabase') {
    await applyPrelude(await database.session());
    return;
  }
  const running = { signal, searchPath, statementTimeoutMs: defaultStatementTimeoutMs };
  const { failure } = await runScript(database, prelude, running, false);
  if (failure !== null) throw new PreludeNotRun(failure.message);
}

/**
 * An embedded server to replay a history on. Where statements change the server itself (roles, settings), it is one
 * that is made for this proof and thrown away: the roles of one project are not there for the next.
 */
export async function replayServer(
  scripts: readonly CheckedScript[],
): Promise<{ readonly server: EmbeddedServer; close(): Promise<void> }> {
  if (!scripts.some(mayChangeServer)) {
    const server = await startEmbedded();
    return { server, close: () => server.release() };
  }
  return throwAwayServer();
}

/** The words alone are enough: a DO block that makes a role runs them from a text. */
const serverWords = /\b(?:create|alter|drop)\s+(?:role|user|group|system|tablespace|database)\b/i;

export const mayChangeServer = ({ sql, statements }: CheckedScript): boolean =>
  serverWords.test(sql) || statements.some(({ changesServer }) => changesServer !== null);
