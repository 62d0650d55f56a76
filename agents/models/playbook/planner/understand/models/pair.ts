import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnOf, displayName } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Draft } from '../draft.ts';
import { familyOf, isWithin, type ModelSql, modelSql } from './as-sql.ts';
import { type Model, type ModelColumn, type ModelEnum, quoted, type Schema } from './index.ts';
import { withJoins } from './joins.ts';
import { withNames } from './names.ts';

/*
 * A schema before and after: what is new is added, what is otherwise is changed, and what is gone is asked about, since
 * its values would be gone, too.
 */

export function pairSql(
  [before, after]: readonly [Schema, Schema],
  draft: Draft,
  context: ReadingContext,
): ModelSql | undefined {
  const named = withJoins(withNames(after, context), context);
  const old = withNames(before, context);
  if (!named) return undefined;
  const changes: string[] = [];
  const questions: string[] = [];
  const models: Model[] = [];
  for (const model of named.models) {
    const was = old.models.find(({ table }) => nameKey(table) === nameKey(model.table));
    const known = context.names.knownTable(model.table);
    if (!was || !known) {
      models.push(model);
      continue;
    }
    const same = (one: ModelColumn): ModelColumn | undefined =>
      was.columns.find(({ name }) => name === one.name);
    const other = model.columns.filter((one) => {
      const old = same(one);
      return old !== undefined && JSON.stringify(old) !== JSON.stringify(one);
    });
    for (const column of other) {
      const old = same(column);
      const sql = old && changeSql(known, old, column);
      if (sql === undefined) return undefined;
      changes.push(...sql);
    }
    const gone = was.columns.filter(
      (one) => !one.implied && !model.columns.some(({ name }) => name === one.name),
    );
    for (const { name } of gone) {
      const is = columnOf(known, name);
      const dropped = draft.rules.some(
        (rule) => rule.kind === 'dropColumn' && nameKey(rule.column.text) === nameKey(name),
      );
      if (dropped || (is.how !== 'exact' && is.how !== 'spelling')) continue;
      const added = model.columns.filter((one) => columnOf(known, one.name).how === 'unknown');
      const [first, ...others] = added;
      const fits = first !== undefined && familyOf(first.type) === familyOf(is.is.type);
      const successor = fits && others.length === 0 && gone.length === 1 ? first : undefined;
      questions.push(
        successor
          ? `Shall ${displayName(known)}.${is.is.name} be renamed to ${successor.name}, or be dropped with its values? The request takes it out and puts ${successor.name} in.`
          : `Shall ${displayName(known)}.${is.is.name} be dropped with its values? The request takes it out without a word.`,
      );
    }
    const there = model.indexes.filter((index) => !was.indexes.some((one) => isSame(one, index)));
    models.push({ ...model, columns: model.columns.filter((one) => !other.includes(one)), indexes: there });
  }
  const enums = named.enums.map((one) => withKnownLabels(one, old.enums, context));
  if (!enums.every((one) => one !== undefined)) return undefined;
  const asked = modelSql({ ...named, models, enums }, draft, context);
  if (!asked) return undefined;
  draft.questions.push(...questions);
  return questions.length > 0
    ? { ...asked, statements: [] }
    : { ...asked, statements: [...asked.statements, ...changes] };
}

/** With the values that the database has as well, behind which the new ones come; undefined where one is gone. */
function withKnownLabels(
  now: ModelEnum,
  before: readonly ModelEnum[],
  { catalog }: ReadingContext,
): ModelEnum | undefined {
  const was = before.find(({ name }) => name === now.name);
  const known = catalog.enums.find(({ name }) => nameKey(name) === nameKey(now.mapped ?? now.name));
  if (!was || !known) return now;
  if (!was.labels.every((label) => now.labels.includes(label) && known.labels.includes(label)))
    return undefined;
  return {
    ...now,
    labels: isWithin(known.labels, now.labels)
      ? now.labels
      : [...known.labels, ...now.labels.filter((label) => !known.labels.includes(label))],
  };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const defaultOf = ({ rest }: ModelColumn): string | undefined =>
  rest.find((one) => one.startsWith('DEFAULT '));

/** What of a column is otherwise, as statements; undefined for what an ALTER does not say, such as another key. */
function changeSql(
  { schema, name }: { readonly schema: string; readonly name: string },
  old: ModelColumn,
  now: ModelColumn,
): readonly string[] | undefined {
  const table = `${schema === 'public' ? '' : `${quoted(schema)}.`}${quoted(name)}`;
  const alter = (what: string): string => `ALTER TABLE ${table} ALTER COLUMN ${quoted(now.name)} ${what}`;
  const others = ({ rest }: ModelColumn): string =>
    rest.filter((one) => one !== 'UNIQUE' && !one.startsWith('DEFAULT ')).join();
  if (others(old) !== others(now)) return undefined;
  const [was, is] = [old.rest.includes('UNIQUE'), now.rest.includes('UNIQUE')];
  if (was && !is) return undefined;
  const [from, to] = [defaultOf(old), defaultOf(now)];
  return [
    ...(old.type === now.type ? [] : [alter(`TYPE ${now.type}`)]),
    ...(from === to ? [] : [alter(to === undefined ? 'DROP DEFAULT' : `SET ${to}`)]),
    ...(old.notNull === now.notNull ? [] : [alter(now.notNull ? 'SET NOT NULL' : 'DROP NOT NULL')]),
    ...(is && !was ? [`ALTER TABLE ${table} ADD UNIQUE (${quoted(now.name)})`] : []),
  ];
}
