import { idColumn } from '../../../../../postgres/operations/index.ts';
import { ident } from '../../../../../postgres/sql.ts';
import { noFacts } from '../attributes/read.ts';
import type { Reference } from '../attributes/spec.ts';
import { serialOf } from '../lexicon/types.ts';
import { identifierPath } from '../resolve/identifiers.ts';
import { displayName } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import type { TableDraft } from '../understand/draft.ts';
import { type BuiltColumn, buildColumn } from './column.ts';
import { type Build, both } from './outcome.ts';
import { rowOf } from './referred-by-name.ts';
import { isPluralOf, type Resolver, type Target } from './resolver.ts';
import { scopeColumn } from './unique-scope.ts';

/** Columns that hold whose row it is, the likeliest first. */
const ownerNames = [
  'user_id',
  'owner_id',
  'profile_id',
  'account_id',
  'author_id',
  'created_by',
  'member_id',
];

export const ownerColumn = (columns: readonly string[]): string | undefined =>
  ownerNames.find((name) => columns.includes(name));

function checksOf({ name, min, max, checks }: BuiltColumn): readonly string[] {
  const column = ident(name);
  if (min !== undefined && max !== undefined) return [`${column} between ${min} and ${max}`, ...checks];
  const one = min !== undefined ? [`${column} >= ${min}`] : max !== undefined ? [`${column} <= ${max}`] : [];
  return [...one, ...checks];
}

function isTaken(table: TableDraft, build: Build): boolean {
  const { names } = build;
  const known = table.name.table ?? names.alike(table.name.text);
  if (!known) return false;
  names.ask(
    `The table ${displayName(known)} is there already. Shall it be changed, or is another table meant?`,
  );
  return true;
}

/** `post`, where nothing else is said of it, and `post_id` as a foreign key: of a new table, the row of another. */
function referByName(draft: TableDraft['columns'][number], table: string, known: Resolver): void {
  const { refers, ...facts } = draft.facts.facts;
  const said = Object.keys(facts).some((fact) => fact !== 'notNull' && fact !== 'index');
  if (said && !refers) return;
  const word = refers ? rowOf(draft.name.text) : draft.name.text;
  const owner = word.toLowerCase() === 'parent' ? table : known.referred(word);
  draft.facts = { ...draft.facts, facts };
  if (owner === undefined) {
    if (refers && facts.references === undefined)
      known.ask(`Which table does ${table}.${draft.name.text} refer to? No table is called so.`);
    return;
  }
  if (!refers) {
    const name = known.newName({ text: `${draft.name.text}_id`, marked: false });
    known.assume(`${table}.${draft.name.text} is ${name}, a row of ${owner}`);
    draft.name = { text: name, marked: false };
  } else known.assume(`${table}.${draft.name.text} refers to ${owner}`);
  draft.facts = { ...draft.facts, facts: { ...facts, references: facts.references ?? { table: owner } } };
}

/** `timestamps`, as frameworks call what they make of it. */
function withTimestamps(table: TableDraft): void {
  const at = table.columns.findIndex(
    ({ name, facts: { facts } }) => /^timestamps(?:tz)?$/i.test(name.text) && Object.keys(facts).length === 0,
  );
  if (at === -1) return;
  const facts = { ...noFacts, facts: { type: 'timestamp with time zone' } };
  const made = ['created_at', 'updated_at'].filter(
    (name) => !table.columns.some(({ name: { text } }) => nameKey(text) === nameKey(name)),
  );
  table.columns.splice(at, 1, ...made.map((text) => ({ name: { text, marked: true }, facts })));
}

/** `id_invoice` of invoices, where nothing else is said of it and nothing else is the key. */
function keyByName(table: TableDraft, name: string, { catalog, names }: Build): void {
  if (table.primaryKey || table.columns.some(({ facts: { facts } }) => facts.primaryKey)) return;
  const own = nameKey(name);
  const key = table.columns.find(({ name: { text }, facts: { facts } }) => {
    const said = nameKey(text);
    return (said === `id_${own}` || said === `${own}_id`) && Object.keys(facts).length === 0;
  });
  if (!key) return;
  const { type, default: value } = idColumn(catalog);
  const counted =
    value === undefined
      ? { identity: 'always' as const }
      : { default: { kind: 'uuid' as const, text: value } };
  key.facts = { ...key.facts, facts: { type, primaryKey: true, ...counted } };
  names.assume(`${name}.${key.name.text} is the primary key, as its name says`);
}

