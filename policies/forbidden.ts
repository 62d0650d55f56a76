import { posix } from 'node:path';
import { GodwitError } from '../errors.ts';
import { parseScript } from '../postgres/script/index.ts';
import type { AppliedMigration, PolicyFacts } from './facts.ts';
import { foldPath } from './paths.ts';
import { quote } from './text.ts';
import { confirm, deny, type Verdict } from './verdict.ts';

/**
 * The five actions that are forbidden whatever a policy says. Each function answers undefined where its rule has
 * nothing against the call. The third rule, dropping data without a verified backup, needs evidence of rows and is
 * kept by the engine when it accepts a handoff; the way out of the others is judged here.
 */

/** 1. Production without a tested branch: free SQL and migrations never reach it, only a proven merge does. */
export function forbidProduction(ref: string, facts: PolicyFacts): Verdict | undefined {
  if (ref !== facts.productionRef) return undefined;
  return deny(
    'forbidden/production',
    `${quote(ref)} is production, which is changed only by merging a proven migration`,
    'Apply it on a branch of this run (create_branch, apply_migration), prove it, then merge_branch.',
  );
}

/** 2. An irreversible migration without an approval that names what is lost. */
export function forbidIrreversible(rollbackMissing: boolean): Verdict | undefined {
  if (!rollbackMissing) return undefined;
  return confirm(
    'forbidden/irreversible',
    'the migration has no way back, so a person must say yes to what is lost',
    'Give rollback_sql.',
  );
}

/**
 * 4. Changing a migration file that is already applied, under any spelling and any name: by its version, and by its
 * SQL where the file was renamed.
 */
export function forbidAppliedMigration(path: string, facts: PolicyFacts): Verdict | undefined {
  const folded = foldPath(path);
  const applied = facts.appliedMigrations.find(
    (migration) =>
      (migration.path !== null && foldPath(migration.path) === folded) ||
      (foldPath(migration.folder) === posix.dirname(folded) && versionOf(folded) === migration.version),
  );
  if (applied === undefined) return undefined;
  const hint = 'Write a new migration with a later version.';
  return deny('forbidden/applied-migration', `${quote(path)} ${standing(path, applied)}`, hint);
}

/** What the file is to the history, and whether it is still what was applied. */
function standing(path: string, { version, name, path: file, asApplied }: AppliedMigration): string {
  const applied = name === '' ? version : `${version} (${name})`;
  if (file === null)
    return `would be the file of version ${applied}, which is applied and whose file is missing`;
  if (versionOf(posix.basename(path)) !== version)
    return `holds the SQL that is applied as version ${applied}, and applied SQL never changes`;
  const other = foldPath(file) === foldPath(path) ? 'its file' : `the file ${quote(file)}`;
  if (asApplied === false)
    return `is applied as version ${applied}, and ${other} already differs from what was applied: it has to be brought back, not changed`;
  return `is already applied, and an applied migration file never changes${asApplied === null ? ' (the history recorded no SQL to compare it with)' : ''}`;
}

/** Two files of one folder that share it are the same migration to every tool that reads them. */
const versionOf = (path: string): string | undefined => /^\d+(?=[_.]|$)/.exec(posix.basename(path))?.[0];

/**
 * 5. A step outside a transaction unless its kind needs that: the text must divide into steps each of which is one
 * transaction, one CONCURRENTLY or one batched backfill.
 */
export function forbidOutsideTransaction(query: string, rollback: string): Verdict | undefined {
  try {
    parseScript(query, rollback);
    return undefined;
  } catch (error) {
    if (!(error instanceof GodwitError)) throw error;
    return deny('forbidden/outside-transaction', error.message, error.hint);
  }
}
