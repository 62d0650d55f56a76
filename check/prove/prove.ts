import type { CheckedMigration } from '../migration.ts';
import type { ProofDatabase } from './database.ts';
import { History } from './history.ts';
import type { ProofOptions } from './options.ts';
import { notApplied, proveMigration } from './prove-migration.ts';
import type { MigrationReport } from './report.ts';

/**
 * Applies the migrations in their order and proves each as it goes: one report for every migration that is proven,
 * and for every other one that does not apply. A migration that fails leaves nothing; the next ones go on without it.
 */
export async function* prove(
  database: ProofDatabase,
  migrations: readonly CheckedMigration[],
  options: ProofOptions,
): AsyncGenerator<MigrationReport> {
  try {
    yield* inOrder(new History(database, options), migrations, options);
  } catch (error) {
    // Whatever breaks when the proof is stopped, the reason is that it was stopped.
    options.signal.throwIfAborted();
    throw error;
  }
}

async function* inOrder(
  history: History,
  migrations: readonly CheckedMigration[],
  options: ProofOptions,
): AsyncGenerator<MigrationReport> {
  const wanted = wantedOf(migrations, options);
  let number = 0;
  for (const migration of migrations) {
    options.signal.throwIfAborted();
    const proven = wanted.has(migration.version);
    number += 1;
    options.progress(
      `${proven ? 'proving' : 'applying'} ${number} of ${migrations.length}: ${migration.version} ${migration.name}`,
    );
    const report = proven ? await proveMigration(history, migration) : await applyOnly(history, migration);
    if (report === null) continue;
    yield report;
  }
}

async function applyOnly(history: History, migration: CheckedMigration): Promise<MigrationReport | null> {
  const ran = await history.apply(migration.up, false);
  return ran.failure === null ? null : notApplied(history, migration, ran, ran.failure);
}

/** Versions that are proven, not just applied. */
function wantedOf(
  migrations: readonly CheckedMigration[],
  { only, from }: ProofOptions,
): ReadonlySet<string> {
  const versions = migrations.map(({ version }) => version);
  const start = from === undefined ? 0 : versions.indexOf(from);
  return new Set(versions.slice(Math.max(0, start)).filter((version) => only?.includes(version) ?? true));
}
