import { type Command, type CommandNode, parse, type Redirection, type Statement } from 'unbash';
import { hiddenCharacter, quote } from '../text.ts';
import { Refused, refuse, spanOf } from './refuse.ts';
import type { ShellCommand, ShellPipeline, ShellRedirect, ShellRefusal, ShellScript } from './script.ts';
import { literalWord } from './words.ts';

/** Beyond these, others stopped checking and let the rest through; here they deny. */
const maxLength = 10_000;
const maxCommands = 50;

/** Reads a command line; whatever is not a list of programs with literal arguments is refused. */
export function parseShell(source: string): ShellScript | ShellRefusal {
  try {
    return read(source);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    return { rule: 'bash/unparsable', reason: `the command line cannot be read: ${String(error)}` };
  }
}

export const isRefusal = (parsed: ShellScript | ShellRefusal): parsed is ShellRefusal => 'rule' in parsed;

function read(source: string): ShellScript {
  if (source.length > maxLength) {
    throw refuse('bash/too-long', `the command line has ${source.length} characters, more than ${maxLength}`);
  }
  const hidden = firstHidden(source);
  if (hidden !== undefined) {
    throw refuse(
      'bash/hidden-character',
      `the command line holds the control or invisible character ${hidden.name}`,
      undefined,
      hidden.node,
    );
  }
  // Bash joins the lines before it looks for expansions, the parser after: `$\⏎HOME` would pass as text.
  const continued = source.indexOf('\\\n');
  if (continued !== -1) {
    throw refuse(
      'bash/line-continuation',
      'a backslash stands at the end of a line',
      'Write the command on one line.',
      { pos: continued, end: continued + 2 },
    );
  }
  const script = parse(source);
  const [error] = script.errors ?? [];
  if (error !== undefined) {
    const { message, pos } = error;
    throw refuse('bash/unparsable', `the shell cannot read it: ${message}`, undefined, {
      pos: Math.min(pos, source.length),
      end: source.length,
    });
  }
  const pipelines = script.commands.flatMap(readStatement);
  const count = pipelines.reduce((sum, { commands }) => sum + commands.length, 0);
  if (count === 0) throw refuse('bash/empty', 'there is no command');
  if (count > maxCommands) {
    throw refuse('bash/too-many-commands', `there are ${count} commands, more than ${maxCommands}`);
  }
  return pipelines;
}

function readStatement(statement: Statement): ShellPipeline[] {
  const { command, background } = statement;
  if (background === true)
    throw refuse('bash/background', '"&" leaves a process behind', 'Run it in the foreground.', statement);
  if (command.type !== 'AndOr') return [readPipeline(command, ';')];
  return command.commands.map((node, index) =>
    readPipeline(node, index === 0 ? ';' : (command.operators[index - 1] ?? ';')),
  );
}

function readPipeline(node: Statement['command'], after: ShellPipeline['after']): ShellPipeline {
  if (node.type === 'AndOr') throw compound(node);
  if (node.type !== 'Pipeline') return { after, commands: [readCommand(node, false)] };
  if (node.prefixes.length > 0)
    throw refuse('bash/compound', '"!" and "time" before a pipeline are not supported', undefined, node);
  const [first, ...rest] = node.commands.map((command, index) =>
    readCommand(command, node.operators[index] === '|&'),
  );
  if (first === undefined) throw refuse('bash/unparsable', 'the pipeline is empty', undefined, node);
  return { after, commands: [first, ...rest] };
}

function readCommand(node: CommandNode, pipesErrors: boolean): ShellCommand {
  if (node.type !== 'Command') throw compound(node);
  const { name, prefix, args, redirects }: Command = node;
  const assignment = [...prefix, ...args].find((part) => part.type === 'Assignment');
  if (assignment !== undefined) {
    throw refuse(
      'bash/assignment',
      `${quote(nodeText(assignment))} sets a variable`,
      'Run the program by itself.',
      assignment,
    );
  }
  if (name === undefined) throw refuse('bash/unparsable', 'a redirect without a command', undefined, node);
  const words = args.flatMap((argument) => (argument.type === 'Word' ? [literalWord(argument)] : []));
  const read = redirects.map(readRedirect);
  const errors: ShellRedirect[] = pipesErrors ? [{ kind: 'duplicate', from: 2, to: 1 }] : [];
  return { argv: [literalWord(name), ...words], redirects: [...read, ...errors], span: spanOf(node) };
}

const nodeText = (node: object): string => ('text' in node && typeof node.text === 'string' ? node.text : '');

function readRedirect(node: Redirection): ShellRedirect {
  if (node.type !== 'Redirect' || node.target === undefined) {
    throw refuse(
      'bash/here-document',
      `"${node.operator}" gives text to a command`,
      'Write a file with the Write tool.',
      node,
    );
  }
  const target = literalWord(node.target);
  const fd = node.descriptor?.type === 'FileDescriptorVariable' ? -1 : node.descriptor?.value;
  const odd = () =>
    refuse(
      'bash/redirect',
      `the redirect "${node.operator}" of descriptor ${fd ?? ''} is not supported`,
      undefined,
      node,
    );
  if (target.pattern) {
    throw refuse('bash/redirect', `the redirect to ${quote(target.value)} is a pattern`, undefined, node);
  }
  const span = spanOf(node);
  switch (node.operator) {
    case '<':
      if (fd !== undefined && fd !== 0) throw odd();
      return { kind: 'read', path: target.value, span };
    case '>':
    case '>|':
    case '>>': {
      const from = fd ?? 1;
      if (from !== 1 && from !== 2) throw odd();
      return { kind: 'write', from: [from], path: target.value, append: node.operator === '>>', span };
    }
    case '&>':
    case '&>>':
      if (fd !== undefined) throw odd();
      return { kind: 'write', from: [1, 2], path: target.value, append: node.operator === '&>>', span };
    case '>&': {
      const from = fd ?? 1;
      const to = Number(target.value);
      if ((from !== 1 && from !== 2) || (to !== 1 && to !== 2) || !/^[12]$/.test(target.value)) throw odd();
      return { kind: 'duplicate', from, to };
    }
    default:
      throw odd();
  }
}

const compound = (node: { readonly type: string; readonly pos: number; readonly end: number }): Error =>
  refuse(
    'bash/compound',
    `a shell ${node.type.toLowerCase()} is not supported`,
    'Run one program, or several with && and |.',
    node,
  );

function firstHidden(source: string) {
  const name = hiddenCharacter(source, { multiline: true });
  if (name === undefined) return undefined;
  const character = String.fromCodePoint(Number.parseInt(name.slice(2), 16));
  const pos = source.indexOf(character);
  return { name, node: { pos, end: pos + character.length } };
}
