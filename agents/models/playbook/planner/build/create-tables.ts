import { ident } from '../../../../../postgres/sql.ts';
import { displayName } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import type { TableDraft } from '../understand/draft.ts';
import { type BuiltColumn, buildColumn } from './column.ts';
import { type Build, both } from './outcome.ts';
import type { Resolver, Target } from './resolver.ts';

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

/** A key that counts: CREATE TABLE knows it as a type. */
const counting: Readonly<Record<string, string>> = {
  integer: 'serial',
  bigint: 'bigserial',
  smallint: 'smallserial',
};

function isTaken(table: TableDraft, build: Build): boolean {
  const { names } = build;
  const known = table.name.table ?? names.alike(table.name.text);
  if (!known) return false;
  names.ask(
    `The table ${displayName(known)} is there already. Shall it be changed, or is another table meant?`,
  );
  return true;
}

export function createTable(table: TableDraft, known: Resolver, build: Build): void {
  const { operations } = build;
  if (isTaken(table, build)) return;
  const name = known.newName({ text: table.name.text, marked: table.name.marked });
  const target: Target = { schema: 'public', name, is: undefined };
  if (table.columns.length === 0) {
    known.ask(`Which columns shall the new table ${name} have?`);
    return;
  }
  const columns: BuiltColumn[] = [];
  // A column may refer to another row of its own table.
  known.willHaveTable(target);
  for (const { name: own } of table.columns) known.willHaveColumn(target, known.newName(own));
  for (const draft of table.columns) {
    const column = known.newName(draft.name);
    const facts = draft.facts.facts;
    // `id` alone is what the operation adds by itself.
    const bare = column === 'id' && facts.type === undefined && !facts.references;
    if (bare) {
      known.assume(`${name}.id is the primary key that every table without one gets`);
      continue;
    }
    const built = buildColumn(column, draft.facts, target, known);
    if (!built) continue;
    const serial = facts.identity ? counting[built.type] : undefined;
    if (serial) known.assume(`${name}.${column} counts by itself (${serial})`);
    columns.push(serial ? { ...built, type: serial } : built);
  }
  const keys =
    table.primaryKey ??
    columns.filter(({ primaryKey, name: own }) => primaryKey || own === 'id').map((column) => column.name);
  if (keys.length === 0) known.assume(`${name} gets a primary key id`);
  const owner = table.owner ? ownerColumn(columns.map((column) => column.name)) : undefined;
  if (table.owner && !owner) {
    known.ask(`Which column of ${name} says whose row it is? The owner's policy needs one.`);
    return;
  }
  if (table.owner && !table.rls)
    known.assume(`row level security is switched on for ${name}, since a policy was asked for`);
  if (table.rls && !table.owner)
    known.assume(
      `no policy was asked for: with row level security on, ${name} is closed to all but its owner`,
    );
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
        ...(column.unique ? { unique: true } : {}),
        ...(checks.length === 0 ? {} : { check: both(checks) }),
        ...(column.references === undefined ? {} : { references: column.references }),
        ...(column.comment === undefined ? {} : { comment: column.comment }),
      };
    }),
    ...(keys.length === 0 ? {} : { primaryKey: [...keys] }),
    ...(table.uniques.length === 0 ? {} : { uniques: table.uniques.map((unique) => [...unique]) }),
    ...(table.checks.length === 0 ? {} : { checks: [...table.checks] }),
    ...(table.rls || table.owner ? { enableRls: true } : {}),
    ...(owner === undefined ? {} : { ownerPolicy: { column: owner } }),
  });
  for (const column of columns.filter((one) => one.index && !one.unique && !one.references)) {
    operations.push({ op: 'add_index', table: name, schema: 'public', columns: [column.name] });
  }
}

/** A draft whose columns are all another draft's: `a user_preferences table` and `table for user preferences`. */
export function createTables(build: Build): void {
  const drafts = build.draft.tables;
  for (const table of drafts) {
    const twin = drafts.some(
      (other) =>
        other !== table &&
        table.columns.length === 0 &&
        other.columns.length > 0 &&
        related(other.name.text, table.name.text),
    );
    if (!twin) createTable(table, build.names, build);
  }
}

/** SQL folds `AuditLogs` to one word. */
const joined = (name: string): string => nameKey(name).replaceAll('_', '');
const related = (a: string, b: string): boolean =>
  joined(a).includes(joined(b)) || joined(b).includes(joined(a));
