import type { ToolRule } from '../script/tool-rule.ts';
import { type Folder, filesIn } from './folder.ts';
import type { LayoutContent, LayoutReader } from './layout.ts';
import { readPairs } from './pairs.ts';

/**
 * golang-migrate: `<version>_<title>.up.sql` and `.down.sql`, the version an unsigned 64-bit number, applied in
 * the order of the numbers; leading zeros do not count (source/parse.go, MIGRATIONS.md). The PostgreSQL drivers send a
 * file in one message and open no transaction: PostgreSQL makes one of a message of several statements.
 */
export const golangMigrate: LayoutReader = {
  name: 'golang-migrate',
  recognise(folder) {
    const pairs = filesIn(folder, '').filter((file) => /^\d+_.*\.(?:up|down)\.sql$/.test(file));
    if (pairs.length === 0) return null;
    const because = `files named like ${pairs[0]}`;
    return folder.around.includes('go.mod')
      ? { strength: 'sure', because: `${because}, and a go.mod` }
      : { strength: 'likely', because };
  },
  read: (folder: Folder): LayoutContent =>
    readPairs(folder, {
      pattern: /^(\d+)_(.*)\.(up|down)\.sql$/,
      ruleFor: () => rule,
      largest: 2n ** 64n - 1n,
    }),
};

const rule: ToolRule = {
  tool: 'golang-migrate',
  opens: false,
  sends: 'whole',
  because: 'golang-migrate sends the file in one message, which PostgreSQL runs as one transaction',
  remedy: 'give it a migration of its own',
};
