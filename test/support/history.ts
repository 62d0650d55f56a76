import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readLayout } from '../../check/layouts/index.ts';
import {
  type MigrationReport,
  openEmpty,
  type Prelude,
  type ProofOptions,
  prove,
} from '../../check/prove/index.ts';
import { serverTarget } from './database.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** `[up, down]` for each migration; files of golang-migrate, numbered from 1. */
export type Written = readonly (readonly [up: string, down?: string])[];

export function writeHistory(folder: string, migrations: Written): void {
  for (const [at, [up, down]] of migrations.entries()) {
    write(join(folder, `${at + 1}_m.up.sql`), up);
    if (down !== undefined) write(join(folder, `${at + 1}_m.down.sql`), down);
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The reports of a history on an empty database; how long things took is taken out. */
export async function proven(
  migrations: Written,
  options: Partial<ProofOptions> & { readonly preludes?: readonly Prelude[] } = {},
): Promise<MigrationReport[]> {
  using folder = temporaryFolder();
  writeHistory(folder.path, migrations);
  const signal = options.signal ?? new AbortController().signal;
  const opened = await openEmpty(serverTarget(), options.preludes ?? [], signal);
  const reports: MigrationReport[] = [];
  try {
    const layout = readLayout(folder.path, 'golang-migrate');
    const given = { progress: () => undefined, ...options, signal };
    for await (const report of prove(opened.database, layout.migrations, given)) reports.push(report);
  } finally {
    await opened.close();
  }
  return reports.map(withoutTimes);
}

const withoutTimes = (report: MigrationReport): MigrationReport => ({
  ...report,
  up: { ...report.up, ms: 0 },
  locks: report.locks.map((lock) => ({ ...lock, heldMs: 0 })),
});
