import { excerpt, positionsIn, SqlSyntaxError, splitStatements } from '../../postgres/script/index.ts';
import type { ScriptProblem } from '../migration.ts';

/** Each is found by parsing the text again without it: of a long text only the first ones are named. */
const metaCommandsIn = (text: string): number =>
  Math.max(1, Math.min(20, Math.floor(2_000_000 / text.length)));

/** What stands in a text that PostgreSQL's grammar does not accept: a command of psql, rows of COPY, or a mistake. */
export function explainSyntaxError(text: string, error: SqlSyntaxError): ScriptProblem[] {
  const found: ScriptProblem[] = [];
  let rest = text;
  for (let next: SqlSyntaxError | null = error; next !== null; next = syntaxErrorOf(rest)) {
    const lines = rest.split('\n');
    const line = lines[next.line - 1] ?? '';
    const copy = found.length === 0 ? copyBefore(rest, lines, next.line) : null;
    if (copy !== null) return [copy];
    if (line[next.column - 1] !== '\\' || found.length === metaCommandsIn(text)) {
      return found.length > 0 ? found : [mistake(next, line)];
    }
    found.push(metaCommand(next, line));
    lines[next.line - 1] = line.slice(0, next.column - 1);
    rest = lines.join('\n');
  }
  return found;
}

function syntaxErrorOf(text: string): SqlSyntaxError | null {
  try {
    splitStatements(text);
    return null;
  } catch (error) {
    return error instanceof SqlSyntaxError ? error : null;
  }
}

const mistake = ({ line, column, reason }: SqlSyntaxError, quoted: string): ScriptProblem => ({
  rule: 'syntax-error',
  level: 'refused',
  line,
  column,
  message: `${reason}: "${excerpt(quoted)}"`,
  remedy: null,
});

const metaCommand = ({ line, column }: SqlSyntaxError, quoted: string): ScriptProblem => ({
  rule: 'psql-command',
  level: 'refused',
  line,
  column,
  message: `"${excerpt(quoted.slice(column - 1))}" is a command of psql, not SQL: the server does not know it`,
  remedy: 'write SQL; only psql runs such lines',
});

/** The rows after COPY … FROM stdin are no SQL: the first of them is where the grammar stops. */
function copyBefore(text: string, lines: readonly string[], errorLine: number): ScriptProblem | null {
  const end = lines.slice(0, errorLine - 1).join('\n').length;
  const before = text.slice(0, end);
  let last: RegExpExecArray | null = null;
  for (const match of before.matchAll(/^[ \t]*copy\b[^;]*\bfrom\s+stdin\b[^;]*;/gim)) last = match;
  if (last === null || before.slice(last.index + last[0].length).includes(';')) return null;
  return {
    rule: 'copy-inline-rows',
    level: 'refused',
    ...positionsIn(text).placeOf(last.index),
    message: `"${excerpt(last[0])}" is followed by rows, which only psql sends`,
    remedy: 'write the rows as INSERT … VALUES',
  };
}
