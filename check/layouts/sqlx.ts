import type { CheckedMigration, UnusedFile } from '../migration.ts';
import type { SourceText } from '../script/source.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { byNumber, gapsIn, refuseTwins, scriptOf } from './collect.ts';
import { type Folder, filesIn, isSql } from './folder.ts';
import type { LayoutContent, LayoutReader } from './layout.ts';
import { readPairs } from './pairs.ts';

const pair = /^(\d+)_(.*)\.(up|down)\.sql$/;
const simple = /^(\d+)_(.*)\.sql$/;
const largest = 2n ** 63n - 1n;

/**
 * sqlx: `<version>_<description>.sql`, or `.up.sql` with `.down.sql`; the version is a positive signed 64-bit
 * number, and numbers are the order (sqlx-core, migrate/source.rs and migration_type.rs). Each migration gets a
 * transaction, unless the file's very first characters are `-- no-transaction`; the file goes out in one message.
 */
export const sqlx: LayoutReader = {
  name: 'sqlx',
  recognise(folder) {
    const files = filesIn(folder, '').filter((file) => simple.test(file));
    if (files.length === 0) return null;
    const marked = files.find((file) => folder.text(file).text.startsWith(marker));
    if (marked !== undefined) return { strength: 'sure', because: `"${marker}" begins ${marked}` };
    const because = `files named like ${files[0]}`;
    if (folder.around.includes('Cargo.toml'))
      return { strength: 'sure', because: `${because}, and a Cargo.toml` };
    // Pairs are golang-migrate's more often, times of 14 digits Supabase's.
    const plain = files.every((file) => !pair.test(file)) && !files.every((file) => /^\d{14}_/.test(file));
    return plain ? { strength: 'likely', because } : null;
  },
  read(folder) {
    const pairs = filesIn(folder, '').some((file) => pair.test(file));
    return pairs ? readPairs(folder, { pattern: pair, ruleFor, largest }) : readSimple(folder);
  },
};

const marker = '-- no-transaction';

function readSimple(folder: Folder): LayoutContent {
  const migrations: CheckedMigration[] = [];
  const unused: UnusedFile[] = [];
  for (const file of folder.files) {
    const [, version = '', name = ''] = simple.exec(file) ?? [];
    if (version === '' || BigInt(version) > largest) unused.push({ file, why: whyUnused(file) });
    else {
      const up = scriptOf(folder, file, ruleFor(folder.text(file)));
      migrations.push({ version, name, file, up, down: null });
    }
  }
  migrations.sort((a, b) => byNumber(a.version, b.version));
  refuseTwins(migrations, (version) => String(BigInt(version)));
  return { migrations, unused, advice: gapsIn(migrations) };
}

const whyUnused = (file: string): string => {
  if (file.includes('/')) return 'it lies in a folder, and sqlx does not look into folders';
  return isSql(file) ? 'its name is not <number>_<description>.sql' : 'it is no .sql file';
};

function ruleFor({ text }: SourceText): ToolRule {
  const none = text.startsWith(marker);
  return {
    tool: 'sqlx',
    opens: !none,
    sends: 'whole',
    because: none
      ? `"${marker}" in line 1; sqlx sends the file in one message, which PostgreSQL runs as one transaction`
      : 'sqlx runs each migration in a transaction',
    remedy: `begin the file with "${marker}", and give the statement a migration of its own`,
  };
}
