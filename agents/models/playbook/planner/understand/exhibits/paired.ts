import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Draft } from '../draft.ts';
import { mapperSql } from '../mappers/index.ts';
import type { ModelSql } from '../models/as-sql.ts';
import { quoted, type Schema, schemaIn } from '../models/index.ts';
import { pairSql } from '../models/pair.ts';
import { readDdl, type SqlReading } from '../sql/ddl.ts';
import { sqlSchema } from '../sql/schema.ts';
import type { Diff } from './diff.ts';

/** `// ...`, `# other fields`: lines that stand for what the snippet leaves out. */
const elision = /^[ \t]*(?:\/\/|#|--|\/\*)?[ \t]*(?:\.{3}|…)[^\n]*$/gm;
/** Whether the block of this model leaves something out. */
export const isElided = (text: string, model: string): boolean =>
  text
    .split(/\n(?=(?:model|class|export|@Entity|Table)\b)/)
    .some(
      (block) =>
        block.match(elision) !== null && new RegExp(`\\b${model}\\b`).test(block.split('{')[0] ?? block),
    );
export const withoutElision = (text: string): string => text.replace(elision, '');

/** Columns of the same snippet may have the enums that it makes as their type. */
export const withEnums = ({ enums }: ModelSql, context: ReadingContext): ReadingContext => ({
  ...context,
  enums: new Map([
    ...context.enums,
    ...[...enums.values()].map((name): [string, string] => [
      nameKey(name),
      context.enums.get(nameKey(name)) ?? `public.${quoted(name)}`,
    ]),
  ]),
});

/** The models of a snippet, or the tables of its SQL. */
export const schemaOf = (text: string, context: ReadingContext): Schema | undefined =>
  /^\s*(?:--[^\n]*\n\s*)*create\s+table\b/i.test(text)
    ? sqlSchema(text, context)
    : schemaIn(text, new Map(context.catalog.enums.map(({ name, labels }) => [nameKey(name), labels])));

const nothing: SqlReading = { topic: undefined, unread: [] };

/** What leads from one snippet to the next; undefined where one of them is read by nobody. */
export function readPair(
  texts: readonly [string, string],
  draft: Draft,
  context: ReadingContext,
): SqlReading | undefined {
  const [before, after] = texts.map((text) => schemaOf(withoutElision(text), context));
  const asked = before && after && pairSql([before, after], draft, context);
  if (!asked) return undefined;
  return asked.statements.length === 0
    ? nothing
    : readDdl(asked.statements.join(';\n'), draft, withEnums(asked, context));
}

const railsTable = /^\s*create_table "(\w+)".*\bdo \|t\|\s*$/;

/** A patch whose lines belong to what is there; undefined where it is read by nobody. */
export function readDiff(
  { before, after, added, removed, around }: Diff,
  draft: Draft,
  context: ReadingContext,
): SqlReading | undefined {
  const pair = readPair([before, after], draft, context);
  if (pair || removed.length > 0) return pair;
  // Of Rails' schema.rb, the table that the new lines stand in.
  const [table, ...others] = around.flatMap((line) => railsTable.exec(line)?.[1] ?? []);
  const statements =
    table !== undefined && others.length === 0
      ? mapperSql(
          `change_table :${table} do |t|\n${added.join('\n').replaceAll(/^(\s*t\.\w+) "(\w+)"/gm, '$1 :$2')}\nend`,
        )
      : mapperSql(added.join('\n'));
  return statements && readDdl(statements.join(';\n'), draft, context);
}
