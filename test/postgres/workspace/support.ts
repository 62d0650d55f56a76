import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { expect } from 'vitest';
import { ScriptFileFailed } from '../../../postgres/workspace/errors.ts';
import { prepareDatabase } from '../../../postgres/workspace-database.ts';

export const first = '20260101000000_first.sql';
export const second = '20260102000000_second.sql';
export const third = '20260103000000_third.sql';

export interface TestWorkspace extends Disposable {
  readonly migrationsDir: string;
  write(name: string, content: string | Buffer): void;
  files(options?: { seed?: boolean; prelude?: boolean }): {
    migrationsDir: string;
    seedFile?: string;
    prelude: boolean;
  };
}

/** A folder of migrations, and a seed beside it, for one test. */
export function workspace(contents: Record<string, string | Buffer>): TestWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'godwit-workspace-'));
  const migrationsDir = join(root, 'migrations');
  mkdirSync(migrationsDir);
  const seedFile = join(root, 'seed.sql');
  const write = (name: string, content: string | Buffer): void =>
    writeFileSync(name === 'seed.sql' ? seedFile : join(migrationsDir, name), content);
  for (const [name, content] of Object.entries(contents)) write(name, content);
  return {
    migrationsDir,
    write,
    files: ({ seed = false, prelude = false } = {}) => ({
      migrationsDir,
      prelude,
      ...(seed ? { seedFile } : {}),
    }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  };
}

export async function history(db: {
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
}): Promise<{ version: string; name: string; statements: string[] }[]> {
  return db.query(
    'select version, name, statements from supabase_migrations.schema_migrations order by version',
  );
}

export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it was not refused'),
    (error: unknown) => error,
  );
}

export async function failureOf(
  session: pg.Client | Promise<pg.Client>,
  files: Parameters<typeof prepareDatabase>[1],
): Promise<ScriptFileFailed> {
  const error = await rejection(prepareDatabase(await session, files));
  if (!(error instanceof ScriptFileFailed)) throw error;
  return error;
}
