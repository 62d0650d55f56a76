import type { Client } from 'pg';
import { backendPid } from '../measure/index.ts';
import { type ApplyOptions, type Limits, limitsOf, type SessionFactory } from './options.ts';

/** Two sessions: one runs the steps, the other looks at it, and cancels it when the run is stopped. */
export interface Runner {
  readonly session: Client;
  readonly watcher: Client;
  /** Backend of `session`. */
  readonly pid: number;
  readonly options: ApplyOptions;
  readonly limits: Limits;
}

export async function withRunner<T>(
  open: SessionFactory,
  options: ApplyOptions,
  work: (runner: Runner) => Promise<T>,
): Promise<T> {
  options.signal.throwIfAborted();
  const session = await open();
  session.on('error', ignoreBrokenConnection);
  try {
    const watcher = await open();
    watcher.on('error', ignoreBrokenConnection);
    try {
      const pid = await backendPid(session);
      const cancel = (): void =>
        void watcher.query('select pg_cancel_backend($1)', [pid]).catch(() => undefined);
      options.signal.addEventListener('abort', cancel, { once: true });
      try {
        return await work({ session, watcher, pid, options, limits: limitsOf(options) });
      } finally {
        options.signal.removeEventListener('abort', cancel);
      }
    } finally {
      await watcher.end().catch(() => undefined);
    }
  } finally {
    await session.end().catch(() => undefined);
  }
}

/** The query that was running reports it; an event without a listener would end the process. */
const ignoreBrokenConnection = (): void => undefined;

/** Undoes what SQL of a step set in the session, and sets what the engine owns. Not inside a transaction. */
export async function freshSettings({ session, options }: Runner, lockTimeoutMs: number): Promise<void> {
  await session.query('reset session authorization; reset role; reset all');
  await session.query(
    `select set_config('application_name', $1, false), set_config('lock_timeout', $2, false),
       set_config('idle_in_transaction_session_timeout', '0', false),
       -- A role's own limit would end a long backfill or index build; a transactional step sets its own.
       set_config('statement_timeout', '0', false)`,
    [`godwit:${options.runId}`, `${lockTimeoutMs}ms`],
  );
  // A killed process must not leave a long statement running; not every platform can notice.
  await session
    .query(`select set_config('client_connection_check_interval', '1s', false)`)
    .catch(() => undefined);
}
