import { z } from 'zod';
import type { CheckedMigration } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { refuseTwins, scriptOf } from './collect.ts';
import { readFolders, recogniseFolders } from './drizzle-folders.ts';
import { InvalidLayoutFile } from './errors.ts';
import type { Folder } from './folder.ts';
import { readJson } from './json.ts';
import type { LayoutContent, LayoutReader } from './layout.ts';

const journalFile = 'meta/_journal.json';

const Journal = z.object({
  dialect: z.string().optional(),
  entries: z.array(z.object({ idx: z.number(), when: z.number(), tag: z.string().regex(/^[^/\\]+$/) })),
});

/**
 * Drizzle: with a journal as before 1.0, else a folder for each migration. A file is cut at `--> statement-breakpoint`;
 * all that is pending runs in one transaction, piece by piece.
 */
export const drizzle: LayoutReader = {
  name: 'drizzle',
  recognise: (folder) =>
    folder.files.includes(journalFile)
      ? { strength: 'sure', because: journalFile }
      : recogniseFolders(folder),
  read: (folder) => (folder.files.includes(journalFile) ? readByJournal(folder) : readFolders(folder, rule)),
};

/**
 * `<tag>.sql` for each entry of `meta/_journal.json`, in the order of the entries whatever the files are called
 * (drizzle-orm, migrator.ts). It knows no downs.
 */
function readByJournal(folder: Folder): LayoutContent {
  const used = new Set([journalFile]);
  const migrations = readJournal(folder).map(({ tag, when }): CheckedMigration => {
    const file = `${tag}.sql`;
    if (!folder.files.includes(file)) {
      throw new InvalidLayoutFile(journalFile, `it names "${tag}", but there is no ${file}`);
    }
    used.add(file);
    const [, version = tag, name = tag] = /^(\d+)_(.*)$/.exec(tag) ?? [];
    return { version, name, file, up: scriptOf(folder, file, rule), down: null, time: when };
  });
  refuseTwins(migrations);
  const unused = folder.files
    .filter((file) => !used.has(file) && !/^meta\/\d+_snapshot\.json$/.test(file))
    .map((file) => ({ file, why: `${journalFile} does not name it` }));
  return { migrations, unused, advice: [] };
}

function readJournal(folder: Folder): z.infer<typeof Journal>['entries'] {
  const { dialect, entries } = readJson(folder, journalFile, Journal);
  if (dialect !== undefined && dialect !== 'postgresql' && dialect !== 'pg') {
    throw new InvalidLayoutFile(journalFile, `its migrations are for ${dialect}, not for postgresql`);
  }
  return entries;
}

const rule: ToolRule = {
  tool: 'Drizzle',
  opens: true,
  sends: 'each',
  because: 'Drizzle runs all pending migrations in one transaction',
  remedy: 'run it by other means: Drizzle has no migration without a transaction',
};
