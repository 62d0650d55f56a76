import { CommanderError } from 'commander';
import { type ExitCode, exitCode, GodwitError } from '../errors.ts';
import { Interrupted } from './interrupt.ts';
import { styleFor } from './output/style.ts';

/** Prints what happened and the way out, as JSON too where that is wanted. @returns the exit code it means */
export function reportError(error: unknown, json: boolean): ExitCode | typeof Interrupted.exit {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.done;
    // Told on stderr by commander itself.
    if (json) writeError('usage', error.message.replace(/^error: /, ''), null);
    return exitCode.usage;
  }
  if (error instanceof Interrupted || (error instanceof Error && error.cause instanceof Interrupted))
    return Interrupted.exit;
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
