import {
  callsOf,
  closing,
  literalSql,
  type Model,
  type ModelColumn,
  optionsOf,
  partsOf,
  type Schema,
} from './model.ts';

/** One line a type; with `length` and the like it has brackets. */
const types: Readonly<Record<string, string>> = {
  uuid: 'uuid',
  text: 'text',
  varchar: 'varchar',
  integer: 'integer',
  bigint: 'bigint',
  smallint: 'smallint',
  boolean: 'boolean',
  timestamp: 'timestamp',
  date: 'date',
  numeric: 'numeric',
  decimal: 'numeric',
  real: 'real',
  doublePrecision: 'double precision',
  jsonb: 'jsonb',
  json: 'json',
  serial: 'serial',
  bigserial: 'bigserial',
};

/** `export const teams = pgTable('teams', { … })`, one or several, and nothing beside them but imports. */
export function drizzleSchema(text: string): Schema | undefined {
  const code = text
    .replace(/^\s*import [^\n]*$/gm, '')
    .replace(/\/\/[^\n]*/g, '')
    .trim();
  const models = code.split(/\n(?=(?:export\s+)?const\s)/).map((one) => drizzleModel(one.trim()));
  return models.every((one) => one !== undefined) ? { models, enums: [] } : undefined;
}

function drizzleModel(code: string): Model | undefined {
  const head = /^(?:export\s+)?const\s+(\w+)\s*=\s*pgTable\(\s*['"](\w+)['"],\s*\{/.exec(code);
  if (!head) return undefined;
  const end = closing(code, head[0].length);
  if (end === -1 || !/^\s*,?\s*\)\s*;?$/.test(code.slice(end + 1))) return undefined;
  const columns = partsOf(code.slice(head[0].length, end)).map(columnOf);
  return columns.every((column) => column !== undefined)
    ? { model: head[1] ?? '', table: head[2] ?? '', named: true, columns, indexes: [] }
    : undefined;
}

function columnOf(part: string): ModelColumn | undefined {
  const [, key = '', said = ''] = /^(\w+)\s*:\s*([\s\S]+)$/.exec(part) ?? [];
  const [made, ...calls] = callsOf(said) ?? [];
  if (!made) return undefined;
  const given = partsOf(made[1]);
  const name = literalSql(given[0] ?? '')?.slice(1, -1);
  const options = optionsOf((name === undefined ? given[0] : given[1]) ?? '');
  const type = options && typeOf(made[0], options);
  if (type === undefined) return undefined;
  let notNull = false;
  const rest: string[] = [];
  for (const [call, inside] of calls) {
    if (call === 'notNull' && inside === '') notNull = true;
    else if (call === 'primaryKey' && inside === '') rest.push('PRIMARY KEY');
    else if (call === 'unique' && inside === '') rest.push('UNIQUE');
    else if (call === 'defaultNow') rest.push('DEFAULT now()');
    else if (call === 'defaultRandom') rest.push('DEFAULT gen_random_uuid()');
    else if (call === 'default' && literalSql(inside) !== undefined)
      rest.push(`DEFAULT ${literalSql(inside)}`);
    else if (call === 'references') {
      const to = /^\(\)\s*=>\s*(\w+)\.(\w+)\s*(?:,\s*\{\s*onDelete:\s*['"]([\w ]+)['"],?\s*\})?$/.exec(
        inside,
      );
      if (!to) return undefined;
      rest.push(
        `REFERENCES ${to[1]} (${to[2]})${to[3] === undefined ? '' : ` ON DELETE ${to[3].toUpperCase()}`}`,
      );
    } else return undefined;
  }
  return { name: name ?? key, type, notNull: notNull || rest.includes('PRIMARY KEY'), rest };
}

function typeOf(name: string, options: ReadonlyMap<string, string>): string | undefined {
  const base = types[name];
  const known = { length: 1, precision: 1, scale: 1, mode: 1, withTimezone: 1 };
  if (base === undefined || [...options.keys()].some((key) => !(key in known))) return undefined;
  if (base === 'timestamp') return options.get('withTimezone') === 'true' ? 'timestamptz' : 'timestamp';
  const size = [options.get('length') ?? options.get('precision'), options.get('scale')].filter(Boolean);
  return size.length === 0 ? base : `${base}(${size.join(', ')})`;
}
