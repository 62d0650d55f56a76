import type { CheckedMigration, UnusedFile } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { scriptOf, withUniqueVersions } from './collect.ts';
import { type Folder, filesIn, isSql } from './folder.ts';
import type { LayoutReader } from './layout.ts';
import { sectionsOf, strayStatements } from './sections.ts';

const up = /^\s*--[\s-]*up\s+migration/im;
const down = /^\s*--[\s-]*down\s+migration/im;

/**
 * node-pg-migrate in SQL: one file a migration with headings `-- Up Migration` and `-- Down Migration`
 * (sqlMigration.ts). Order: the number before the first `_`, where 17 digits are a UTC time and 13 one in
 * milliseconds, then the name as people sort it (migration.ts). The whole section goes out in one message inside a
 * transaction, which only migrations in JavaScript can turn off.
 */
export const nodePgMigrate: LayoutReader = {
  name: 'node-pg-migrate',
  recognise(folder) {
    const file = filesIn(folder, '').find((one) => isSql(one) && up.test(folder.text(one).text));
    return file === undefined ? null : { strength: 'sure', because: `"-- Up Migration" in ${file}` };
  },
  read(folder) {
    const migrations: CheckedMigration[] = [];
    const unused: UnusedFile[] = [];
    for (const file of folder.files) {
      if (file.includes('/') || file.startsWith('.') || !isSql(file))
        unused.push({ file, why: whyUnused(file) });
      else migrations.push(migration(folder, file));
    }
    migrations.sort((a, b) => timeOf(a.file) - timeOf(b.file) || asPeople.compare(a.file, b.file));
    return { migrations: withUniqueVersions(migrations), unused, advice: [] };
  },
};

const whyUnused = (file: string): string => {
  if (file.includes('/')) return 'it lies in a folder, and node-pg-migrate does not look into folders';
  if (file.startsWith('.')) return 'node-pg-migrate ignores names that begin with a dot';
  return /\.[cm]?[jt]s$/.test(file)
    ? 'it is a migration in JavaScript, which only node-pg-migrate can run'
    : 'it is no .sql file';
};

const asPeople = new Intl.Collator('en', { numeric: true, sensitivity: 'variant', ignorePunctuation: true });

function timeOf(file: string): number {
  const [prefix = ''] = file.split('_');
  const [, year, month, day, hour, minute, second, rest] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(prefix) ?? [];
  if (year === undefined) return Number(prefix) || 0;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`) || 0;
}

function migration(folder: Folder, file: string): CheckedMigration {
  const { text } = folder.text(file);
  const sections = sectionsOf(text, up, down);
  const base = file.replace(/\.sql$/, '');
  const [, version = base, name = base] = /^(\d+)[_-](.*)$/.exec(base) ?? [];
  // Without the first heading all of the text is the up, even what the second one heads.
  const upSection = sections.up ?? { start: 0, end: text.length };
  const stray = sections.up === null ? [] : strayStatements(text, sections, 'node-pg-migrate');
  return {
    version,
    name,
    file,
    up: scriptOf(folder, file, rule, upSection, stray),
    down: sections.down === null ? null : scriptOf(folder, file, rule, sections.down),
  };
}

const rule: ToolRule = {
  tool: 'node-pg-migrate',
  opens: true,
  sends: 'whole',
  because: 'node-pg-migrate runs each migration in a transaction',
  remedy: 'write the migration in JavaScript with pgm.noTransaction()',
};
