import { excerpt, positionsIn } from '../../postgres/script/index.ts';
import type { CheckedMigration, CheckedScript, ScriptProblem, UnusedFile } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { byText, gapsIn, scriptOf } from './collect.ts';
import { DuplicateVersion } from './errors.ts';
import { compareVersions, identityOf } from './flyway-versions.ts';
import { type Folder, isSql, nameOf } from './folder.ts';
import type { LayoutReader } from './layout.ts';

const versioned = /^([VU])(\d[\d._]*?)__(.*)\.sql$/;
const repeatable = /^R__(.*)\.sql$/;

/**
 * Flyway: `V<version>__<description>.sql` at any depth, its undo `U<version>__…`, and repeatable `R__…` after all
 * versions, by description. A version is numbers between dots or underscores, compared number by number, missing ones
 * as 0 (api/MigrationVersion). Each migration runs in a transaction; one that holds only statements which cannot, or
 * whose `<file>.conf` says executeInTransaction=false, runs outside; both kinds in one file are an error to Flyway.
 */
export const flyway: LayoutReader = {
  name: 'flyway',
  recognise(folder) {
    const file = folder.files.find((one) => /^V\d[\d._]*?__.*\.sql$/.test(nameOf(one)));
    return file === undefined ? null : { strength: 'sure', because: `files named like ${nameOf(file)}` };
  },
  read(folder) {
    const found = sort(folder);
    const undo = unique(found.undo);
    const ups = [...unique(found.versions).values()].sort((a, b) => compareVersions(a.version, b.version));
    const migrations: CheckedMigration[] = ups.map(({ file, version, name }) => {
      const down = undo.get(identityOf(version));
      undo.delete(identityOf(version));
      return {
        version,
        name,
        file,
        up: script(folder, file),
        down: down === undefined ? null : script(folder, down.file),
      };
    });
    const orphans = [...undo.values()].map(({ file }) => ({
      file,
      why: 'there is no V file of its version',
    }));
    const again = found.repeatable.map(({ file, name }) => ({
      version: `R__${name}`,
      name,
      file,
      up: script(folder, file),
      down: null,
    }));
    return {
      migrations: [...migrations, ...again],
      unused: [...found.unused, ...orphans],
      advice: gapsIn(migrations),
    };
  },
};

interface Named {
  readonly file: string;
  readonly version: string;
  readonly name: string;
}

function sort({ files }: Folder) {
  const versions: Named[] = [];
  const undo: Named[] = [];
  const again: Named[] = [];
  const unused: UnusedFile[] = [];
  for (const file of files) {
    const [, kind, written = '', name = ''] = versioned.exec(nameOf(file)) ?? [];
    const [, description] = repeatable.exec(nameOf(file)) ?? [];
    if (kind !== undefined) {
      (kind === 'V' ? versions : undo).push({ file, version: written.replaceAll('_', '.'), name });
    } else if (description !== undefined) again.push({ file, version: '', name: description });
    else if (!(file.endsWith('.sql.conf') && files.includes(file.slice(0, -'.conf'.length)))) {
      unused.push({ file, why: whyUnused(file) });
    }
  }
  again.sort((a, b) => byText(a.name, b.name));
  const [twin] = again.filter(({ name }, at) => again[at - 1]?.name === name);
  const other = again.find(({ name, file }) => name === twin?.name && file !== twin.file);
  if (twin !== undefined && other !== undefined)
    throw new DuplicateVersion(`R__${twin.name}`, [other.file, twin.file]);
  return { versions, undo, repeatable: again, unused };
}

/** By what Flyway takes for one version: `1`, `1.0` and `01` are. @throws DuplicateVersion */
function unique(files: readonly Named[]): Map<string, Named> {
  const known = new Map<string, Named>();
  for (const one of files) {
    const twin = known.get(identityOf(one.version));
    if (twin !== undefined) throw new DuplicateVersion(one.version, [twin.file, one.file]);
    known.set(identityOf(one.version), one);
  }
  return known;
}

const whyUnused = (file: string): string => {
  const name = nameOf(file);
  if (!isSql(name))
    return /\.java$/.test(name)
      ? 'it is a migration in Java, which only Flyway can run'
      : 'it is no .sql file';
  return /^B\d/.test(name)
    ? 'a baseline stands for the versions before it, which are checked themselves'
    : 'its name is not V<version>__<description>.sql, U… or R__…';
};

function script(folder: Folder, file: string): CheckedScript {
  const conf = folder.files.includes(`${file}.conf`) ? folder.text(`${file}.conf`).text : '';
  const none = settingIs(conf, 'executeInTransaction', 'false');
  const rule: ToolRule = {
    tool: 'Flyway',
    opens: !none,
    sends: 'alike',
    because: none
      ? `${nameOf(file)}.conf says executeInTransaction=false`
      : 'Flyway runs each migration in a transaction',
    remedy: 'give it a migration of its own',
  };
  const plain = settingIs(conf, 'placeholderReplacement', 'false');
  return scriptOf(folder, file, rule, undefined, plain ? [] : placeholders(folder.text(file).text));
}

const settingIs = (conf: string, name: string, value: string): boolean =>
  new RegExp(`^[ \\t]*(?:flyway\\.)?${name}[ \\t]*[=:][ \\t]*${value}[ \\t]*\\r?$`, 'im').test(conf);

/** Flyway puts values in for `${name}`, in comments and strings too. */
function placeholders(text: string): ScriptProblem[] {
  const [first] = text.matchAll(/\$\{[^}\n]+\}/g);
  if (first === undefined) return [];
  const message = `Flyway replaces "${excerpt(first[0])}" by a value that is not in the file`;
  const remedy = `write the value itself, or placeholderReplacement=false into the script's .conf`;
  return [
    { rule: 'placeholder', level: 'refused', ...positionsIn(text).placeOf(first.index), message, remedy },
  ];
}
