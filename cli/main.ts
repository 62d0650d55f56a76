import { Command, CommanderError } from 'commander';
import { exitCode, GodwitError } from '../errors.ts';
import { commandsFor } from './commands/index.ts';
import { Interrupted } from './interrupt.ts';
import { styleFor } from './output/style.ts';
import { packageVersion } from './version.ts';

const epilogue = `
Exit codes: 0 done, 1 failed, 2 wrong use, 3 waits for a person, 4 refused.
Environment: DATABASE_URL, GODWIT_STATE_URL, GODWIT_DATA_DIR, ANTHROPIC_API_KEY, NO_COLOR.`;

/** The `godwit` command. Sets the process's exit code; prints errors as what happened and the way out. */
export async function main(argv: readonly string[]): Promise<void> {
  // The reader went away (`godwit runs | head`): there is nobody left to tell anything.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  const program = new Command('godwit')
    .description(
      'Carries an issue to a merged, proven-reversible PostgreSQL migration with new TypeScript types.',
    )
    .version(packageVersion())
    .addHelpText('after', epilogue)
    .showHelpAfterError('(godwit --help, or godwit COMMAND --help)')
    .exitOverride();
  const commands = ['-V', '--version'].includes(argv[2] ?? '') ? [] : await commandsFor(argv[2]);
  for (const add of commands) add(program);
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(godwit ${command.name()} --help)`);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error, argv.includes('--json'));
  }
}

function report(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.done;
    // Told on stderr by commander itself.
    if (json) writeError('usage', error.message.replace(/^error: /, ''), null);
    return exitCode.usage;
  }
  if (error instanceof Interrupted || (error instanceof Error && error.cause instanceof Interrupted))
    return 130;
  const { red, dim } = styleFor(process.stderr, process.env);
  const known = error instanceof GodwitError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${red('error')} ${message}\n`);
  if (known?.hint !== undefined) process.stderr.write(`${dim('  →')} ${known.hint}\n`);
  // Not one of ours: a fault of the program, which only its stack explains.
  if (known === undefined && error instanceof Error) process.stderr.write(`${dim(error.stack ?? '')}\n`);
  if (json) writeError(known?.code ?? 'internal', message, known?.hint ?? null);
  return known?.exit ?? exitCode.failed;
}

function writeError(code: string, message: string, hint: string | null): void {
  const fields = { type: 'result', status: 'error', code, message, hint };
  process.stdout.write(`${JSON.stringify(fields)}\n`);
}
