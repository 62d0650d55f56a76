import type { Operation } from '../../../../../postgres/operations/index.ts';
import { columnOf, displayName } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import { type ColumnDraft, type Draft, fills } from '../understand/draft.ts';
import { buildColumn } from './column.ts';
import { expressionSql } from './expression.ts';
import { at, type Build, both } from './outcome.ts';
import type { Target } from './resolver.ts';
import { maybeSame, sumsUp } from './same-column.ts';
import { scopeColumn } from './unique-scope.ts';

const detailed = ({ title, explicit, facts }: ColumnDraft): boolean =>
  !title && explicit && facts.facts.type !== undefined;

/** `Cover image for categories` above `cover_url` */
const sharesWord = (title: string, column: string): boolean => {
  const said = title.toLowerCase().split(/[ _]/);
  const words = column.toLowerCase().split('_');
  return words.length > 1 && said.length > 1 && words.some((word) => said.includes(word));
};

/** Drafts without a table belong to the one of the same name that has one. */
function merged({ columns: drafts, fills: filled, rules, tables, splits }: Draft): readonly ColumnDraft[] {
  const body =
    filled.length + rules.length + tables.length + splits.length > 0 || drafts.some(({ title }) => !title);
  // A title that names neither table nor type sums up what the body says.
  const summary = ({ title, table, name, facts }: ColumnDraft) =>
    body &&
    title &&
    !name.marked &&
    Object.keys(facts.facts).length === 0 &&
    (table === undefined ||
      drafts.some((other) => detailed(other) && sharesWord(name.text, other.name.text)));
  const meant = drafts.filter((draft) => !summary(draft) && !sumsUp(draft, drafts));
  return meant.filter(
    (draft) =>
      (draft.table !== undefined && !(draft.title && !draft.table.table)) ||
      !meant.some(
        (other) =>
          other !== draft &&
          (draft.table === undefined ? other.table : other.table?.table) !== undefined &&
          nameKey(other.name.text) === nameKey(draft.name.text),
      ),
  );
}

/** The name is there already: nothing to add, unless the request says something else about it. */
function isThere(draft: ColumnDraft, target: Target, { names }: Build): boolean {
  const found = target.is && columnOf(target.is, draft.name.text);
  if (!target.is || !found || (found.how !== 'exact' && found.how !== 'spelling')) return false;
  const place = `${displayName(target.is)}.${found.is.name}`;
  const { type, ...others } = draft.facts.facts;
  if ((type !== undefined && type !== found.is.type) || Object.keys(others).length > 0) {
    names.ask(
      `${place} (${found.is.type}) is there already. Shall it be changed, or is another column meant?`,
    );
  } else names.fulfilled.push(`${place} is there already`);
  return true;
}

/** The word `column`, a mark or the spelling says that it is one. */
const isSurely = ({ name: { text, marked }, explicit }: ColumnDraft): boolean =>
  explicit || marked || /\w_\w|[a-z][A-Z]/.test(text);

/** `a jsonb column`: a type, and no name. `date`, `uuid` and the like are as often a name. */
const bareType =
  /^(?:tsvector|jsonb?|varchar|character varying|citext|bytea|bool(?:ean)?|int(?:eger)?|int[248]|smallint|bigint|(?:big)?serial|numeric|decimal|timestamptz|double precision|float[48]|enum|array|\w+field)$/i;

export function addColumns(build: Build): void {
  const { draft, names, operations } = build;
  const drafts = merged(draft);
  for (const column of drafts) {
    const twin = maybeSame(column, drafts);
    if (twin)
      names.ask(
        `Are "${twin.name.text}" and "${column.name.text}" one column, or two? Which name shall it have?`,
      );
    const target = names.table(column.table, [], false, column.name.text);
    if (target && !column.name.marked && bareType.test(column.name.text)) {
      names.ask(
        `What shall the new ${column.name.text} column of ${target.name} be called, and what is in it?`,
      );
      continue;
    }
    if (!target || isThere(column, target, build)) continue;
    const name = names.newName(column.name);
    const built = buildColumn(name, column.facts, target, names, isSurely(column));
    if (!built) continue;
    if (built.primaryKey) {
      names.ask(`${target.name} has a primary key. Shall ${name} replace it?`);
      continue;
    }
    if (built.identity !== undefined) {
      names.ask(
        `${target.name}.${name} shall be numbered by the database, which writes every row of ${target.name} again under a lock that stops everybody. Shall it be a plain ${built.type} instead, or be written by hand, for a window?`,
      );
      continue;
    }
    if (built.generated !== undefined) {
      names.ask(
        `${target.name}.${name} shall be made from ${built.generated} and stored, which writes every row of ${target.name} again under a lock that stops everybody. Shall it be a view instead, a plain column that is filled once, or be written by hand, for a window?`,
      );
      continue;
    }
    names.willHaveColumn(target, name);
    const fill = draft.fills.find((one) => fills(one, name));
    const backfill = fill?.expression && expressionSql(fill.expression, target, name, built.type, names);
    const later = draft.fills.some(
      (one) => one.column !== undefined && nameKey(one.column.text) === nameKey(name),
    );
    if (
      built.notNull &&
      built.default === undefined &&
      backfill === undefined &&
      !later &&
      target.is?.estimatedRows !== 0
    ) {
      names.ask(`${target.name}.${name} shall be required. Which value do the rows get that exist already?`);
      continue;
    }
    const {
      type,
      notNull,
      default: value,
      min,
      max,
      checks,
      references,
      comment,
      unique,
      uniquePer,
      index,
    } = built;
    // A backfill of its own comes after the column: until then it must take NULL.
    const now = later && value === undefined ? undefined : notNull;
    operations.push({
      op: 'add_column',
      ...at(target),
      column: name,
      type,
      ...(now === undefined ? {} : { notNull: now }),
      ...(value === undefined ? {} : { default: value }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(checks.length === 0 ? {} : { check: both(checks) }),
      ...(references === undefined ? {} : { references }),
      ...(comment === undefined ? {} : { comment }),
      ...(backfill === undefined ? {} : { backfill }),
    } satisfies Operation);
    if (notNull && now === undefined) operations.push({ op: 'set_not_null', ...at(target), column: name });
    if (unique) operations.push({ op: 'add_unique', ...at(target), columns: [name] });
    if (uniquePer !== undefined) {
      const scope = scopeColumn(target, uniquePer, [], names);
      if (scope !== undefined) operations.push({ op: 'add_unique', ...at(target), columns: [scope, name] });
    }
    if (index && !references && !unique) operations.push({ op: 'add_index', ...at(target), columns: [name] });
  }
}
