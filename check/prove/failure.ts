import { DatabaseError } from 'pg';
import { withoutValues } from '../../postgres/apply/failure.ts';
import { lineAfter } from '../../postgres/workspace/parse.ts';
import type { CheckedScript, CheckedStatement, ScriptProblem } from '../migration.ts';

/** Why a script did not run to its end. Holds no row values: PostgreSQL's detail is left out. */
export interface Failure {
  /** `file, line 3: reason (SQLSTATE 42P01)`, and below it that line of the file. */
  readonly message: string;
  /** In the file, from 1; null where it failed at commit. */
  readonly line: number | null;
  readonly sqlstate: string;
  readonly reason: string;
  /** The session is gone with it. */
  readonly sessionLost: boolean;
}

/** 57P01 to 57P05: the server ended the session. 08: the connection failed. */
const ended = /^(57P0|08)/;

/** What PostgreSQL said about a statement; without one, at commit. */
export function failureOf(
  error: unknown,
  script: Pick<CheckedScript, 'file'>,
  statement: CheckedStatement | null,
): Failure {
  const known = error instanceof DatabaseError;
  const sqlstate = (known ? error.code : undefined) ?? '08006';
  const message = error instanceof Error ? error.message : String(error);
  const reason = known ? withoutValues(message, sqlstate) : `the connection broke: ${message}`;
  const line = statement === null ? null : lineOf(statement, known ? error.position : undefined);
  const failure = failed(script.file, line, sqlstate, reason);
  const quoted = statement === null || line === null ? '' : `\n  ${lineText(statement, line)}`;
  return { ...failure, message: failure.message + quoted, sessionLost: ended.test(sqlstate) };
}

/** A minified file may be one line. */
const longestLine = 160;

function lineText({ sql, line: first }: CheckedStatement, line: number): string {
  const text = (sql.split('\n')[line - first] ?? '').trim();
  return text.length <= longestLine ? text : `${text.slice(0, longestLine - 1)}…`;
}

/** PostgreSQL counts characters, `slice` UTF-16 units. */
function lineOf({ sql, line }: CheckedStatement, position: string | undefined): number {
  const before = [...sql].slice(0, Math.max(0, Number(position ?? 1) - 1)).join('');
  return line + lineAfter(before) - 1;
}

function failed(file: string, line: number | null, sqlstate: string, reason: string): Failure {
  const place = line === null ? 'at commit' : `line ${line}`;
  const message = `${file}, ${place}: ${reason} (SQLSTATE ${sqlstate})`;
  return { message, line, sqlstate, reason, sessionLost: false };
}

/** A script that is refused before anything of it runs. */
export function refused(script: Pick<CheckedScript, 'file'>, problem: ScriptProblem): Failure {
  const { line, column, message } = problem;
  const text = `${script.file}, line ${line}, column ${column}: ${message}`;
  return { message: text, line, sqlstate: '42601', reason: message, sessionLost: false };
}

/** BEGIN without an end: whatever closes the connection then decides what becomes of it. */
export function notEnded(script: Pick<CheckedScript, 'file'>, begin: CheckedStatement): Failure {
  return failed(script.file, begin.line, '25001', 'the transaction that begins here is never ended');
}
