import {
  literalSql,
  type Model,
  type ModelColumn,
  type ModelEnum,
  type ModelIndex,
  partsOf,
  type Schema,
} from './model.ts';

/*
 * DBML: `Table users { id int [pk] }`, `Enum …`, `Ref: a.b > c.d`. Read whole, or by nobody.
 */

const types: Readonly<Record<string, string>> = {
  string: 'text',
  datetime: 'timestamptz',
  timestamp: 'timestamptz',
  int: 'integer',
  float: 'double precision',
  double: 'double precision',
  bool: 'boolean',
};

const bare = (text: string): string => text.trim().replace(/^["`](.*)["`]$/, '$1');
const nameOf = (text: string): string => bare(text).replace(/^public\./, '');

interface Ref {
  readonly from: readonly [table: string, column: string];
  readonly sql: string;
}

const head = /^(Table|Enum|Ref|Project|TableGroup)\b\s*([^{:]*?)\s*(?:\[[^\]]*\])?\s*([{:])/i;

export function dbmlSchema(text: string): Schema | undefined {
  if (!/^\s*(?:(?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(?:Table|Enum|Project|Ref)\b[^\n]*[{:]/.test(text))
    return undefined;
  let rest = text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '').trim();
  const models: Model[] = [];
  const enums: ModelEnum[] = [];
  const refs: Ref[] = [];
  for (const [, table, alias] of rest.matchAll(/^\s*Table\s+"?([\w.]+)"?\s+as\s+(\w+)/gim))
    rest = rest.replace(new RegExp(`\\b${alias}\\.`, 'g'), `${table}.`);
  while (rest !== '') {
    const [found, kind = '', said = '', mark] = head.exec(rest) ?? [];
    if (found === undefined) return undefined;
    const end = mark === ':' ? lineEnd(rest) : blockEnd(rest, found.length);
    if (end === -1) return undefined;
    const inside = rest.slice(found.length, end);
    rest = rest.slice(end + 1).trim();
    if (/^ref$/i.test(kind)) {
      for (const line of linesOf(inside)) {
        const ref = refOf(line);
        if (!ref) return undefined;
        refs.push(ref);
      }
    } else if (/^enum$/i.test(kind)) {
      const labels = linesOf(inside).map((line) => bare(line.replace(/\[[^\]]*\]$/, '')));
      enums.push({ name: nameOf(said), labels });
    } else if (/^table$/i.test(kind)) {
      const name = nameOf(said.replace(/\s+as\s+\w+$/i, ''));
      const model = tableOf(name, inside, new Set(enums.map((one) => one.name)), refs);
      if (!model) return undefined;
      models.push(model);
    }
  }
  // A reference of what stands elsewhere would be lost.
  const known = models.flatMap(({ table, columns }) => columns.map(({ name }) => `${table}.${name}`));
  if (refs.some(({ from }) => !known.includes(from.join('.')))) return undefined;
  const found = models.map((model) => ({
    ...model,
    columns: model.columns.map((column) => ({
      ...column,
      rest: [
        ...column.rest,
        ...refs
          .filter(({ from: [table, own] }) => table === model.table && own === column.name)
          .map(({ sql }) => sql),
      ],
    })),
  }));
  return found.length + enums.length === 0 ? undefined : { models: found, enums };
}

const lineEnd = (text: string): number => {
  const at = text.indexOf('\n');
  return at === -1 ? text.length : at;
};

function blockEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `a.b > c.d [delete: cascade]`; with `<` the other way round. */
function refOf(line: string): Ref | undefined {
  const [, from = '', sign, to = '', said = ''] =
    /^"?([\w.]+)"?\s*([<>-])\s*"?([\w.]+)"?\s*(?:\[(.*)\])?$/.exec(line.replaceAll('"', '')) ?? [];
  if (sign === undefined) return undefined;
  const [own, other] = sign === '<' ? [to, from] : [from, to];
  const [column = '', table = ''] = own.split('.').reverse();
  const [key = '', target = ''] = other.split('.').reverse();
  if (table === '' || target === '') return undefined;
  return { from: [table, column], sql: referenceSql(target, key, said) };
}

const referenceSql = (table: string, key: string, settings: string): string => {
  const action = (event: string): string => {
    const said = new RegExp(`\\b${event}\\s*:\\s*(cascade|restrict|set null|no action)`, 'i').exec(
      settings,
    )?.[1];
    return said === undefined ? '' : ` ON ${event.toUpperCase()} ${said.toUpperCase()}`;
  };
  return `REFERENCES ${table} (${key})${action('delete')}${action('update')}`;
};

function tableOf(name: string, body: string, enums: ReadonlySet<string>, refs: Ref[]): Model | undefined {
  const [, list] = /\bindexes\s*\{([\s\S]*?)\}/i.exec(body) ?? [];
  const lines = linesOf(
    body.replace(/\bindexes\s*\{[\s\S]*?\}/i, '').replace(/\bNote\s*(?::\s*'[^']*'|\{[^}]*\})/gi, ''),
  );
  const columns = lines.map((line) => columnOf(name, line, enums, refs));
  if (columns.length === 0 || !columns.every((one) => one !== undefined)) return undefined;
  const indexes: ModelIndex[] = [];
  let primaryKey: readonly string[] | undefined;
  for (const line of linesOf(list ?? '')) {
    const [, keys = '', said = ''] = /^(\([^)]*\)|\w+)\s*(?:\[(.*)\])?$/.exec(line) ?? [];
    const own = keys.replace(/[()]/g, '').split(',').map(bare);
    const settings = partsOf(said).map((one) => one.trim());
    if (keys === '' || own.some((one) => !/^\w+$/.test(one))) return undefined;
    const called = settings.flatMap((one) => /^name\s*:\s*['"](\w+)['"]$/.exec(one)?.[1] ?? [])[0];
    if (settings.includes('pk')) primaryKey = own;
    else if (
      settings.every((one) =>
        /^(?:unique|name\s*:\s*['"]\w+['"]|type\s*:\s*(?:btree|hash)|note\s*:.*)$/.test(one),
      )
    )
      indexes.push({
        columns: own,
        unique: settings.includes('unique'),
        ...(settings.some((one) => /^type\s*:\s*hash$/.test(one)) ? { method: 'hash' } : {}),
        ...(called === undefined ? {} : { name: called }),
      });
    else return undefined;
  }
  const notes = momentNotes(name, columns, lines);
  return {
    model: name,
    table: name,
    named: true,
    columns,
    indexes,
    notes,
    ...(primaryKey ? { primaryKey } : {}),
  };
}

/** What is no type of SQL, but the word of a diagram. */
const momentNotes = (
  table: string,
  columns: readonly ModelColumn[],
  lines: readonly string[],
): readonly string[] =>
  columns.flatMap(({ name, type }, at) => {
    const said = /\b(?:timestamp|datetime)\b(?!\s*with)/i.exec(lines[at] ?? '')?.[0];
    return type === 'timestamptz' && said !== undefined
      ? [`${table}.${name}: "${said}" is read as timestamptz`]
      : [];
  });

function columnOf(
  table: string,
  line: string,
  enums: ReadonlySet<string>,
  refs: Ref[],
): ModelColumn | undefined {
  const [, own = '', written = '', said = ''] =
    /^("[^"]+"|\w+)\s+("[^"]+"|[\w.]+(?:\([\d, ]+\))?(?:\[\])?|[\w ]+?(?:\([\d, ]+\))?)\s*(?:\[(.*)\])?$/.exec(
      line,
    ) ?? [];
  if (own === '') return undefined;
  const name = bare(own);
  const type = bare(written);
  const rest: string[] = [];
  let notNull = false;
  for (const setting of partsOf(said).map((one) => one.trim())) {
    const [, key = '', value = ''] = /^([\w ]+?)(?:\s*:\s*([\s\S]+))?$/.exec(setting) ?? [];
    const low = key.toLowerCase();
    if (low === 'pk' || low === 'primary key') rest.push('PRIMARY KEY');
    else if (low === 'increment') rest.push('SERIAL');
    else if (low === 'not null') notNull = true;
    else if (low === 'unique') rest.push('UNIQUE');
    else if (low === 'default') {
      const sql = /^`([^`]+)`$/.exec(value)?.[1] ?? (value === 'null' ? 'NULL' : literalSql(value));
      if (sql === undefined) return undefined;
      rest.push(`DEFAULT ${sql}`);
    } else if (low === 'ref') {
      const [, sign, to = ''] = /^([<>-])\s*"?([\w.]+)"?$/.exec(value) ?? [];
      const [keyed = '', target = ''] = to.split('.').reverse();
      if (sign === undefined || target === '') return undefined;
      if (sign === '<') refs.push({ from: [target, keyed], sql: referenceSql(table, name, '') });
      else rest.push(referenceSql(target, keyed, ''));
    } else if (low !== 'null' && low !== 'note') return undefined;
  }
  const known = enums.has(type) ? type : (types[type.toLowerCase()] ?? type);
  return { name, type: known, notNull: notNull || rest.includes('PRIMARY KEY'), rest };
}
