import type { CheckedMigration } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { byText, scriptOf, withUniqueVersions } from './collect.ts';
import { InvalidLayoutFile } from './errors.ts';
import { type Folder, folderOf } from './folder.ts';
import type { LayoutReader } from './layout.ts';

const lock = 'migration_lock.toml';
const script = /^[^/]+\/migration\.sql$/;

/**
 * Prisma Migrate: a folder for each migration with `migration.sql`, in the order of the folders' names as text;
 * migration_lock.toml names the database. It sends a file in one message and opens no transaction. Prisma applies no
 * downs, but its guide keeps those that one generates as `down.sql` in the same folder.
 */
export const prisma: LayoutReader = {
  name: 'prisma',
  recognise(folder) {
    const file = folder.files.find((one) => script.test(one));
    if (file === undefined) return null;
    return folder.files.includes(lock)
      ? { strength: 'sure', because: `${lock}, and folders with migration.sql` }
      : { strength: 'likely', because: `folders with migration.sql, like ${folderOf(file)}` };
  },
  read(folder) {
    refuseOtherDatabase(folder);
    const files = new Set(folder.files);
    const migrations: CheckedMigration[] = folder.files
      .filter((file) => script.test(file))
      .map((file) => {
        const directory = folderOf(file);
        const [, version = directory, name = directory] = /^(\d+)_(.*)$/.exec(directory) ?? [];
        const down = `${directory}/down.sql`;
        const hasDown = files.delete(down);
        files.delete(file);
        return {
          version,
          name,
          file,
          up: scriptOf(folder, file, rule),
          down: hasDown ? scriptOf(folder, down, rule) : null,
        };
      })
      .sort((a, b) => byText(folderOf(a.file), folderOf(b.file)));
    files.delete(lock);
    const unused = [...files].map((file) => ({
      file,
      why: file.includes('/')
        ? 'Prisma reads only migration.sql of a migration’s folder'
        : 'it lies in no folder of a migration',
    }));
    return { migrations: withUniqueVersions(migrations), unused, advice: [] };
  },
};

function refuseOtherDatabase(folder: Folder): void {
  if (!folder.files.includes(lock)) return;
  const [, provider] = /^\s*provider\s*=\s*"([^"]*)"/m.exec(folder.text(lock).text) ?? [];
  if (provider === undefined) throw new InvalidLayoutFile(lock, 'it names no provider');
  if (provider !== 'postgresql') {
    throw new InvalidLayoutFile(lock, `its migrations are for ${provider}, not for postgresql`);
  }
}

const rule: ToolRule = {
  tool: 'Prisma',
  opens: false,
  sends: 'whole',
  because: 'Prisma sends the file in one message, which PostgreSQL runs as one transaction',
  remedy: 'give it a migration of its own',
};