export function createTable(table: TableDraft, known: Resolver, build: Build): void {
  const { operations } = build;
  if (isTaken(table, build)) return;
  const schema = table.name.exact ? undefined : identifierPath(table.name.text)?.at(-2)?.text;
  if (schema !== undefined && schema !== 'public') {
    known.ask(
      `New tables are made in the schema public. Shall "${table.name.text}" be made there, or not at all?`,
    );
    return;
  }
  const name = known.newTableName(table.name);
  const target: Target = { schema: 'public', name, is: undefined };
  if (table.columns.length === 0) {
    known.ask(`Which columns shall the new table ${name} have?`);
    return;
  }
  const columns: BuiltColumn[] = [];
  // A column may refer to another row of its own table.
  known.willHaveTable(target);
  for (const draft of table.columns) referByName(draft, name, known);
  keyByName(table, name, build);
  withTimestamps(table);
  for (const { name: own } of table.columns) known.willHaveColumn(target, known.newName(own));
  if (!table.primaryKey && !table.columns.some(({ facts: { facts } }) => facts.primaryKey))
    known.willHaveColumn(target, 'id', idColumn(build.catalog).type);
  for (const draft of table.columns) {
    const column = known.newName(draft.name);
    const facts = draft.facts.facts;
    // `id` alone is what the operation adds by itself.
    const bare = column === 'id' && facts.type === undefined && !facts.references;
    if (bare) {
      known.assume(`${name}.id is the primary key that every table without one gets`);
      known.willHaveColumn(target, 'id', idColumn(build.catalog).type);
      continue;
    }
    const built = buildColumn(column, draft.facts, target, known, true);
    if (!built) continue;
    const serial = built.identity === 'serial' ? serialOf[built.type] : undefined;
    if (serial) known.assume(`${name}.${column} counts by itself (${serial})`);
    known.willHaveColumn(target, column, built.type);
    columns.push(serial ? { ...built, type: serial } : built);
  }
  // A key names its columns as the text does.
  const newNames = new Map(table.columns.map((draft) => [draft.name.text, known.newName(draft.name)]));
  const asNamed = (names: readonly string[]): string[] => names.map((one) => newNames.get(one) ?? one);
  const keys =
    (table.primaryKey && asNamed(table.primaryKey)) ??
    columns.filter(({ primaryKey, name: own }) => primaryKey || own === 'id').map((column) => column.name);
  if (keys.length > 0) known.willHaveKey(target, keys);
  const [key, ...otherKeys] = keys;
  if (key === undefined)
    known.assume(
      table.stated
        ? `${name} gets a primary key id that the SQL does not have: no table is made without one`
        : `${name} gets a primary key id`,
    );
  const said = table.primaryKey !== undefined || columns.some((one) => one.primaryKey && one.name === key);
  if (key !== undefined && otherKeys.length === 0 && !said) known.assume(`${name}.${key} is the primary key`);
  const owner = table.owner ? ownerColumn(columns.map((column) => column.name)) : undefined;
  if (table.owner && !owner) {
    known.ask(`Which column of ${name} says whose row it is? The owner's policy needs one.`);
    return;
  }
  if (table.owner && !table.rls)
    known.assume(`row level security is switched on for ${name}, since a policy was asked for`);
  const policed = build.draft.rules.some(
    (rule) =>
      rule.kind === 'operation' &&
      rule.operation.op === 'create_policy' &&
      nameKey(rule.operation.table) === nameKey(name),
  );
  if (table.rls && !table.owner && !policed)
    known.assume(
      `no policy was asked for: with row level security on, ${name} is closed to all but its owner`,
    );
  const own = columns.map((column) => column.name);
  const scoped = columns.flatMap(({ name: column, uniquePer }) => {
    const others = own.filter((other) => other !== column);
    const scope = uniquePer === undefined ? undefined : scopeColumn(target, uniquePer, others, known);
    return scope === undefined ? [] : [[scope, column]];
  });
  const uniques = [...table.uniques.map(asNamed), ...scoped];
  operations.push({
    op: 'create_table',
    table: name,
    schema: 'public',
    columns: columns.map((column) => {
      const checks = checksOf(column);
      return {
        name: column.name,
        type: column.type,
        ...(column.notNull === undefined ? {} : { notNull: column.notNull }),
        ...(column.default === undefined ? {} : { default: column.default }),
        ...(column.identity === undefined || column.identity === 'serial'
          ? {}
          : { identity: column.identity }),
        ...(column.generated === undefined ? {} : { generated: column.generated }),
        ...(column.unique ? { unique: true } : {}),
        ...(checks.length === 0 ? {} : { check: both(checks) }),
        ...(column.references === undefined ? {} : { references: column.references }),
        ...(column.comment === undefined ? {} : { comment: column.comment }),
      };
    }),
    ...(keys.length === 0 ? {} : { primaryKey: [...keys] }),
    ...(uniques.length === 0 ? {} : { uniques }),
    ...(table.checks.length === 0
      ? {}
      : {
          checks: table.checks.map((one) =>
            table.stated
              ? one
              : { ...one, check: one.check.replace(/\w+/g, (word) => asNamed([word])[0] ?? word) },
          ),
        }),
    ...(table.rls || table.owner ? { enableRls: true } : {}),
    ...(owner === undefined ? {} : { ownerPolicy: { column: owner } }),
  });
  for (const column of columns.filter((one) => one.index && !one.unique && !one.references)) {
    operations.push({ op: 'add_index', table: name, schema: 'public', columns: [column.name] });
  }
}

