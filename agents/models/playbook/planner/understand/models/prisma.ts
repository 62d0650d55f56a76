import { nameKey } from '../../resolve/words.ts';
import {
  literalSql,
  type Model,
  type ModelColumn,
  type ModelIndex,
  type ModelKey,
  partsOf,
  quoted,
  type Schema,
} from './model.ts';

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

const block = /(model|enum|datasource|generator)\s+(\w+)\s*\{\s*\n([\s\S]*?)\n\s*\}/g;

/** `model Team { … }`, `enum Role { … }`, and nothing beside them; undefined where a line says more than is known. */
export function prismaSchema(
  text: string,
  there: ReadonlyMap<string, readonly string[]> = new Map(),
): Schema | undefined {
  const code = withoutComments(text);
  if (code.replace(block, '').trim() !== '') return undefined;
  const blocks = [...code.matchAll(block)];
  const enums = blocks.flatMap(([, kind, name = '', body = '']) =>
    kind === 'enum' ? [enumOf(name, body)] : [],
  );
  if (!enums.every((one) => one !== undefined)) return undefined;
  const known = new Map(enums.map((one) => [one.name, one]));
  const own = new Set(blocks.map(([, , name]) => name));
  for (const [word] of code.matchAll(/\b[A-Z]\w*/g)) {
    const labels = own.has(word) ? undefined : there.get(nameKey(word));
    if (labels)
      known.set(word, { name: word, mapped: undefined, values: new Map(labels.map((one) => [one, one])) });
  }
  const models = blocks.flatMap(([, kind, name = '', body = '']) =>
    kind === 'model' ? [modelOf(name, body, known)] : [],
  );
  const pairs = pairsIn(blocks.map(([, , name = '', body = '']) => ({ name, body })));
  return models.length + enums.length > 0 && models.every((one) => one !== undefined)
    ? {
        models: models.map((one) => ({ ...one, questions: pairs.get(one.model) ?? [] })),
        enums: enums.map(({ name, mapped, values }) => ({
          name,
          ...(mapped === undefined ? {} : { mapped }),
          labels: [...values.values()],
        })),
      }
    : undefined;
}

const list = /^(\w+)\s+([A-Z]\w*)\[\]\s*(?:@relation\((?:name:\s*)?"([^"]+)"\))?$/;

/** Lists on both sides, for which Prisma makes a table that no model shows: what is asked about each model. */
function pairsIn(
  blocks: readonly { readonly name: string; readonly body: string }[],
): ReadonlyMap<string, readonly string[]> {
  const lines = new Map(blocks.map(({ name, body }) => [name, body.split('\n').map((one) => one.trim())]));
  const asked = new Map<string, readonly string[]>();
  for (const [name, own] of lines) {
    for (const [, field = '', to = '', relation] of own.flatMap((one) => [list.exec(one) ?? []])) {
      const others = lines.get(to);
      const [first, second] = [name, to].sort();
      const isList = (line: string): boolean => {
        const [, , type, called] = list.exec(line) ?? [];
        return type === name && called === relation;
      };
      if (others?.some(isList) && first === name)
        asked.set(name, [
          ...(asked.get(name) ?? []),
          `${name}.${field} and the list in ${to} are many to many, for which Prisma has a table _${relation ?? `${first}To${second}`} with the columns A and B. Shall it be made so, or as a model of its own?`,
        ]);
    }
  }
  return asked;
}

interface PrismaEnum {
  readonly name: string;
  readonly mapped: string | undefined;
  /** A value of the schema, and how the database has it. */
  readonly values: ReadonlyMap<string, string>;
}

function enumOf(name: string, body: string): PrismaEnum | undefined {
  let mapped: string | undefined;
  const values = new Map<string, string>();
  for (const line of body.split('\n').map((one) => one.trim())) {
    const own = /^@@map\((?:name:\s*)?"(\w+)"\)$/.exec(line)?.[1];
    const value = /^(\w+)(?:\s+@map\((?:name:\s*)?"([^"]+)"\))?$/.exec(line);
    if (own !== undefined) mapped = own;
    else if (value) values.set(value[1] ?? '', value[2] ?? value[1] ?? '');
    else if (line !== '') return undefined;
  }
  return values.size === 0 ? undefined : { name, mapped, values };
}

