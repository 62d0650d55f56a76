import { templateSql } from './drizzle-sql.ts';
import {
  actionsSql,
  callsOf,
  closing,
  type ModelCheck,
  type ModelIndex,
  optionsOf,
  partsOf,
  quoted,
  textIn,
} from './model.ts';

/** What the third argument of a table says. */
export interface Extras {
  readonly indexes: readonly ModelIndex[];
  readonly checks: readonly ModelCheck[];
  readonly primaryKey: readonly string[] | undefined;
  readonly references: readonly { readonly column: string; readonly sql: string }[];
}

type Keys = ReadonlyMap<string, string>;
type Call = readonly [name: string, inside: string];

/** `, (t) => ({ … })` or `, (t) => [ … ]`; undefined where an entry says something that is not known. */
export function extrasOf(text: string, keys: Keys): Extras | undefined {
  const indexes: ModelIndex[] = [];
  const checks: ModelCheck[] = [];
  const references: { column: string; sql: string }[] = [];
  let primaryKey: readonly string[] | undefined;
  for (const entry of entriesOf(text) ?? ['']) {
    const [made, ...calls] = callsOf(entry) ?? [];
    if (!made) return undefined;
    const [kind, inside] = made;
    if (kind === 'primaryKey') {
      const listed = optionsOf(inside)?.get('columns');
      primaryKey = columnsOf(listed === undefined ? inside : listOf(listed), keys);
      if (!primaryKey || calls.length > 0) return undefined;
    } else if (kind === 'check') {
      const [name = '', given = ''] = partsOf(inside);
      const sql = templateSql(given, keys);
      if (sql === undefined || calls.length > 0) return undefined;
      checks.push({ ...named(name), check: sql });
    } else if (kind === 'foreignKey') {
      const key = foreignKey(inside, calls, keys, /^\W*(\w+)/.exec(text)?.[1]);
      if (!key) return undefined;
      references.push(key);
    } else {
      const index = indexOf(made, calls, keys);
      if (!index) return undefined;
      indexes.push(index);
    }
  }
  return { indexes, checks, primaryKey, references };
}

const named = (given: string): { readonly name?: string } => {
  const name = textIn(given);
  return name === undefined || name === '' ? {} : { name };
};

/** The entries without their keys. */
function entriesOf(text: string): readonly string[] | undefined {
  const said = text.replace(/^\s*,/, '').replace(/,\s*$/, '').trim();
  if (said === '') return [];
  const [head, , , open] = /^(\(\s*\w*\s*\)|\w+)\s*=>\s*(\(\s*)?([{[])/.exec(said) ?? [];
  if (head === undefined) return undefined;
  const end = closing(said, head.length);
  if (end === -1 || !/^[\s),]*$/.test(said.slice(end + 1))) return undefined;
  const parts = partsOf(said.slice(head.length, end));
  return open === '[' ? parts : parts.map((part) => part.replace(/^['"]?\w+['"]?\s*:\s*/, ''));
}

const listOf = (text: string): string => text.replace(/^\[([\s\S]*)\]$/, '$1');

/** `t.a, t.b` as names of columns. */
function columnsOf(text: string, keys: Keys): readonly string[] | undefined {
  const columns = partsOf(text).map((part) => keys.get(/^\w+\.(\w+)$/.exec(part)?.[1] ?? ''));
  return columns.length > 0 && columns.every((column) => column !== undefined) ? columns : undefined;
}

/** `t.a.desc()`, or an expression in brackets. */
function keyOf(part: string, keys: Keys): string | undefined {
  const [, own = '', order] = /^\w+\.(\w+)(?:\.(asc|desc)\(\))?$/.exec(part) ?? [];
  const name = keys.get(own);
  if (name !== undefined) return order === 'desc' ? `${name} DESC` : name;
  const sql = templateSql(part, keys);
  return sql === undefined ? undefined : `(${sql})`;
}

function indexOf([kind, given]: Call, calls: readonly Call[], keys: Keys): ModelIndex | undefined {
  if (!['index', 'uniqueIndex', 'unique'].includes(kind)) return undefined;
  let columns: readonly (string | undefined)[] = [];
  let method: string | undefined;
  let where: string | undefined;
  for (const [call, inside] of calls) {
    const parts = partsOf(inside);
    if (call === 'on') columns = parts.map((part) => keyOf(part, keys));
    else if (call === 'using') {
      method = textIn(parts[0]);
      columns = parts.slice(1).map((part) => keyOf(part, keys));
      if (method === undefined) return undefined;
    } else if (call === 'where') {
      where = templateSql(inside, keys);
      if (where === undefined) return undefined;
    } else if (call !== 'concurrently') return undefined;
  }
  if (columns.length === 0 || !columns.every((column) => column !== undefined)) return undefined;
  return {
    columns,
    unique: kind !== 'index',
    ...(kind === 'unique' ? { constraint: true as const } : {}),
    ...named(given),
    ...(method === undefined ? {} : { method }),
    ...(where === undefined ? {} : { where }),
  };
}

/** `foreignKey({ columns: [t.parentId], foreignColumns: [teams.id] }).onDelete('cascade')`, of one column. */
function foreignKey(
  inside: string,
  calls: readonly Call[],
  keys: Keys,
  own: string | undefined,
): { readonly column: string; readonly sql: string } | undefined {
  const options = optionsOf(inside);
  const [column, ...more] = columnsOf(listOf(options?.get('columns') ?? ''), keys) ?? [];
  const to = /^(\w+)\.(\w+)$/.exec(listOf(options?.get('foreignColumns') ?? '').trim());
  if (column === undefined || more.length > 0 || !to) return undefined;
  if (calls.some(([call]) => call !== 'onDelete' && call !== 'onUpdate')) return undefined;
  const said = new Map(calls);
  const actions = actionsSql(said.get('onDelete'), said.get('onUpdate'));
  if (actions === undefined) return undefined;
  const name = named(options?.get('name') ?? '').name;
  const called = name === undefined ? '' : `CONSTRAINT ${quoted(name)} `;
  const [, table = '', key = ''] = to;
  const target = table === own ? `self (${keys.get(key) ?? key})` : `${table} (${key})`;
  return { column, sql: `${called}REFERENCES ${target}${actions}` };
}
