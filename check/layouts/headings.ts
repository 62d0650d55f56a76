import type { CheckedMigration, UnusedFile } from '../migration.ts';
import { noTool } from '../script/tool-rule.ts';
import { gapsIn, scriptOf, withUniqueVersions } from './collect.ts';
import { type Folder, filesIn, isSql } from './folder.ts';
import type { LayoutReader } from './layout.ts';
import { sectionsOf, strayStatements } from './sections.ts';

const heading = (word: string): RegExp =>
  new RegExp(`^[^\\S\\n]*--[\\s-]*${word}[^\\S\\n]*:?[^\\S\\n-]*-*[^\\S\\n]*$`, 'im');
const up = heading('up');
const down = heading('down');

/**
 * One file a migration, its directions below lines `-- Up` and `-- Down` (any case, more dashes, a colon), for
 * runners of one's own. Ordered by file name as people sort it, numbers as numbers. A transaction where the
 * statements allow one.
 */
export const headings: LayoutReader = {
  name: 'headings',
  recognise(folder) {
    const file = filesIn(folder, '').find((one) => {
      const { text } = isSql(one) ? folder.text(one) : { text: '' };
      return up.test(text) && down.test(text);
    });
    return file === undefined ? null : { strength: 'sure', because: `"-- Up" and "-- Down" in ${file}` };
  },
  read(folder) {
    const migrations: CheckedMigration[] = [];
    const unused: UnusedFile[] = [];
    for (const file of folder.files) {
      if (file.includes('/')) unused.push({ file, why: 'it lies in a folder of its own' });
      else if (!isSql(file)) unused.push({ file, why: 'it is no .sql file' });
      else migrations.push(migration(folder, file));
    }
    const asPeople = new Intl.Collator('en', { numeric: true });
    migrations.sort((a, b) => asPeople.compare(a.file, b.file));
    return { migrations: withUniqueVersions(migrations), unused, advice: gapsIn(migrations) };
  },
};

function migration(folder: Folder, file: string): CheckedMigration {
  const { text } = folder.text(file);
  const sections = sectionsOf(text, up, down);
  const base = file.replace(/\.sql$/, '');
  const [, version = base, name = base] = /^(\d+)[_.-]+(.*)$/.exec(base) ?? [];
  // A file without an Up is all up as far as its Down.
  const upSection = sections.up ?? sections.before;
  const stray = sections.up === null ? [] : strayStatements(text, sections, 'a runner that goes by headings');
  return {
    version,
    name,
    file,
    up: scriptOf(folder, file, noTool, upSection, stray),
    down: sections.down === null ? null : scriptOf(folder, file, noTool, sections.down),
  };
}
