import type { CheckedMigration, CheckedScript, ScriptProblem, UnusedFile } from '../migration.ts';
import type { Section } from '../script/statements.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { byNumber, gapsIn, refuseTwins, scriptOf } from './collect.ts';
import { type Folder, filesIn } from './folder.ts';
import { annotationsIn, brokenStatements, readAnnotations } from './goose-annotations.ts';
import type { LayoutReader } from './layout.ts';

const named = /^(\d+)_(.*)\.sql$/;

/**
 * goose: one file a migration, `<number>_<name>.sql`, ordered by number. `-- +goose Up` and `-- +goose Down` head its
 * directions; it is cut where a line ends with a semicolon, outside of StatementBegin … StatementEnd, and sent piece
 * by piece in a transaction unless a line `-- +goose NO TRANSACTION` stands anywhere in it (internal/sqlparser).
 * With ENVSUB the text depends on the environment: such a file is refused.
 */
export const goose: LayoutReader = {
  name: 'goose',
  recognise(folder) {
    const file = filesIn(folder, '').find(
      (one) => named.test(one) && annotationsIn(folder.text(one).text).some(({ is }) => is === 'up'),
    );
    return file === undefined ? null : { strength: 'sure', because: `"-- +goose Up" in ${file}` };
  },
  read(folder) {
    const migrations: CheckedMigration[] = [];
    const unused: UnusedFile[] = [];
    for (const file of folder.files) {
      const [, version = '', name = ''] = named.exec(file) ?? [];
      const why =
        version === ''
          ? whyUnused(file)
          : BigInt(version) === 0n
            ? 'version 0 is before every migration'
            : null;
      if (why !== null) unused.push({ file, why });
      else migrations.push({ version, name, file, ...directions(folder, file) });
    }
    migrations.sort((a, b) => byNumber(a.version, b.version));
    refuseTwins(migrations, (version) => String(BigInt(version)));
    return { migrations, unused, advice: gapsIn(migrations) };
  },
};

const whyUnused = (file: string): string => {
  if (file.includes('/')) return 'it lies in a folder, and goose does not look into folders';
  if (/^\d+_.*\.go$/.test(file)) return 'it is a migration in Go, which only goose itself can run';
  return file.endsWith('.sql') ? 'its name is not <number>_<name>.sql' : 'it is no .sql file';
};

function directions(folder: Folder, file: string): Pick<CheckedMigration, 'up' | 'down'> {
  const { text } = folder.text(file);
  const { up, down, noTransaction, problems } = readAnnotations(text);
  const rule: ToolRule = {
    tool: 'goose',
    opens: !noTransaction,
    sends: 'each',
    because: noTransaction ? '-- +goose NO TRANSACTION' : 'goose runs each migration in a transaction',
    remedy: 'write "-- +goose NO TRANSACTION" at the top of the file',
  };
  const script = (section: Section, more: readonly ScriptProblem[]): CheckedScript => {
    const read = scriptOf(folder, file, rule, section, more);
    return { ...read, problems: [...read.problems, ...brokenStatements(text, section.end, read.statements)] };
  };
  // What is wrong with the file as a whole is said once, with the up; what forbids to run it, with both.
  const refused = problems.filter(({ level }) => level === 'refused');
  return {
    up: script(up ?? { start: text.length, end: text.length }, problems),
    down: down === null ? null : script(down, refused),
  };
}
