import { z } from 'zod';
import type { CheckedMigration } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { scriptOf, withUniqueVersions } from './collect.ts';
import { InvalidLayoutFile } from './errors.ts';
import { type Folder, folderOf } from './folder.ts';
import { readJson } from './json.ts';
import type { Claim, LayoutContent } from './layout.ts';

const script = /^[^/]+\/migration\.sql$/;
const snapshot = /^[^/]+\/snapshot\.json$/;
const config = /^drizzle\.config\.(?:[cm]?[jt]s|json)$/;

const Snapshot = z.object({ dialect: z.string().optional() });

/** Prisma keeps its migrations alike, but no snapshots; of Drizzle's, those that a person wrote have none. */
export function recogniseFolders({ files, around }: Folder): Claim | null {
  const file = files.find((one) => script.test(one));
  if (file === undefined) return null;
  const kept = files.find((one) => snapshot.test(one));
  if (kept !== undefined) {
    return {
      strength: 'sure',
      because: `folders with migration.sql and snapshot.json, like ${folderOf(kept)}`,
    };
  }
  const found = around.find((one) => config.test(one));
  return found === undefined
    ? null
    : { strength: 'likely', because: `folders with migration.sql, like ${folderOf(file)}, and ${found}` };
}

/**
 * Drizzle 1.0: a folder for each migration, `<14 digits>_<name>/migration.sql`, in the order of the folders' names as
 * JavaScript compares them in a language (drizzle-orm, migrator.ts).
 */
export function readFolders(folder: Folder, rule: ToolRule): LayoutContent {
  const files = new Set(folder.files);
  const migrations = folder.files
    .filter((file) => script.test(file))
    .map((file): CheckedMigration => {
      const directory = folderOf(file);
      const [, version, name = ''] = /^(\d{14})_?(.*)$/.exec(directory) ?? [];
      if (version === undefined) {
        const reason = `the name of its folder does not begin with a time of 14 digits, by which Drizzle keeps it in its history`;
        throw new InvalidLayoutFile(file, reason);
      }
      const kept = `${directory}/snapshot.json`;
      if (files.delete(kept)) refuseOtherDatabase(folder, kept);
      files.delete(file);
      const down = `${directory}/down.sql`;
      return {
        version,
        name,
        file,
        up: scriptOf(folder, file, rule),
        down: files.delete(down) ? scriptOf(folder, down, rule) : null,
        time: timeOf(version),
      };
    })
    .sort((a, b) => folderOf(a.file).localeCompare(folderOf(b.file), 'en'));
  const unused = [...files].map((file) => ({
    file,
    why: file.includes('/')
      ? 'Drizzle reads only migration.sql of a migration’s folder'
      : 'it lies in no folder of a migration',
  }));
  return { migrations: withUniqueVersions(migrations), unused, advice: [] };
}

function refuseOtherDatabase(folder: Folder, file: string): void {
  const { dialect } = readJson(folder, file, Snapshot);
  if (dialect !== undefined && dialect !== 'postgres' && dialect !== 'postgresql') {
    throw new InvalidLayoutFile(file, `its migrations are for ${dialect}, not for postgresql`);
  }
}

/** `YYYYMMDDHHMMSS`, always UTC. */
function timeOf(version: string): number {
  const [year, month, day, hour, minute, second] = [0, 4, 6, 8, 10, 12].map((at) =>
    Number(version.slice(at, at === 0 ? 4 : at + 2)),
  ) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
