import type { CheckedMigration, UnusedFile } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { byText, gapsIn, refuseTwins, scriptOf } from './collect.ts';
import { type Folder, folderOf, nameOf } from './folder.ts';
import type { LayoutReader } from './layout.ts';

/**
 * Diesel: a folder for each migration with `up.sql`, perhaps `down.sql` and `metadata.toml`. The version is the
 * folder's name up to the first `_`, without dashes (migrations_internals, version_from_string), so that
 * `2024-01-31-120000_a` and `20240131120000_b` are neighbours; versions are ordered as text. Each migration runs in a
 * transaction unless metadata.toml says `run_in_transaction = false`; the file goes out in one message.
 */
export const diesel: LayoutReader = {
  name: 'diesel',
  recognise(folder) {
    const up = folder.files.find((file) => /^[^/]+\/up\.sql$/.test(file));
    return up === undefined
      ? null
      : { strength: 'sure', because: `folders with up.sql, like ${folderOf(up)}` };
  },
  read(folder) {
    const migrations: CheckedMigration[] = [];
    const used = new Set<string>();
    for (const file of folder.files.filter((one) => /^[^/]+\/up\.sql$/.test(one))) {
      const directory = folderOf(file);
      const [head = '', ...rest] = directory.split('_');
      const [downFile, metadata] = [`${directory}/down.sql`, `${directory}/metadata.toml`];
      const rule = ruleOf(folder, folder.files.includes(metadata) ? metadata : null);
      const hasDown = folder.files.includes(downFile);
      migrations.push({
        version: head.replaceAll('-', ''),
        name: rest.join('_'),
        file,
        up: scriptOf(folder, file, rule),
        down: hasDown ? scriptOf(folder, downFile, rule) : null,
      });
      for (const one of [file, downFile, metadata]) used.add(one);
    }
    migrations.sort((a, b) => byText(a.version, b.version));
    refuseTwins(migrations);
    const unused = folder.files.filter((file) => !used.has(file)).map(unusedFile);
    return { migrations, unused, advice: gapsIn(migrations) };
  },
};

const unusedFile = (file: string): UnusedFile => ({
  file,
  why: file.includes('/')
    ? `Diesel reads only up.sql, down.sql and metadata.toml of a migration's folder${nameOf(file) === 'down.sql' ? ', and this one has no up.sql' : ''}`
    : 'it lies in no folder of a migration',
});

/** Before the first table of the TOML; the value is a bare word. */
const key = /^[ \t]*run_in_transaction[ \t]*=[ \t]*(true|false)[ \t]*(?:#.*)?\r?$/m;

function ruleOf(folder: Folder, metadata: string | null): ToolRule {
  const rule = {
    tool: 'Diesel',
    sends: 'whole',
    remedy:
      'write run_in_transaction = false into its metadata.toml, and give the statement a migration of its own',
  } as const;
  if (metadata === null)
    return { ...rule, opens: true, because: 'Diesel runs each migration in a transaction' };
  const [top = ''] = folder.text(metadata).text.split(/^[ \t]*\[/m);
  const [, value] = key.exec(top) ?? [];
  // Metadata without the key reads as false, unreadable metadata as if there were none.
  if (value === undefined && /run_in_transaction/.test(top)) {
    return {
      ...rule,
      opens: true,
      because: `Diesel cannot read ${metadata}, and then runs it in a transaction`,
    };
  }
  const opens = value === 'true';
  const says =
    value === undefined
      ? 'does not name run_in_transaction, which means false'
      : `says run_in_transaction = ${value}`;
  return { ...rule, opens, because: `${metadata} ${says}` };
}
