import { actionsSql, callsOf, closing, literalSql, optionsOf, partsOf, textIn } from '../models/model.ts';
import { type Block, blockSql, column, type Piece } from './block.ts';

const types: Readonly<Record<string, string>> = {
  string: 'varchar(255)',
  text: 'text',
  integer: 'integer',
  bigInteger: 'bigint',
  smallint: 'smallint',
  tinyint: 'smallint',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  datetime: 'timestamptz',
  timestamp: 'timestamptz',
  float: 'real',
  double: 'double precision',
  decimal: 'numeric(8, 2)',
  json: 'json',
  jsonb: 'jsonb',
  uuid: 'uuid',
  binary: 'bytea',
};
const verbs =
  /\.(createTable|createTableIfNotExists|alterTable|table|dropTable|dropTableIfExists|renameTable)\(/;
/** What stands around the calls, and says nothing. */
const frame =
  /^(?:\s|[.;,:{}()*[\]<>=]|\/\*\*[\s\S]*?\*\/|\/\/[^\n]*|['"]use strict['"]|import\b[^\n]*|(?:module|exports|export|const|async|function|up|knex|Knex|return|await|schema|Promise|void|type|then|params?)\b)*$/;

const texts = (given: string | undefined): readonly string[] | undefined => {
  const parts = /^\[([\s\S]*)\]$/.exec(given ?? '')?.[1];
  const list = (parts === undefined ? [given ?? ''] : partsOf(parts)).map(textIn);
  return list.length > 0 && list.every((one) => one !== undefined) ? list : undefined;
};

/** `exports.up = (k) => k.schema…`: whatever the code calls what it is given. */
function withBuilderNamed(given: string): string {
  const name = /\b(\w+)\s*\.\s*schema\s*\./.exec(given)?.[1];
  return name === undefined || name === 'knex'
    ? given
    : given.replace(new RegExp(`\\b${name}\\b`, 'g'), 'knex');
}

/** The statements of a migration of Knex; undefined where one of its calls is not known. */
export function knexSql(given: string): readonly string[] | undefined {
  if (!/\bknex\b|\.schema\s*\./.test(given)) return undefined;
  let rest =
    withBuilderNamed(given).split(
      /\bexports\.down\b|\bexport\s+(?:async\s+)?(?:function|const)\s+down\b/,
    )[0] ?? '';
  const statements: string[] = [];
  for (let found = verbs.exec(rest); found; found = verbs.exec(rest)) {
    const start = found.index + found[0].length;
    const end = closing(rest, start);
    const made = end === -1 ? undefined : callSql(found[1] ?? '', rest.slice(start, end));
    if (!made) return undefined;
    statements.push(...made);
    rest = `${rest.slice(0, found.index)} ${rest.slice(end + 1)}`;
  }
  return statements.length > 0 && frame.test(rest) ? statements : undefined;
}

function callSql(verb: string, inside: string): readonly string[] | undefined {
  const [first, second, ...more] = partsOf(inside);
  const table = textIn(first);
  if (table === undefined || !/^\w+$/.test(table) || more.length > 0) return undefined;
  if (verb.startsWith('dropTable')) return second === undefined ? [`DROP TABLE ${table}`] : undefined;
  if (verb === 'renameTable') {
    const to = textIn(second);
    return to === undefined ? undefined : [`ALTER TABLE ${table} RENAME TO ${to}`];
  }
  const body =
    /^(?:async\s+)?(?:function\s*)?\(?\s*(\w+)(?:\s*:\s*[\w.]+)?\s*\)?\s*(?:=>)?\s*\{([\s\S]*)\}$/.exec(
      second ?? '',
    );
  const block: Block = { table, create: verb.startsWith('createTable'), pieces: [] };
  const pieces: Piece[] = [];
  for (const line of linesOf(body?.[2] ?? '', body?.[1] ?? '')) {
    const read = readLine(line);
    if (!read) return undefined;
    pieces.push(...read);
  }
  return pieces.length === 0 ? undefined : blockSql(block, pieces);
}

/** `t.integer('a')…` without the name of the builder; one call a line or a semicolon. */
const linesOf = (body: string, builder: string): readonly string[] =>
  body
    .replace(/\/\/[^\n]*/g, '')
    .split(new RegExp(`(?:^|[;\\n])\\s*${builder === '' ? '\\w+' : builder}(?=\\.)`))
    .map((line) => line.trim().replace(/;$/, ''))
    .filter((line) => line !== '');

function readLine(line: string): readonly Piece[] | undefined {
  const [made, ...calls] = callsOf(line) ?? [];
  if (!made) return undefined;
  const [kind, inside] = made;
  const given = partsOf(inside);
  const name = textIn(given[0]);
  if (kind === 'timestamps') {
    if (given.length > 2 || /useCamelCase/.test(inside) || calls.length > 0) return undefined;
    const standard = given[1] === 'true' || /defaultToNow/.test(inside);
    return ['created_at', 'updated_at'].map((one) =>
      column(one, 'timestamptz', standard ? 'NOT NULL DEFAULT now()' : ''),
    );
  }
  if (kind === 'increments' || kind === 'bigIncrements')
    return calls.every(([call]) => call === 'primary')
      ? [column(name ?? 'id', kind === 'increments' ? 'serial PRIMARY KEY' : 'bigserial PRIMARY KEY')]
      : undefined;
  if (kind === 'dropColumn' || kind === 'dropColumns') {
    const dropped = given.flatMap((one) => texts(one) ?? ['']);
    return dropped.includes('')
      ? undefined
      : dropped.map((one) => ({ kind: 'change', sql: `DROP COLUMN ${one}` }));
  }
  if (kind === 'renameColumn') {
    const to = textIn(given[1]);
    return name === undefined || to === undefined
      ? undefined
      : [{ kind: 'change', sql: `RENAME COLUMN ${name} TO ${to}` }];
  }
  if (name !== undefined && (kind === 'setNullable' || kind === 'dropNullable'))
    return [
      { kind: 'change', sql: `ALTER COLUMN ${name} ${kind === 'setNullable' ? 'DROP' : 'SET'} NOT NULL` },
    ];
  if (['primary', 'unique', 'index', 'foreign'].includes(kind)) return keyOf(kind, given, calls);
  if (/^enum?$/.test(kind)) {
    const values = texts(given[1]);
    const own = name === undefined || !values || given.length > 2 ? undefined : columnOf(name, 'text', calls);
    return (
      own && [
        ...own,
        {
          kind: 'constraint',
          sql: `CHECK (${name} IN (${values?.map((one) => `'${one}'`).join(', ')}))`,
        },
      ]
    );
  }
  const size = given.slice(1).join(', ');
  const base = types[kind];
  const own =
    kind === 'specificType'
      ? textIn(given[1])
      : kind === 'string' && /^\d+$/.test(size)
        ? `varchar(${size})`
        : kind === 'decimal' && /^\d+(?:, \d+)?$/.test(size)
          ? `numeric(${size})`
          : /^(?:\{\s*useTz: true\s*\})?$/.test(size)
            ? base
            : base === 'timestamptz' && /^\{\s*useTz: false\s*\}$/.test(size)
              ? 'timestamp'
              : undefined;
  return name === undefined || own === undefined ? undefined : columnOf(name, own, calls);
}

function keyOf(
  kind: string,
  given: readonly string[],
  calls: readonly (readonly [string, string])[],
): readonly Piece[] | undefined {
  const columns = texts(given[0]);
  const options = given[1]?.startsWith('{') ? optionsOf(given[1]) : undefined;
  const named = textIn(given[1]) ?? (options?.size === 1 ? textIn(options.get('indexName')) : undefined);
  if (!columns || given.length > 2 || (given.length === 2 && named === undefined)) return undefined;
  const name = named === undefined ? {} : { name: named };
  if (kind === 'foreign') {
    const withName = calls.find(([call]) => call === 'withKeyName')?.[1];
    const key = withName === undefined ? named : textIn(withName);
    const to = withName !== undefined && key === undefined ? undefined : referenceOf(calls);
    const called = key === undefined ? '' : `CONSTRAINT ${key} `;
    return to === undefined
      ? undefined
      : [{ kind: 'constraint', sql: `${called}FOREIGN KEY (${columns.join(', ')}) ${to}` }];
  }
  if (calls.length > 0) return undefined;
  if (kind === 'index') return [{ kind: 'index', columns, unique: false, ...name }];
  const called = named === undefined ? '' : `CONSTRAINT ${named} `;
  const sort = kind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE';
  return [{ kind: 'constraint', sql: `${called}${sort} (${columns.join(', ')})` }];
}

/** `.references('id').inTable('users').onDelete('CASCADE')` */
function referenceOf(calls: readonly (readonly [string, string])[]): string | undefined {
  const said = new Map(calls.map(([call, inside]) => [call, textIn(inside)]));
  const [table, key] =
    (said.get('references') ?? '').split('.').length === 2
      ? (said.get('references') ?? '').split('.')
      : [said.get('inTable'), said.get('references')];
  const known = new Set(['references', 'inTable', 'onDelete', 'onUpdate', 'withKeyName']);
  if (table === undefined || key === undefined || calls.some(([call]) => !known.has(call))) return undefined;
  const given = new Map(calls);
  const actions = actionsSql(given.get('onDelete'), given.get('onUpdate'));
  return actions === undefined ? undefined : `REFERENCES ${table} (${key})${actions}`;
}

function columnOf(
  name: string,
  type: string,
  calls: readonly (readonly [string, string])[],
): readonly Piece[] | undefined {
  const keys = calls.filter(([call]) => /^(?:references|inTable|onDelete|onUpdate)$/.test(call));
  const rest: string[] = [];
  const indexes: Piece[] = [];
  for (const [call, inside] of calls.filter((one) => !keys.includes(one))) {
    if (call === 'notNullable' || (call === 'nullable' && inside === 'false')) rest.push('NOT NULL');
    else if (call === 'primary' && inside === '') rest.push('PRIMARY KEY');
    else if (call === 'unique' && inside === '') rest.push('UNIQUE');
    else if (call === 'index' && inside === '')
      indexes.push({ kind: 'index', columns: [name], unique: false });
    else if (call === 'defaultTo') {
      const value = defaultOf(inside);
      if (value === undefined) return undefined;
      rest.push(`DEFAULT ${value}`);
    } else if (!/^(?:nullable|unsigned)$/.test(call) || !/^(?:true)?$/.test(inside)) return undefined;
  }
  const to = keys.length === 0 ? '' : referenceOf(keys);
  return to === undefined ? undefined : [column(name, type, ...rest, to), ...indexes];
}

const defaultOf = (inside: string): string | undefined =>
  /^knex\.fn\.now\(\)$/.test(inside)
    ? 'now()'
    : /^knex\.fn\.uuid\(\)$/.test(inside)
      ? 'gen_random_uuid()'
      : (textIn(/^knex\.raw\((['"`][^'"`]*['"`])\)$/.exec(inside)?.[1]) ??
        (inside === 'null' ? 'NULL' : literalSql(inside)));
