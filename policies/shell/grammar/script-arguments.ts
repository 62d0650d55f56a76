import { resolveLexically } from '../../paths.ts';
import { secrecy } from '../../protected.ts';
import { quote } from '../../text.ts';
import { confirm, deny, type Objection, type Verdict } from '../../verdict.ts';
import type { ShellWord } from '../script.ts';
import { type Place, to } from './grammar.ts';

/** Options by which node, test runners and build tools are given code to run. */
const runsCode =
  /^--?(?:eval|print|require|import|loader|experimental-loader|exec|execute|node-options|script-shell|shell|inspect(?:-brk)?|preload|plugin)(?:=|$)/i;
/** Short forms that mean code for some programs and something harmless for others. */
const mayRunCode = /^(?:-[ercp]|--config(?:=.*)?|--globalSetup(?:=.*)?|--setupFiles(?:=.*)?)$/;

/**
 * Arguments for a program whose own options are not known: no code, no file outside the workspace, no secret, no
 * database of their own.
 */
export function scriptArguments(args: readonly ShellWord[], place: Place): Objection | undefined {
  let asks: Objection | undefined;
  for (const word of args) {
    const objection = judgeArgument(word.value, place);
    if (objection?.verdict === 'deny') return to(word, objection);
    if (objection !== undefined) asks ??= to(word, objection);
  }
  return asks;
}

function judgeArgument(value: string, place: Place): Verdict | undefined {
  if (runsCode.test(value))
    return deny('bash/runs-code', `${quote(value)} hands over code or a program to run`);
  const operand = value.startsWith('-') && value.includes('=') ? value.slice(value.indexOf('=') + 1) : value;
  if (/^postgres(?:ql)?:/i.test(operand)) {
    return deny('bash/names-database', 'an argument is the address of a database', 'Use the database tools.');
  }
  return (
    outside(operand, place) ??
    outside(operand.replace(/^-[A-Za-z](?=[/.~])/, ''), place) ??
    (mayRunCode.test(value)
      ? confirm('bash/may-run-code', `${quote(value)} may hand over code to run`)
      : undefined)
  );
}

function outside(operand: string, place: Place): Verdict | undefined {
  const isPath = operand.startsWith('/') || operand.startsWith('~') || operand.split('/').includes('..');
  const resolved = resolveLexically(place.root, place.directory, operand);
  if (isPath && !resolved.inside) return deny('bash/path-outside', resolved.why);
  const secret = resolved.inside ? secrecy(resolved.path) : undefined;
  return secret === undefined
    ? undefined
    : deny('bash/secret', `${quote(operand)} may not be used: ${secret}`);
}
