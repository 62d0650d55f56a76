import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Target } from '../../../postgres/connection/target.ts';
import type { Binaries } from '../../../postgres/embedded/binaries.ts';

const run = promisify(execFile);

/**
 * What pg_dump says of a schema, in a form that is the same whatever the order of statements and of the columns in a
 * table: an order of columns is told by a proof, and is no difference that counts.
 */
export async function dumpOf({ initdb }: Binaries, target: Target): Promise<string> {
  const { stdout } = await run(
    join(dirname(initdb), 'pg_dump'),
    ['--schema-only', target.connectionString()],
    {
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return stdout
    .split(/\n\n+/)
    .map((paragraph) =>
      paragraph.replaceAll(/^(?:--|\\(?:un)?restrict|SET |SELECT pg_catalog\.set_config).*$/gm, '').trim(),
    )
    .filter((paragraph) => paragraph !== '')
    .map(withSortedColumns)
    .map(withSortedOptions)
    .sort()
    .join('\n\n');
}

const withSortedColumns = (statement: string): string =>
  /^CREATE (?:UNLOGGED |FOREIGN )?TABLE /.test(statement)
    ? statement
        .split('\n')
        .map((line) => line.replace(/,$/, ''))
        .sort()
        .join('\n')
    : statement;

const withSortedOptions = (statement: string): string =>
  statement.replace(
    / WITH \(([^()]*)\)/,
    (_, options: string) => ` WITH (${options.split(', ').sort().join(', ')})`,
  );
