import { type Command, InvalidArgumentError } from 'commander';

export interface CommonOptions {
  readonly database?: string;
  readonly workspace: string;
  readonly model?: string;
  readonly record?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
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

export function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('must be a whole number above zero');
  return number;
}
