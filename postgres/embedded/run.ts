import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Account } from './account.ts';
import { DataFolderNotWritable, EmbeddedServerUnavailable } from './errors.ts';

/** Nothing of godwit's own environment (keys, tokens, PG* variables) reaches a server that outlives it. */
export const serverEnvironment = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  // initdb would else measure the time zone of the machine; also keeps messages in English.
  TZ: 'UTC',
  LC_ALL: 'C',
};

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end. @throws EmbeddedServerUnavailable | DataFolderNotWritable when it cannot be started */
export async function run(
  program: string,
  args: readonly string[],
  account: Account | null,
): Promise<Finished> {
  const child = spawn(program, args, {
    ...account,
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const code = await ended(child, program, account);
  return { code, output };
}

export const platform = `${process.platform}-${process.arch}`;

/** Exit code, or null after a signal. @throws when the program cannot be started */
function ended(child: ChildProcess, program: string, account: Account | null): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        // Root can read what the server's account cannot even reach.
        account !== null && error.code === 'EACCES'
          ? new DataFolderNotWritable(
              dirname(program),
              `the user with id ${account.uid}, as whom PostgreSQL runs, may not enter it or a folder above it`,
            )
          : new EmbeddedServerUnavailable(platform, error.message, error),
      ),
    );
    child.once('close', resolve);
  });
}
