import { snakeCase } from '../../resolve/words.ts';
import {
  callsOf,
  closing,
  literalSql,
  type Model,
  type ModelColumn,
  type ModelIndex,
  partsOf,
  type Schema,
  textIn,
} from './model.ts';

/** One line a type. */
const types: Readonly<Record<string, string>> = {
  integer: 'integer',
  long: 'bigint',
  short: 'smallint',
  text: 'text',
  bool: 'boolean',
  uuid: 'uuid',
  javaUUID: 'uuid',
  float: 'real',
  double: 'double precision',
  date: 'date',
  datetime: 'timestamp',
  timestamp: 'timestamp',
  timestampWithTimeZone: 'timestamptz',
};
/** What tables with a key of their own begin with. */
const keys: Readonly<Record<string, Pick<ModelColumn, 'type' | 'rest'>>> = {
  IntIdTable: { type: 'integer', rest: ['PRIMARY KEY', 'SERIAL'] },
  LongIdTable: { type: 'bigint', rest: ['PRIMARY KEY', 'SERIAL'] },
  UUIDTable: { type: 'uuid', rest: ['PRIMARY KEY'] },
};
const actions: Readonly<Record<string, string>> = {
  CASCADE: 'CASCADE',
  SET_NULL: 'SET NULL',
  RESTRICT: 'RESTRICT',
};
const head = /^object\s+(\w+)\s*:\s*(Table|IntIdTable|LongIdTable|UUIDTable)\(([^()]*)\)\s*\{/;

/** `object Tasks : IntIdTable("tasks") { val title = textIn("title") }` of Exposed, one or several. */
export function exposedSchema(given: string): Schema | undefined {
  let rest = given
    .replace(/^\s*(?:import|package)\s[^\n]*$/gm, '')
    .replace(/\/\/[^\n]*/g, '')
    .trim();
  const models: Model[] = [];
  while (rest !== '') {
    const found = head.exec(rest);
    const end = found ? closing(rest, found[0].length) : -1;
    if (!found || end === -1) return undefined;
    const model = modelOf(found[1] ?? '', found[2] ?? '', found[3] ?? '', rest.slice(found[0].length, end));
    if (!model) return undefined;
    models.push(model);
    rest = rest.slice(end + 1).trim();
  }
  return models.length === 0 ? undefined : { models, enums: [] };
}

function modelOf(name: string, kind: string, called: string, body: string): Model | undefined {
  const key = keys[kind];
  const columns = new Map<string, ModelColumn>();
  const indexes: ModelIndex[] = [];
  let primaryKey: readonly string[] | undefined;
  if (key) columns.set('id', { name: 'id', notNull: true, implied: true, ...key });
  const lines = body
    .split(/\n(?=\s*(?:val|override|init)\b)/)
    .map((line) => line.trim().replace(/\s*\n\s*/g, ''));
  for (const line of lines.filter((one) => one !== '')) {
    const primary = /^override val primaryKey = PrimaryKey\(([^()]*)\)$/.exec(line)?.[1];
    if (primary !== undefined) {
      primaryKey = partsOf(primary)
        .filter((one) => !/^name\s*=/.test(one))
        .map((one) => columns.get(one)?.name ?? '');
      continue;
    }
    const [, own = '', said = ''] = /^val (\w+)(?:\s*:\s*[\w<>?]+)? = (.+)$/.exec(line) ?? [];
    const column = columnOf(said);
    if (own === '' || !column) return undefined;
    columns.set(own, column.column);
    if (column.index !== undefined)
      indexes.push({ columns: [column.column.name], unique: column.index === 'unique' });
  }
  if (primaryKey?.includes('')) return undefined;
  const table = textIn(called.replace(/^name\s*=\s*/, ''));
  if (columns.size === 0 || (called !== '' && table === undefined)) return undefined;
  return {
    model: name,
    // Exposed takes the object's own name, without its Table.
    table: table ?? snakeCase(name.replace(/Table$/, '')),
    named: table !== undefined,
    columns: [...columns.values()],
    indexes,
    ...(primaryKey ? { primaryKey } : {}),
  };
}

function columnOf(said: string): { column: ModelColumn; index?: 'plain' | 'unique' } | undefined {
  const [made, ...calls] = callsOf(said) ?? [];
  if (!made) return undefined;
  const [kind, inside] = made;
  const [first, ...more] = partsOf(inside);
  const name = textIn(first);
  if (name === undefined) return undefined;
  const size = more.join(', ');
  const rest: string[] = [];
  let type: string | undefined = types[kind];
  if ((kind === 'varchar' || kind === 'char') && /^(?:length = )?\d+$/.test(size))
    type = `${kind}(${size.replace('length = ', '')})`;
  else if (kind === 'decimal' && /^\d+, \d+$/.test(size)) type = `numeric(${size})`;
  else if (kind === 'reference' || kind === 'optReference') {
    const to = referenceOf(more);
    if (to === undefined) return undefined;
    type = '';
    rest.push(to);
  } else if (size !== '') return undefined;
  if (type === undefined) return undefined;
  let notNull = kind !== 'optReference';
  let index: 'plain' | 'unique' | undefined;
  for (const [call, given] of calls) {
    if (call === 'nullable' && given === '') notNull = false;
    else if (call === 'autoIncrement' && given === '') rest.push('SERIAL');
    else if (call === 'uniqueIndex' && given === '') index = 'unique';
    else if (call === 'index' && given === '') index = 'plain';
    else if (call === 'references') {
      const to = referenceOf(partsOf(given));
      if (to === undefined) return undefined;
      rest.push(to);
    } else if (call === 'default' && literalSql(given) !== undefined)
      rest.push(`DEFAULT ${literalSql(given)}`);
    else return undefined;
  }
  return { column: { name, type, notNull, rest }, ...(index === undefined ? {} : { index }) };
}

/** `Teams, onDelete = ReferenceOption.CASCADE`, `Teams.id` */
function referenceOf([target = '', ...options]: readonly string[]): string | undefined {
  const to = /^(\w+)(?:\.(\w+))?$/.exec(target);
  let sql = to ? `REFERENCES ${to[1]}${to[2] === undefined ? '' : ` (${to[2]})`}` : undefined;
  for (const option of options) {
    const [, event = '', action = ''] = /^on(Delete|Update) = ReferenceOption\.(\w+)$/.exec(option) ?? [];
    if (actions[action] === undefined) return undefined;
    sql = sql && `${sql} ON ${event.toUpperCase()} ${actions[action]}`;
  }
  return sql;
}
