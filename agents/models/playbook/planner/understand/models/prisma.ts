import { literalSql, type Model, type ModelColumn, partsOf } from './model.ts';

/** One line a type. */
const types: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  DateTime: 'timestamptz',
  Float: 'double precision',
  Decimal: 'numeric',
  Json: 'jsonb',
  Bytes: 'bytea',
};
const native: Readonly<Record<string, string>> = {
  Text: 'text',
  VarChar: 'varchar',
  Char: 'char',
  Uuid: 'uuid',
  Timestamptz: 'timestamptz',
  Timestamp: 'timestamp',
  Date: 'date',
  SmallInt: 'smallint',
  Integer: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  DoublePrecision: 'double precision',
  Real: 'real',
  Decimal: 'numeric',
  JsonB: 'jsonb',
  Json: 'json',
  Citext: 'citext',
};

const attribute = /@(?:db\.)?\w+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?/g;

/** `model Team { … }`, and nothing beside it; undefined where a line says more than is known here. */
export function prismaModel(text: string): Model | undefined {
  const body = /^model\s+(\w+)\s*\{\s*\n([\s\S]*)\n\s*\}$/.exec(withoutComments(text));
  if (!body) return undefined;
  let table = body[1] ?? '';
  let named = false;
  let primaryKey: readonly string[] | undefined;
  const fields = new Map<string, ModelColumn>();
  const references = new Map<string, string>();
  const indexes: { columns: readonly string[]; unique: boolean }[] = [];
  for (const line of (body[2] ?? '').split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const block = /^@@(\w+)\((.*)\)$/.exec(line);
    if (block) {
      const listed = /^(?:fields:\s*)?\[([\w\s,]*)\]$/.exec(block[2] ?? '')?.[1]?.split(/\s*,\s*/);
      const name = /^(?:name:\s*)?"(\w+)"$/.exec(block[2] ?? '')?.[1];
      if (block[1] === 'map' && name !== undefined) [table, named] = [name, true];
      else if (block[1] === 'id' && listed) primaryKey = listed;
      else if ((block[1] === 'unique' || block[1] === 'index') && listed)
        indexes.push({ columns: listed, unique: block[1] === 'unique' });
      else return undefined;
      continue;
    }
    const relation = relationOf(line);
    if (relation === 'back') continue;
    if (relation) {
      references.set(relation.column, relation.sql);
      continue;
    }
    const field = fieldOf(line);
    if (!field) return undefined;
    fields.set(field.key, field.column);
  }
  const columnOf = (key: string): string | undefined => fields.get(key)?.name;
  const keyed = [...(primaryKey ?? []), ...indexes.flatMap(({ columns }) => columns), ...references.keys()];
  if (keyed.some((key) => !fields.has(key))) return undefined;
  const renamed = (keys: readonly string[]) => keys.map((key) => columnOf(key) ?? key);
  return {
    table,
    named,
    columns: [...fields].map(([key, column]) => {
      const to = references.get(key);
      return to === undefined ? column : { ...column, rest: [...column.rest, to] };
    }),
    indexes: indexes.map((index) => ({ ...index, columns: renamed(index.columns) })),
    ...(primaryKey ? { primaryKey: renamed(primaryKey) } : {}),
  };
}

const withoutComments = (text: string): string => text.replace(/\s*\/\/[^\n]*/g, '').trim();

/** `owner User @relation(fields: [ownerId], references: [id])`, or the other side of one, which has no column. */
function relationOf(line: string): { column: string; sql: string } | 'back' | undefined {
  const [, type = '', list, rest = ''] = /^\w+\s+([A-Z]\w*)(\[\])?\??\s*(.*)$/.exec(line) ?? [];
  if (type === '' || types[type] !== undefined) return undefined;
  const own =
    /^@relation\((?:"[^"]*",\s*|name:\s*"[^"]*",\s*)?fields:\s*\[(\w+)\],\s*references:\s*\[(\w+)\](?:,\s*onDelete:\s*(\w+))?(?:,\s*onUpdate:\s*\w+)?\)$/.exec(
      rest,
    );
  if (own) {
    const action = own[3]?.replace(/(?<=[a-z])(?=[A-Z])/, ' ').toUpperCase();
    return {
      column: own[1] ?? '',
      sql: `REFERENCES ${type} (${own[2]})${action === undefined ? '' : ` ON DELETE ${action}`}`,
    };
  }
  // Without a list it may as well be an enum.
  return list !== undefined || rest.startsWith('@relation') ? 'back' : undefined;
}

function fieldOf(line: string): { key: string; column: ModelColumn } | undefined {
  const [, key = '', known = '', mark = '', said = ''] = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? [];
  let type = types[known];
  if (type === undefined || said.replace(attribute, '').trim() !== '') return undefined;
  let name = key;
  const rest: string[] = [];
  for (const given of said.match(attribute) ?? []) {
    const [, call = '', inside = ''] = /^@((?:db\.)?\w+)(?:\((.*)\))?$/s.exec(given) ?? [];
    const base = call.startsWith('db.') ? native[call.slice(3)] : undefined;
    if (base !== undefined) type = `${base}${inside === '' || /^time/.test(base) ? '' : `(${inside})`}`;
    else if (call === 'id') rest.push('PRIMARY KEY');
    else if (call === 'unique') rest.push('UNIQUE');
    else if (call === 'map') name = /^(?:name:\s*)?"(\w+)"$/.exec(inside)?.[1] ?? name;
    else if (call === 'default') {
      const value = defaultSql(inside, type);
      if (value === undefined) return undefined;
      rest.push(value);
    } else if (call !== 'updatedAt') return undefined;
  }
  // A default of the client is none of the database.
  return {
    key,
    column: {
      name,
      type: mark === '[]' ? `${type}[]` : type,
      notNull: mark === '',
      rest: rest.filter((one) => one !== ''),
    },
  };
}

function defaultSql(given: string, type: string): string | undefined {
  if (given === 'autoincrement()') return 'GENERATED BY DEFAULT AS IDENTITY';
  if (given === 'now()') return 'DEFAULT now()';
  if (/^uuid\(\d?\)$/.test(given)) return type === 'uuid' ? 'DEFAULT gen_random_uuid()' : '';
  if (/^(?:cuid|nanoid|ulid)\(\d*\)$/.test(given)) return '';
  const [own] = /^dbgenerated\("(?:[^"\\]+)"\)$/.test(given) ? partsOf(given.slice(13, -2)) : [];
  const value = own ?? literalSql(given);
  return value === undefined ? undefined : `DEFAULT ${value}`;
}
