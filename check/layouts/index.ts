import { loadSqlParser } from '../../policies/sql/parser.ts';
import type { Layout, LayoutName } from '../migration.ts';
import { judgeForeignTables } from '../script/foreign-tables.ts';
import { judgeCalls } from '../script/reaching-functions.ts';
import { detect, readerOf } from './detect.ts';
import { NoMigrationFound } from './errors.ts';
import { openFolder } from './folder.ts';

export * from './errors.ts';

// The grammar of policies/sql, which judges what a statement reaches.
await loadSqlParser();

/**
 * The migrations under a path (a folder, or one .sql file) in the order of their tool. What is wrong with one of them
 * is a problem of its script; only a path that cannot be taken for migrations throws.
 * @throws LayoutError
 */
export function readLayout(path: string, format: LayoutName | 'auto' = 'auto'): Layout {
  const folder = openFolder(path);
  const { reader, because } =
    format === 'auto' ? detect(folder) : { reader: readerOf(format), because: `--format ${format}` };
  const content = reader.read(folder);
  if (content.migrations.length === 0) {
    throw new NoMigrationFound(path, folder.files, format === 'auto' ? null : format);
  }
  return {
    name: reader.name,
    because,
    ...content,
    migrations: judgeForeignTables(judgeCalls(content.migrations)),
  };
}
