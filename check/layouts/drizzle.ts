import { z } from 'zod';
import type { CheckedMigration } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { refuseTwins, scriptOf } from './collect.ts';
import { InvalidLayoutFile } from './errors.ts';
import type { Folder } from './folder.ts';
import type { LayoutReader } from './layout.ts';

const journalFile = 'meta/_journal.json';

const Journal = z.object({
  dialect: z.string().optional(),
  entries: z.array(z.object({ idx: z.number(), when: z.number(), tag: z.string().regex(/^[^/\\]+$/) })),
});

/**
 * Drizzle: `<tag>.sql` for each entry of `meta/_journal.json`, in the order of the entries whatever the files are
 * called (drizzle-orm, migrator.ts). A file is cut at `--> statement-breakpoint`; all that is pending runs in one
 * transaction, piece by piece. It knows no downs.
 */
export const drizzle: LayoutReader = {
  name: 'drizzle',
  recognise: (folder) =>
    folder.files.includes(journalFile) ? { strength: 'sure', because: journalFile } : null,
  read(folder) {
    const entries = readJournal(folder);
    const used = new Set([journalFile]);
    const migrations: CheckedMigration[] = entries.map(({ tag }) => {
      const file = `${tag}.sql`;
      if (!folder.files.includes(file)) {
        throw new InvalidLayoutFile(journalFile, `it names "${tag}", but there is no ${file}`);
      }
      used.add(file);
      const [, version = tag, name = tag] = /^(\d+)_(.*)$/.exec(tag) ?? [];
      return { version, name, file, up: scriptOf(folder, file, rule), down: null };
    });
    refuseTwins(migrations);
    const unused = folder.files
      .filter((file) => !used.has(file) && !/^meta\/\d+_snapshot\.json$/.test(file))
      .map((file) => ({ file, why: `${journalFile} does not name it` }));
    return { migrations, unused, advice: [] };
  },
};

function readJournal(folder: Folder): z.infer<typeof Journal>['entries'] {
  if (!folder.files.includes(journalFile)) throw new InvalidLayoutFile(journalFile, 'there is no such file');
  const { text, problems } = folder.text(journalFile);
  const [unreadable] = problems.filter(({ level }) => level === 'refused');
  if (unreadable !== undefined) throw new InvalidLayoutFile(journalFile, unreadable.message);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InvalidLayoutFile(journalFile, error instanceof Error ? error.message : 'it is no JSON');
  }
  const parsed = Journal.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InvalidLayoutFile(
      journalFile,
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown form'}`,
    );
  }
  const { dialect, entries } = parsed.data;
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