export function createTables(build: Build): void {
  const drafts = build.draft.tables;
  const left = new Set(drafts.filter((table) => !isTwin(table, drafts)));
  for (let next = nextOf(left); next; next = nextOf(left)) {
    left.delete(next);
    // In a ring, a key to a table that is not there yet comes when all of them are.
    for (const column of next.columns) {
      const { references, onDelete, ...facts } = column.facts.facts;
      if (!references || !refersTo(references, left)) continue;
      build.draft.rules.push({
        kind: 'foreignKey',
        table: { text: next.name.text, marked: true },
        column: column.name,
        references,
        facts: { ...noFacts, facts: onDelete === undefined ? {} : { onDelete } },
      });
      column.facts = { ...column.facts, facts };
    }
    createTable(next, build.names, build);
  }
}

/** One that refers to none of the others, or the first of a ring. */
function nextOf(left: ReadonlySet<TableDraft>): TableDraft | undefined {
  const free = [...left].find((table) => {
    const others = new Set([...left].filter((other) => other !== table));
    return !table.columns.some(
      ({ name, facts: { facts } }) =>
        (facts.references && refersTo(facts.references, others)) ||
        (facts.refers && refersTo({ table: rowOf(name.text) }, others)),
    );
  });
  return free ?? [...left][0];
}

const refersTo = ({ table }: Reference, drafts: ReadonlySet<TableDraft>): boolean =>
  [...drafts].some(({ name }) => nameKey(name.text) === nameKey(table) || isPluralOf(name.text, table));

/** A draft whose columns are all another draft's: `a user_preferences table` and `table for user preferences`. */
const isTwin = (table: TableDraft, drafts: readonly TableDraft[]): boolean =>
  table.columns.length === 0 &&
  drafts.some(
    (other) => other !== table && other.columns.length > 0 && related(other.name.text, table.name.text),
  );

/** SQL folds `AuditLogs` to one word. */
const joined = (name: string): string => nameKey(name).replaceAll('_', '');
const related = (a: string, b: string): boolean =>
  joined(a).includes(joined(b)) || joined(b).includes(joined(a));