/** `[userId, createdAt(sort: Desc)]` */
const keyList = /^(?:fields:\s*)?\[([\w\s,():]*)\](?:,\s*(?:name|map):\s*"\w+")*$/;
/** `name` is the client's, `map` the database's. */
const mapped = /\bmap:\s*"(\w+)"/;

function modelOf(model: string, body: string, enums: ReadonlyMap<string, PrismaEnum>): Model | undefined {
  let table = model;
  let named = false;
  let primaryKey: readonly string[] | undefined;
  const fields = new Map<string, ModelColumn>();
  const references = new Map<string, string>();
  const notes: string[] = [];
  const indexes: ModelIndex[] = [];
  const foreign: ModelKey[] = [];
  for (const line of body.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const attributes = /^@@(\w+)\((.*)\)$/.exec(line);
    if (attributes) {
      const listed = keyList.exec(attributes[2] ?? '')?.[1]?.split(/\s*,\s*/);
      const name = /^(?:name:\s*)?"(\w+)"$/.exec(attributes[2] ?? '')?.[1];
      const keys = listed?.map((key) =>
        key
          .trim()
          .replace(/\(sort:\s*Desc\)$/i, ' DESC')
          .replace(/\(sort:\s*Asc\)$/i, ''),
      );
      if (keys?.some((key) => !/^\w+(?: DESC)?$/.test(key))) return undefined;
      if (attributes[1] === 'map' && name !== undefined) [table, named] = [name, true];
      else if (attributes[1] === 'id' && keys) primaryKey = keys;
      else if ((attributes[1] === 'unique' || attributes[1] === 'index') && keys)
        indexes.push({ columns: keys, unique: attributes[1] === 'unique', ...mappedName(attributes[2]) });
      else return undefined;
      continue;
    }
    const relation = relationOf(line, enums);
    if (relation === 'back') continue;
    if (relation && 'key' in relation) {
      foreign.push(relation.key);
      continue;
    }
    if (relation) {
      references.set(relation.column, relation.sql);
      if (relation.note !== undefined) notes.push(`${model}.${relation.note}`);
      continue;
    }
    const field = fieldOf(line, enums);
    if (!field) return undefined;
    fields.set(field.key, field.column);
  }
  const keyed = [
    ...(primaryKey ?? []),
    ...indexes.flatMap(({ columns }) => columns),
    ...references.keys(),
    ...foreign.flatMap(({ columns }) => columns),
  ];
  if (keyed.some((key) => !fields.has(key.replace(/ DESC$/, '')))) return undefined;
  const renamed = (keys: readonly string[]) =>
    keys.map((key) => key.replace(/^\w+/, (own) => fields.get(own)?.name ?? own));
  return {
    model,
    table,
    named,
    columns: [...fields].map(([key, column]) => {
      const to = references.get(key);
      return to === undefined ? column : { ...column, rest: [...column.rest, to] };
    }),
    indexes: indexes.map((index) => ({ ...index, columns: renamed(index.columns) })),
    ...(foreign.length > 0
      ? { keys: foreign.map((one) => ({ ...one, columns: renamed(one.columns) })) }
      : {}),
    ...(primaryKey ? { primaryKey: renamed(primaryKey) } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

const mappedName = (given = ''): { readonly name?: string } => {
  const name = mapped.exec(given)?.[1];
  return name === undefined ? {} : { name };
};

const withoutComments = (text: string): string => text.replace(/\s*\/\/[^\n]*/g, '').trim();

/** `owner User @relation(fields: [ownerId], references: [id])`, or the other side of one, which has no column. */
function relationOf(
  line: string,
  enums: ReadonlyMap<string, PrismaEnum>,
): { column: string; sql: string; note?: string } | { key: ModelKey } | 'back' | undefined {
  const [, field = '', type = '', list, optional, rest = ''] =
    /^(\w+)\s+([A-Z]\w*)(\[\])?(\?)?\s*(.*)$/.exec(line) ?? [];
  if (type === '' || types[type] !== undefined || enums.has(type)) return undefined;
  const own =
    /^@relation\((?:"[^"]*",\s*|name:\s*"[^"]*",\s*)?fields:\s*\[([\w\s,]+)\],\s*references:\s*\[([\w\s,]+)\]((?:,\s*(?:onDelete|onUpdate):\s*\w+|,\s*map:\s*"\w+")*)\)$/.exec(
      rest,
    );
  if (own) {
    const said = (event: string): string | undefined =>
      new RegExp(`${event}:\\s*(\\w+)`)
        .exec(own[3] ?? '')?.[1]
        ?.replace(/(?<=[a-z])(?=[A-Z])/, ' ')
        .toUpperCase();
    // As Prisma has it where nothing is said.
    const [onDelete, onUpdate] = [said('onDelete'), said('onUpdate')];
    const actions = {
      DELETE: onDelete ?? (optional === undefined ? 'RESTRICT' : 'SET NULL'),
      UPDATE: onUpdate ?? 'CASCADE',
    };
    const { name } = mappedName(own[3]);
    const called = name === undefined ? '' : `CONSTRAINT ${quoted(name)} `;
    const unsaid = [
      ...(onDelete === undefined ? [`ON DELETE ${actions.DELETE}`] : []),
      ...(onUpdate === undefined ? [`ON UPDATE ${actions.UPDATE}`] : []),
    ];
    const [columns, others] = [own[1], own[2]].map((list) =>
      (list ?? '').split(',').map((key) => key.trim()),
    );
    if (columns && others && columns.length > 1)
      return columns.length === others.length
        ? {
            key: {
              columns,
              to: type,
              others,
              actions: ` ON DELETE ${actions.DELETE} ON UPDATE ${actions.UPDATE}`,
              ...(name === undefined ? {} : { name }),
            },
          }
        : undefined;
    return {
      column: own[1] ?? '',
      sql: `${called}REFERENCES ${type} (${own[2]}) ON DELETE ${actions.DELETE} ON UPDATE ${actions.UPDATE}`,
      ...(unsaid.length === 0
        ? {}
        : { note: `${field} is ${unsaid.join(' and ')}, as Prisma has it where the model does not say` }),
    };
  }
  // Without a list it may as well be an enum.
  const back = list !== undefined || rest.startsWith('@relation');
  return back && !/\bfields:/.test(rest) ? 'back' : undefined;
}

function fieldOf(
  line: string,
  enums: ReadonlyMap<string, PrismaEnum>,
): { key: string; column: ModelColumn } | undefined {
  const [, key = '', known = '', mark = '', said = ''] = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? [];
  const own = enums.get(known);
  let type = own ? known : types[known];
  if (type === undefined || said.replace(attribute, '').trim() !== '') return undefined;
  let written: string | undefined;
  const rest: string[] = [];
  for (const given of said.match(attribute) ?? []) {
    const [, call = '', inside = ''] = /^@((?:db\.)?\w+)(?:\((.*)\))?$/s.exec(given) ?? [];
    const base = call.startsWith('db.') ? native[call.slice(3)] : undefined;
    if (base !== undefined) type = `${base}${inside === '' || /^time/.test(base) ? '' : `(${inside})`}`;
    else if (call === 'id') rest.push('PRIMARY KEY');
    else if (call === 'unique') rest.push('UNIQUE');
    else if (call === 'map') written = /^(?:name:\s*)?"(\w+)"$/.exec(inside)?.[1];
    else if (call === 'default') {
      const label = own?.values.get(inside);
      const value = label === undefined ? defaultSql(inside, type) : `DEFAULT '${label}'`;
      if (value === undefined) return undefined;
      rest.push(value);
    } else if (call !== 'updatedAt') return undefined;
  }
  // A default of the client is none of the database.
  return {
    key,
    column: {
      name: written ?? key,
      ...(written === undefined ? {} : { written: true }),
      type: mark === '[]' ? `${type}[]` : type,
      notNull: mark === '',
      rest: rest.filter((one) => one !== ''),
    },
  };
}

function defaultSql(given: string, type: string): string | undefined {
  if (given === 'autoincrement()') return 'SERIAL';
  if (given === 'now()') return 'DEFAULT now()';
  if (/^\[\s*\]$/.test(given)) return `DEFAULT '{}'`;
  if (/^uuid\(\d?\)$/.test(given)) return type === 'uuid' ? 'DEFAULT gen_random_uuid()' : '';
  if (/^(?:cuid|nanoid|ulid)\(\d*\)$/.test(given)) return '';
  const [own] = /^dbgenerated\("(?:[^"\\]+)"\)$/.test(given) ? partsOf(given.slice(13, -2)) : [];
  const value = own ?? literalSql(given);
  return value === undefined ? undefined : `DEFAULT ${value}`;
}
