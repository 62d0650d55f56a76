import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { fold } from '../../text/tokens.ts';
import type { ColumnDraft, Draft } from '../draft.ts';
import type { RuleDraft } from '../rule-draft.ts';

/**
 * `Make the name mandatory` above `first_name of profiles must not be null`: a title in words that name nothing of the
 * schema says again what the body says, where the body orders the same of a thing that it names.
 * @returns whether one was taken out of `rules`
 */
export function withoutSummaries(
  rules: RuleDraft[],
  ofTitle: readonly RuleDraft[],
  { hasColumn, names: { knownTable } }: ReadingContext,
): boolean {
  const summary = (rule: RuleDraft): boolean => {
    const said = rule as {
      table?: TableReading;
      column?: NameReading;
      columns?: NameReading[];
      from?: NameReading;
    };
    const { table, column, columns, from } = said;
    const names = columns ?? [column ?? from].filter((one): one is NameReading => typeof one === 'object');
    const vague = names.length > 0 && names.every(({ marked, text }) => !marked && !hasColumn(text));
    if (!ofTitle.includes(rule)) return false;
    if (
      table?.text !== undefined &&
      !table.table &&
      !knownTable(table.text) &&
      rules.some((other) => !ofTitle.includes(other) && isSame(other, rule))
    )
      return true;
    // `Drop the unused fax columns` above the tables that have them.
    const unplaced =
      rule.kind === 'dropColumn' &&
      table === undefined &&
      names.length > 0 &&
      names.every((name) => !name.table);
    const places = rules.filter((other) => !ofTitle.includes(other) && isSame(other, rule));
    if (unplaced && places.length > 0 && places.every((other) => 'table' in other && other.table))
      return true;
    if (!vague) return false;
    return (
      !table?.table &&
      !table?.marked &&
      rules.some((other) => other.kind === rule.kind && !ofTitle.includes(other))
    );
  };
  const kept = rules.filter((rule) => !summary(rule));
  const found = kept.length < rules.length;
  if (found) rules.splice(0, rules.length, ...kept);
  return found;
}

/** `Enable RLS on all tables` above a line for each of them: the lines say which. */
export function withoutUnnamed(rules: RuleDraft[]): void {
  const named = rules.some((rule) => rule.kind === 'rls' && rule.table !== undefined);
  const kept = rules.filter((rule) => !(named && rule.kind === 'rls' && rule.table === undefined));
  if (kept.length < rules.length) rules.splice(0, rules.length, ...kept);
}

/** The same of the same columns, whatever the table is called. */
const isSame = (a: RuleDraft, b: RuleDraft): boolean => a.kind === b.kind && columnsOf(a) === columnsOf(b);
const columnsOf = (rule: RuleDraft): string => {
  const { column, columns, from } = rule as {
    column?: NameReading;
    columns?: NameReading[];
    from?: NameReading | string;
  };
  const said = (columns ?? [column ?? from]).filter((one) => typeof one === 'object');
  // What names no column, such as a value of an enum, is the same only to the letter.
  return said.length > 0 ? said.map(({ text }) => nameKey(text)).join() : JSON.stringify(rule);
};

/** All that a title asks for, the body asks for, too. */
export function isToldAgain(
  ofTitle: { readonly columns: readonly ColumnDraft[]; readonly rules: readonly RuleDraft[] },
  { rules }: { readonly rules: readonly RuleDraft[] },
): boolean {
  const asked = ofTitle.columns.length + ofTitle.rules.length > 0;
  const again = (rule: RuleDraft): boolean =>
    rules.some((other) => !ofTitle.rules.includes(other) && isSame(other, rule));
  return asked && ofTitle.columns.every(({ title }) => !title) && ofTitle.rules.every(again);
}

const mostWords = 3;
const verbs: ReadonlySet<string> = new Set(changeVerbs);
/** `… to project info`: a few words behind a request, that order nothing of their own. */
export const isMereWords = (text: string): boolean =>
  /^[\p{L} ]+$/u.test(text) &&
  text.split(' ').length <= mostWords &&
  !text
    .split(' ')
    .some((word) => verbs.has(fold(word)) || /^(?:and|or|but|not|only|except|if|when)$/i.test(word));

const retyping = /^(?:change|convert|alter|migrate|switch|make|increase|extend|widen)\b/i;
const destroying: ReadonlySet<string> = new Set([...words.remove, 'truncate', 'purge', 'wipe', 'rename']);

/**
 * Of a title above a body that orders more than it: a part that names nothing but what the body orders, too, and
 * destroys nothing, is told again below.
 */
