import { actionsSql, literalSql, type ModelColumn, optionsOf, quoted, textIn } from './model.ts';

/** One line a type. */
const types: Readonly<Record<string, string>> = {
  STRING: 'varchar(255)',
  TEXT: 'text',
  CITEXT: 'citext',
  INTEGER: 'integer',
  BIGINT: 'bigint',
  SMALLINT: 'smallint',
  BOOLEAN: 'boolean',
  FLOAT: 'double precision',
  DOUBLE: 'double precision',
  REAL: 'real',
  DECIMAL: 'numeric',
  DATE: 'timestamptz',
  DATEONLY: 'date',
  TIME: 'time',
  UUID: 'uuid',
  JSON: 'json',
  JSONB: 'jsonb',
  BLOB: 'bytea',
};
const known = new Set(
  'type allowNull defaultValue primaryKey autoIncrement unique references onDelete onUpdate field validate'.split(
    ' ',
  ),
);

export interface SequelizeColumn {
  readonly column: ModelColumn;
  readonly sql: string;
  readonly notes: readonly string[];
}

/** `{ type: DataTypes.STRING(80), allowNull: false }`, or a type alone; undefined where it says something else. */
export function sequelizeColumn(key: string, given: string): SequelizeColumn | undefined {
  const options = given.startsWith('{') ? optionsOf(given) : new Map([['type', given]]);
  const type = options && typeOf(options.get('type') ?? '');
  if (!options || type === undefined || key === '') return undefined;
  if ([...options.keys()].some((one) => !known.has(one))) return undefined;
  const said = textIn(options.get('field'));
  if (options.has('field') && said === undefined) return undefined;
  const name = said ?? key;
  const isKey = options.get('primaryKey') === 'true';
  const serial = options.get('autoIncrement') === 'true';
  const notNull = options.get('allowNull') === 'false' || isKey;
  const rest: string[] = [...(isKey ? ['PRIMARY KEY'] : []), ...(serial ? ['SERIAL'] : [])];
  const unique = options.get('unique');
  if (unique === 'true') rest.push('UNIQUE');
  else if (unique !== undefined && unique !== 'false') return undefined;
  const notes: string[] = options.has('validate')
    ? ['is validated by Sequelize, and not by the database']
    : [];
  const standard = options.get('defaultValue');
  if (standard !== undefined && standard !== 'null') {
    const value = defaultOf(standard);
    if (value === undefined) return undefined;
    if (value !== '') rest.push(`DEFAULT ${value}`);
    else notes.push('gets its default from Sequelize, and not from the database');
  }
  const to = referenceOf(options);
  if (to === undefined) return undefined;
  if (to !== '') rest.push(to);
  const counted = { integer: 'serial', bigint: 'bigserial', smallint: 'smallserial' }[type];
  if (serial && counted === undefined) return undefined;
  const sql = [
    quoted(name),
    serial ? counted : type,
    notNull && !isKey ? 'NOT NULL' : '',
    ...rest.filter((one) => one !== 'SERIAL'),
  ];
  const column = { name, ...(said === undefined ? {} : { written: true as const }), type, notNull, rest };
  return { column, sql: sql.filter(Boolean).join(' '), notes };
}

function typeOf(given: string): string | undefined {
  const [, name = '', inside = ''] =
    /^(?:DataTypes|Sequelize|DataType)\.(\w+)(?:\((.*)\))?$/s.exec(given.trim()) ?? [];
  if (name === 'ARRAY') {
    const type = typeOf(inside);
    return type === undefined ? undefined : `${type}[]`;
  }
  const base = types[name];
  if (base === undefined || inside === '') return base;
  if (name === 'STRING' && /^\d+$/.test(inside)) return `varchar(${inside})`;
  return name === 'DECIMAL' && /^\d+(?:,\s*\d+)?$/.test(inside) ? `numeric(${inside})` : undefined;
}

/** SQL of a default; empty where Sequelize makes the value. */
function defaultOf(given: string): string | undefined {
  if (/^(?:DataTypes|Sequelize)\.(?:UUIDV[14]|NOW)$/.test(given)) return '';
  if (/^\[\s*\]$/.test(given)) return "'{}'";
  const sql = textIn(/^(?:Sequelize|sequelize)\.(?:literal|fn)\((['"`][^'"`]*['"`])\)$/.exec(given)?.[1]);
  if (sql !== undefined) return /\.fn\(/.test(given) ? `${sql}()` : sql;
  return literalSql(given);
}

/** `references: { model: 'users', key: 'id' }` with its actions; empty for none. */
function referenceOf(options: ReadonlyMap<string, string>): string | undefined {
  const given = options.get('references');
  if (given === undefined) return '';
  const to = optionsOf(given);
  const model = to?.get('model') ?? '';
  const inside = optionsOf(model);
  // In another schema, or deferrable, it is another reference.
  if ((inside?.size ?? 1) > 1 || [...(to?.keys() ?? [])].some((one) => !/^(?:model|key)$/.test(one)))
    return undefined;
  const table =
    textIn(model) ?? textIn(inside?.get('tableName')) ?? (/^\w+$/.test(model) ? model : undefined);
  const key = to?.has('key') ? textIn(to.get('key')) : 'id';
  const actions = actionsSql(options.get('onDelete'), options.get('onUpdate'));
  if (table === undefined || key === undefined || actions === undefined) return undefined;
  return `REFERENCES ${quoted(table)} (${quoted(key)})${actions}`;
}
