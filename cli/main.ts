import { Command } from 'commander';
import { commandsFor } from './commands/index.ts';
import { reportError } from './report-error.ts';
import { packageVersion } from './version.ts';

const epilogue = `
Exit codes: 0 done, 1 failed, 2 wrong use, 3 waits for a person, 4 refused.
Environment: DATABASE_URL, GODWIT_STATE_URL, GODWIT_DATA_DIR, ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL,
GODWIT_MODEL_SONNET (_OPUS, _HAIKU, _INHERIT), GITHUB_TOKEN, GITHUB_API_URL,
SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_API_URL, NO_COLOR.`;

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
    process.exitCode = reportError(error, argv.includes('--json'));
  }
}
