import { z } from 'zod';
import { toolConstraints } from './constraints.ts';
import type { PolicyFacts } from './facts.ts';
import { isWritable } from './files.ts';
import { forbidAppliedMigration } from './forbidden.ts';
import { isWithin, resolveLexically } from './paths.ts';
import { protection } from './protected.ts';
import { findBlocked } from './shell/blocked.ts';
import { insideDirectory, type Place, to } from './shell/grammar/grammar.ts';
import { grammarFor, unknownProgram } from './shell/grammar/index.ts';
import { isRefusal, parseShell } from './shell/parse.ts';
import type { ShellCommand, ShellRedirect } from './shell/script.ts';
import { quote } from './text.ts';
import { allow, confirm, deny, inField, type Objection, strictest, type Verdict } from './verdict.ts';

export const BashInput = z.object({
  command: z.string().min(1).describe('Programs with literal arguments; |, &&, || and ; between them.'),
  timeout: z.number().int().positive().optional().describe('Milliseconds; the policy may allow less.'),
  description: z.string().optional().describe('What the command does, in a few words.'),
});
export type BashInput = z.infer<typeof BashInput>;

export const BashConstraints = toolConstraints({
  /** Commands by their first words. Default: none, so that nothing runs. */
  allowed_commands: z.array(z.string().trim().min(1)).default([]),
  /** Commands with flags (`rm -rf`), redirects (`> /dev`), pipes into a program (`| sh`). */
  blocked_commands: z.array(z.string().trim().min(1)).default([]),
  /** Relative to the workspace's root, with or without a leading slash. */
  working_directory: z
    .string()
    .default('/')
    .refine((path) => !path.split('/').includes('..'), 'it must stay in the workspace: ".." is not allowed'),
  /** Seconds for the whole command line. Ten minutes is as long as one call may keep a run waiting. */
  max_execution_time: z.number().int().min(1).max(600).default(120),
});
export type BashConstraints = z.infer<typeof BashConstraints>;

/** The working directory relative to the workspace's root; '' is the root. */
export const workingDirectory = ({ working_directory }: BashConstraints): string =>
  working_directory
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');

/** Programs that exist only inside a shell; nothing here runs a shell. */
const builtins = new Set(
  'eval exec source . command builtin cd pushd popd export declare typeset local readonly set unset shopt alias unalias trap type hash ulimit umask wait bg fg jobs disown return exit logout let read mapfile enable bind complete'.split(
    ' ',
  ),
);

export const judgeBash = (
  { command }: BashInput,
  constraints: BashConstraints,
  facts: PolicyFacts,
): Verdict => inField('command', command, judgeLine(command, constraints, facts));

function judgeLine(command: string, constraints: BashConstraints, facts: PolicyFacts): Objection {
  const script = parseShell(command);
  if (isRefusal(script)) return { verdict: 'deny', ...script };
  const blocked = findBlocked(script, constraints.blocked_commands);
  if (blocked !== undefined) return blocked;
  const place: Place = { root: facts.workspaceRoot, directory: workingDirectory(constraints) };
  const objections = script
    .flatMap(({ commands }) => commands)
    .flatMap((part) => [
      judgeCommand(part, constraints, place),
      ...part.redirects.map((redirect) => judgeRedirect(redirect, place, facts)),
    ])
    .filter((objection) => objection !== undefined);
  const fine: Objection = allow('bash/allowed', 'every command is allowed with these arguments');
  return strictest(fine, ...objections);
}

function judgeCommand(
  { argv, span }: ShellCommand,
  constraints: BashConstraints,
  place: Place,
): Objection | undefined {
  const words = argv.map(({ value }) => value);
  const [program] = argv;
  if (program.pattern)
    return to(program, deny('bash/pattern', `the program ${quote(program.value)} is a pattern`));
  if (builtins.has(program.value)) {
    return to(
      program,
      deny('bash/builtin', `${quote(program.value)} is part of a shell, and no shell runs here`),
    );
  }
  const entries = constraints.allowed_commands
    .map((entry) => entry.split(/\s+/))
    .filter((entry) =>
      entry.every((token, index) => token === words[index] && argv[index]?.pattern === false),
    );
  // The longest entry says most precisely what the policy's author meant.
  const entry = entries.sort((a, b) => b.length - a.length)[0];
  if (entry === undefined) {
    const hint =
      constraints.allowed_commands.length === 0
        ? 'The policy allows no command: use the other tools.'
        : `allowed: ${constraints.allowed_commands.join(', ')}`;
    const what = `${quote(words.slice(0, 2).join(' '))} is not an allowed command`;
    return { ...deny('bash/command-not-allowed', what, hint), span };
  }
  const known = grammarFor(words);
  return known === undefined
    ? unknownProgram(entry.join(' '))(argv.slice(entry.length), place)
    : known.grammar(argv.slice(known.words), place);
}

function judgeRedirect(redirect: ShellRedirect, place: Place, facts: PolicyFacts): Objection | undefined {
  if (redirect.kind === 'duplicate' || redirect.path === '/dev/null') return undefined;
  const outside = insideDirectory({ value: redirect.path, span: redirect.span }, place);
  if (outside !== undefined || redirect.kind === 'read') return outside;
  return to(redirect, judgeWrittenFile(redirect, place, facts));
}

function judgeWrittenFile(
  redirect: ShellRedirect & { kind: 'write' },
  place: Place,
  facts: PolicyFacts,
): Verdict {
  const resolved = resolveLexically(place.root, place.directory, redirect.path);
  if (!resolved.inside) return deny('bash/path-outside', resolved.why);
  const protectedBy = protection(resolved.path);
  if (protectedBy !== undefined) return deny('files/protected', `${quote(redirect.path)}: ${protectedBy}`);
  const applied = forbidAppliedMigration(resolved.path, facts);
  if (applied !== undefined) return applied;
  if (!isWritable(resolved.path, facts) || !isWithin(resolved.path, place.directory)) {
    return deny('files/not-writable', `${quote(resolved.path)} is not what this role writes`);
  }
  return confirm(
    'bash/writes-file',
    `the output is written to ${quote(resolved.path)}`,
    'Use the Write tool.',
  );
}

/** Allowed commands that are blocked too can never run. */
export function doubtBash(constraints: BashConstraints): string[] {
  return constraints.allowed_commands.flatMap((entry) => {
    const script = parseShell(entry);
    const never = (why: string) => [`the allowed command ${quote(entry)} can never run: ${why}`];
    if (isRefusal(script)) return never(script.reason);
    if (script.length !== 1 || script[0]?.commands.length !== 1) return never('it is more than one command');
    const blocked = findBlocked(script, constraints.blocked_commands);
    return blocked === undefined
      ? []
      : [`the allowed command ${quote(entry)} can never run: ${blocked.reason}`];
  });
}
