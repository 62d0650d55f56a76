import { type Command, InvalidArgumentError } from 'commander';

export interface CommonOptions {
  readonly database?: string;
  readonly workspace: string;
  readonly model?: string;
  readonly record?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
  /** A run that begins says what it asks, and what becomes of it, where its request came from. */
  readonly speaks?: boolean;
}

export const withWorkspace = (command: Command): Command =>
  command
    .option('--workspace <dir>', 'folder of the app with its migrations', '.')
    .option('--database <url>', 'target database (else DATABASE_URL, else embedded)');

export const withModel = (command: Command): Command =>
  command
    .option(
      '--model <model>',
      'playbook, sonnet, opus, haiku, a full id or replay:DIR (else the agent’s own)',
    )
    .option('--record <dir>', 'write the model’s answers there; replay:DIR gives them again');

export const withJson = (command: Command): Command =>
  command.option('--json', 'NDJSON on stdout, the last line is the result');

/** For what goes on with a run, or comes after it, where that one worked. */
export const withEarlierRun = (command: Command): Command =>
  withJson(command)
    .argument('<run>', 'id of the run, or the beginning of it')
    .option('--database <url>', 'the target the run was started on (else DATABASE_URL, else embedded)')
    .option('--model <model>', 'another model than the run was started with')
    .option('--yes', 'approve what the policy lets an unattended run approve');

export function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('must be a whole number above zero');
  return number;
}
