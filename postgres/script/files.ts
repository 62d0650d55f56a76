import type { Migration, StepKind } from '../migration.ts';
import { InvalidMigrationName } from './errors.ts';
import { classify } from './kind.ts';

export interface MigrationFile {
  /** Name within its folder, e.g. `20260101120000_add_difficulty.sql`. */
  readonly path: string;
  readonly content: string;
}

/** The files of a migration: one per step, with its rollback under the same name in another folder. */
export interface MigrationFiles {
  /** For `supabase/migrations`. */
  readonly migrations: readonly MigrationFile[];
  /** For `supabase/rollbacks`, in the order of the steps. */
  readonly rollbacks: readonly MigrationFile[];
}

/** Plain SQL that psql and the Supabase CLI run as it is. @throws InvalidMigrationName */
export function migrationFiles(migration: Migration): MigrationFiles {
  const { name, steps } = migration;
  if (!/^[a-z0-9_]{1,100}$/.test(name)) throw new InvalidMigrationName(name);
  const path = (version: string, at: number) => `${version}_${name}${at === 0 ? '' : `_${at + 1}`}.sql`;
  const place = (at: number) => `step ${at + 1} of ${steps.length}`;
  return {
    migrations: steps.map(({ version, kind, up }, at) => ({
      path: path(version, at),
      content: file(
        `${name}, ${place(at)}, ${kind}`,
        'Undone by the file of the same name in rollbacks/.',
        up,
      ),
    })),
    rollbacks: steps.map(({ version, down }, at) => ({
      path: path(version, at),
      content: file(
        `rollback of ${name}, ${place(at)}, ${classify(down, 'rollback')}`,
        'Undoes the file of the same name in migrations/; newest first.',
        down,
      ),
    })),
  };
}

/** The same files in one list, with paths below the workspace's root. */
export function workspaceFiles(
  migration: Migration,
  folders: { readonly migrations: string; readonly rollbacks: string },
): readonly MigrationFile[] {
  const { migrations, rollbacks } = migrationFiles(migration);
  const inside = (folder: string) => (one: MigrationFile) => ({ ...one, path: `${folder}/${one.path}` });
  return [...migrations.map(inside(folders.migrations)), ...rollbacks.map(inside(folders.rollbacks))];
}

/** A file written by hand has no head: then name and place are unknown and its statements tell the kind. */
export interface ReadMigrationFile {
  readonly name: string | null;
  readonly step: number | null;
  readonly of: number | null;
  readonly isRollback: boolean;
  readonly kind: StepKind;
  readonly sql: string;
}

const head =
  /^-- godwit: (rollback of )?([a-z0-9_]{1,100}), step (\d+) of (\d+), (transactional|concurrent|batched)\n-- [^\n]*\n/;

/** Reads a file back: `sql` is the step's SQL, byte for byte. @throws as `classify`, for a file without a head */
export function readMigrationFile(text: string): ReadMigrationFile {
  const match = head.exec(text);
  if (match === null) {
    return { name: null, step: null, of: null, isRollback: false, kind: classify(text), sql: text };
  }
  const [whole, rollback, name = null, step, of, kind] = match;
  const sql = text.slice(whole.length).replace(/\n$/, '');
  const isRollback = rollback !== undefined;
  return { name, step: Number(step), of: Number(of), isRollback, kind: kind as StepKind, sql };
}

const file = (title: string, remark: string, sql: string): string =>
  `-- godwit: ${title}\n-- ${remark}\n${sql}\n`;
