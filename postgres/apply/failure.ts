import { DatabaseError } from 'pg';
import { GodwitError } from '../../errors.ts';
import type { ScriptPart } from '../script/errors.ts';
import { lineAt, type Statement } from '../script/statements.ts';
import { ConnectionLost, MigrationFailed } from './errors.ts';

/** Where in a step something failed; `statement` is null at commit. */
export interface Place {
  readonly version: string;
  readonly part: ScriptPart;
  readonly sql: string;
  readonly statement: Statement | null;
  /** Characters that were sent before the statement, in the same query. */
  readonly before?: number;
}

/** 57P01 to 57P05: the server ended the session. 08: the connection failed. */
const ended = /^(57P0|08)/;
const transient = new Set(['55P03', '40P01', '40001']);

/** Lock timeout, deadlock or serialization failure: worth another attempt, and nothing of the step is left. */
export const isTransient = (error: unknown): boolean =>
  error instanceof DatabaseError && transient.has(error.code ?? '');

/** What a person may see of the error. PostgreSQL's own is not kept as cause: its detail quotes rows. */
export function stepFailure(error: unknown, { version, part, sql, statement, before = 0 }: Place): Error {
  if (error instanceof GodwitError) return error;
  if (!(error instanceof DatabaseError)) {
    return new ConnectionLost(version, error instanceof Error ? error.message : String(error));
  }
  const sqlstate = error.code ?? 'XX000';
  if (ended.test(sqlstate)) return new ConnectionLost(version, error.message);
  const position = Math.max(0, Number(error.position ?? 1) - 1 - before);
  // PostgreSQL counts characters, `slice` UTF-16 units.
  const line =
    statement === null
      ? null
      : lineAt(sql, statement.start + [...statement.sql].slice(0, position).join('').length);
  return new MigrationFailed({ version, part, line }, sqlstate, withoutValues(error.message, sqlstate));
}

/** Messages of class 22 (data exceptions) quote the value that did not fit. */
export function withoutValues(message: string, sqlstate: string): string {
  return sqlstate.startsWith('22') ? message.replace(/"[^\n]*"/gs, '"…"') : message;
}
