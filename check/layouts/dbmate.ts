import { positionsIn } from '../../postgres/script/index.ts';
import type { CheckedMigration, ScriptProblem, UnusedFile } from '../migration.ts';
import type { Section } from '../script/statements.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { gapsIn, refuseTwins, scriptOf } from './collect.ts';
import { type Folder, filesIn, isSql } from './folder.ts';
import type { LayoutReader } from './layout.ts';
import { sectionsOf, strayStatements } from './sections.ts';

const named = /^(\d+)(.*)\.sql$/;
const up = /^--[^\S\n]*migrate:up(?:[^\S\n]*$|[^\S\n]+\S+)/m;
const down = /^--[^\S\n]*migrate:down(?:[^\S\n]*$|[^\S\n]+\S+)/m;

/**
 * dbmate: one file a migration, `<digits>….sql`, ordered by file name as text (pkg/dbmate/db.go); the version is its
 * leading digits. `-- migrate:up` and `-- migrate:down` head its directions, both are required, in this order, with
 * nothing but comments before; `transaction:false` behind a heading turns its transaction off
 * (pkg/dbmate/migration.go). A section goes out in one message.
 */
export const dbmate: LayoutReader = {
  name: 'dbmate',
  recognise(folder) {
    const file = filesIn(folder, '').find((one) => named.test(one) && up.test(folder.text(one).text));
    return file === undefined ? null : { strength: 'sure', because: `"-- migrate:up" in ${file}` };
  },
  read(folder) {
    const migrations: CheckedMigration[] = [];
    const unused: UnusedFile[] = [];
    for (const file of folder.files) {
      const [, version, rest = ''] = file.includes('/') ? [] : (named.exec(file) ?? []);
      if (version === undefined) unused.push({ file, why: whyUnused(file) });
      else migrations.push({ version, name: rest.replace(/^_/, ''), file, ...directions(folder, file) });
    }
    // The folder's files come sorted by name.
    refuseTwins(migrations);
    return { migrations, unused, advice: gapsIn(migrations) };
  },
};

const whyUnused = (file: string): string => {
  if (file.includes('/')) return 'it lies in a folder, and dbmate does not look into folders';
  return isSql(file) ? 'its name does not begin with a digit' : 'it is no .sql file';
};

function directions(folder: Folder, file: string): Pick<CheckedMigration, 'up' | 'down'> {
  const { text } = folder.text(file);
  const sections = sectionsOf(text, up, down);
  const stray = sections.up === null ? [] : strayStatements(text, sections, 'dbmate');
  const problems = [...stray, ...headingProblems(text, sections)];
  const script = (section: Section | null, more: readonly ScriptProblem[]) =>
    scriptOf(folder, file, ruleOf(text, section), section ?? { start: text.length, end: text.length }, more);
  return {
    up: script(sections.up, problems),
    down: sections.down === null ? null : script(sections.down, []),
  };
}

function headingProblems(text: string, sections: ReturnType<typeof sectionsOf>): ScriptProblem[] {
  const problem = (
    level: 'refused' | 'error',
    at: number,
    message: string,
    remedy: string,
  ): ScriptProblem => ({
    rule: 'section-headings',
    level,
    ...positionsIn(text).placeOf(at),
    message,
    remedy,
  });
  if (sections.up === null) {
    return [problem('refused', 0, 'there is no line "-- migrate:up"', 'write it above the statements')];
  }
  const [, second] = [...text.matchAll(new RegExp(up, 'gm'))];
  if (second !== undefined) {
    const message = 'a second "-- migrate:up": files with several migrations are not understood';
    return [problem('refused', second.index, message, 'give each a file of its own')];
  }
  if (sections.down === null) {
    return [
      problem(
        'error',
        sections.up.start,
        'there is no line "-- migrate:down", and dbmate requires one',
        'add it, with nothing below if need be',
      ),
    ];
  }
  return sections.down.start < sections.up.start
    ? [
        problem(
          'error',
          sections.down.start,
          '"-- migrate:down" stands before "-- migrate:up", and dbmate refuses that',
          'put the up first',
        ),
      ]
    : [];
}

function ruleOf(text: string, section: Section | null): ToolRule {
  const [heading = ''] = section === null ? [] : text.slice(section.start, section.end).split('\n');
  const none = /\stransaction:false(?:\s|$)/.test(heading);
  return {
    tool: 'dbmate',
    opens: !none,
    sends: 'whole',
    because: none
      ? 'transaction:false; dbmate sends the section in one message, which PostgreSQL runs as one transaction'
      : 'dbmate runs each migration in a transaction',
    remedy: 'write transaction:false behind the heading, and give the statement a migration of its own',
  };
}