export function isSaidBelow(
  part: string,
  ofTitle: { readonly columns: readonly ColumnDraft[]; readonly rules: readonly RuleDraft[] },
  { columns, rules, fills }: Draft,
): boolean {
  const own = rules.filter((rule) => !ofTitle.rules.includes(rule));
  const added = columns.filter((column) => !column.title && !ofTitle.columns.includes(column));
  const ordered = own.length + added.length + fills.length;
  const label = /^(?:please )?(?:add|introduce|support)\b[^,;]*?["'`]([^"'`]+)["'`]/i.exec(part)?.[1];
  const labels = own.flatMap((rule) => (rule.kind === 'enumValue' ? [fold(rule.value)] : []));
  // `Add 'Retired' status to …`, whose statement adds the label.
  if (label !== undefined && labels.length === 1 && labels[0] === fold(label)) return true;
  const retyped = own.length > 0 && own.every(({ kind }) => kind === 'changeType') && retyping.test(part);
  if (ordered < 2 && !retyped) return false;
  // Of a table of the schema its name alone: its other columns are none that the body orders.
  const known = JSON.stringify([own, added, fills], (key, value) =>
    key === 'inner' ? undefined : key === 'table' && value?.columns ? value.name : value,
  );
  const said = part.split(/[\s,;:()]+/).filter((word) => word !== '');
  const isName = (word: string): boolean => /[`"_.]|[a-z][A-Z]|\d/.test(word);
  return said.every((word) =>
    isName(word) ? known.includes(word.replace(/[`"]/g, '')) : !destroying.has(fold(word)),
  );
}

const generic: ReadonlySet<string> = new Set([
  ...words.remove,
  ...words.useless,
  ...words.column,
  ...words.table,
  ...words.the,
  ...words.from,
  ...words.index,
  'duplicate',
  'duplicated',
  'constraint',
  'model',
  'models',
  'entity',
  'database',
  'db',
  'schema',
]);

/** `Remove the category of tasks` above `Drop tasks.category_id`. */
const isMadeOf = (title: string, names: readonly string[]): boolean => {
  const known = new Set(names.flatMap((name) => [name, ...nameKey(name).split('_')]).map(nameKey));
  const [verb = '', ...rest] = title
    .replace(/[`"'.,]/g, ' ')
    .trim()
    .split(/\s+/);
  return (
    removing.has(fold(verb)) && rest.every((word) => generic.has(fold(word)) || known.has(nameKey(word)))
  );
};
const removing: ReadonlySet<string> = new Set(words.remove);

const shortDrop = /^(?:drop|remove|delete)\s+(?:the\s+)?[`"]?(\w+)[`"]?$/i;

/** `Drop password_hash` above `Drop the column password_hash from users`. */
export function saysAgain(title: string, rules: readonly RuleDraft[]): boolean {
  const name = shortDrop.exec(title)?.[1];
  const dropped = rules.flatMap((rule) =>
    rule.kind === 'dropColumn'
      ? [rule.column.text, rule.table?.text ?? '']
      : rule.kind === 'dropTable'
        ? [rule.table.text]
        : [],
  );
  if (dropped.length > 0 && isMadeOf(title, dropped)) return true;
  if (isMadeOf(title, []) && rules.some(({ kind }) => kind === 'dropIndex' || kind === 'dropConstraint'))
    return true;
  return (
    name !== undefined &&
    rules.some(
      (rule) =>
        (rule.kind === 'dropColumn' && rule.column.text === name) ||
        (rule.kind === 'dropTable' && rule.table.text === name),
    )
  );
}

const orders: ReadonlySet<string> = new Set([
  ...changeVerbs,
  'adds',
  'adding',
  'need',
  'needs',
  'new',
  'missing',
]);
const joined = /\b(?:also|too|as well|in addition|additionally|besides|furthermore)\b/i;

/**
 * `Private notes on tasks` above `A table task_notes with …`: a title without a verb, above a body that orders
 * something else, only says what it is about. So does one about a table that the body calls by its whole name.
 */
export function isHeadline(
  column: ColumnDraft,
  { title, body }: { readonly title: string; readonly body: string },
  draft: Draft,
): boolean {
  const { name, facts, table } = column;
  const marked = name.marked && /[`"_]/.test(title);
  // `Add timestamps to samples` above `created_at` and `updated_at`.
  if (
    column.title &&
    /^time ?stamps$/i.test(name.text) &&
    draft.columns.some((other) => !other.title && /(?:_at|At|_on|date)$/.test(other.name.text))
  )
    return true;
  if (!column.title || marked || joined.test(body) || body.trim() === '') return false;
  const others = draft.columns.filter((other) => !other.title);
  const unknown = table !== undefined && !table.table;
  if (unknown)
    return others.some((other) => other.table?.table?.name.split('_').includes(fold(table.text)) === true);
  if (Object.keys(facts.facts).length > 0 && /[(:,=\d]/.test(title)) return false;
  const verb = orders.has(fold(title.replace(/^[^:\]]{1,20}[:\]]\s*/, '').split(' ')[0] ?? ''));
  return !verb && draft.tables.length + others.length > 0;
}
