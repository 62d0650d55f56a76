import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { CheckedMigration, Layout } from '../migration.ts';
import { DownNotWritten } from './errors.ts';

/**
 * Keeps a derived down and returns its path: where the layout's tool looks for the down if there is none yet, else in
 * a folder beside the migrations, since tools read every file of their own. Never writes over a file.
 * @throws DownNotWritten
 */
export function writeDown(path: string, layout: Layout, migration: CheckedMigration, sql: string): string {
  const base = statSync(path).isDirectory() ? path : dirname(path);
  const place = placeOf(layout, migration);
  const own = place === null ? null : join(base, place);
  const target = own !== null && migration.down === null && !existsSync(own) ? own : beside(path, migration);
  writeNew(target, sql);
  return target;
}

/**
 * Keeps a rewritten up with its down, and returns their paths: in the folder beside the migrations, where no tool runs
 * them. The migration itself is for its author to change. @throws DownNotWritten
 */
export function writePair(
  path: string,
  migration: CheckedMigration,
  pair: readonly [up: string, down: string],
): string[] {
  const targets = besideAs(path, migration, ['.quarantine.up.sql', '.quarantine.down.sql']);
  return targets.map((target, at) => {
    writeNew(target, pair[at] ?? '');
    return target;
  });
}

function writeNew(target: string, sql: string): void {
  try {
    mkdirSync(dirname(target), { recursive: true });
    // Fails where somebody was faster.
    writeFileSync(target, sql, { flag: 'wx' });
  } catch (error) {
    throw new DownNotWritten(target, error);
  }
}

/** Relative to the given path; null where the tool keeps both directions in one file, or knows no down. */
function placeOf({ name }: Layout, { file }: CheckedMigration): string | null {
  switch (name) {
    case 'supabase': {
      const folder = dirname(dirname(file));
      // The folder of the migrations itself was given: the rollbacks lie beside it.
      return file.includes('/') ? join(folder, 'rollbacks', basename(file)) : join('..', 'rollbacks', file);
    }
    case 'golang-migrate':
    case 'sqlx':
    case 'node-pg-migrate':
      return file.endsWith('.up.sql') ? file.replace(/\.up\.sql$/, '.down.sql') : null;
    case 'diesel':
      return join(dirname(file), 'down.sql');
    case 'flyway':
      return join(dirname(file), basename(file).replace(/^V/, 'U'));
    default:
      return null;
  }
}

function beside(path: string, migration: CheckedMigration): string {
  const [target = ''] = besideAs(path, migration, ['.down.sql']);
  return target;
}

/** Paths with one stem and these endings, none of which is there. */
function besideAs(
  path: string,
  { file, version, name }: CheckedMigration,
  endings: readonly string[],
): readonly string[] {
  const given = resolve(path);
  const folder = statSync(given).isDirectory()
    ? `${given}-derived`
    : `${given.replace(/\.sql$/, '')}-derived`;
  const title = [version, name]
    .filter((part) => part !== '')
    .join('_')
    .replaceAll(/[^\w.-]+/g, '_');
  const stem = title === '' ? basename(file, '.sql') : title;
  for (let number = 1; ; number++) {
    const targets = endings.map((ending) =>
      join(folder, `${stem}${number === 1 ? '' : `_${number}`}${ending}`),
    );
    if (!targets.some((target) => existsSync(target))) return targets;
  }
}
