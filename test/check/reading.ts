import { join } from 'node:path';
import { readLayout } from '../../check/layouts/index.ts';
import type { CheckedScript, Layout, LayoutName, ScriptProblem } from '../../check/migration.ts';
import { testFolder } from '../support/folder.ts';

type Files = Readonly<Record<string, string>>;

/** The layout of a folder with these files; `path` below it is what is given. */
export function reading(files: Files, format: LayoutName | 'auto' = 'auto', path = ''): Layout {
  using folder = testFolder(files);
  return readLayout(join(folder.path, path), format);
}

/** One line a migration: `1 a: 1_a.up.sql one, 1_a.down.sql one`. */
export const summary = ({ migrations }: Layout): string[] =>
  migrations.map(({ version, name, up, down }) => {
    const side = (script: CheckedScript | null) =>
      script === null ? '-' : `${script.file} ${script.transaction}`;
    return `${version} ${name}: ${side(up)}, ${side(down)}`;
  });

/** The up of one file as golang-migrate would run it. */
export function upOf(sql: string): CheckedScript {
  const [migration] = reading({ '1_a.up.sql': sql }).migrations;
  if (migration === undefined) throw new Error('no migration was read');
  return migration.up;
}

/** One line a problem: `refused syntax-error 1:8`. */
export const problemsOf = ({ problems }: { readonly problems: readonly ScriptProblem[] }): string[] =>
  problems.map(({ level, rule, line, column }) => `${level} ${rule} ${line}:${column}`);

export const statementsOf = ({ statements }: CheckedScript): string[] => statements.map(({ sql }) => sql);
