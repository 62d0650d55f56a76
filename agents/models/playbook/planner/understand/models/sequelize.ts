import { snakeCase } from '../../resolve/words.ts';
import {
  closing,
  type Model,
  type ModelColumn,
  type ModelIndex,
  optionsOf,
  partsOf,
  type Schema,
  textIn,
} from './model.ts';
import { sequelizeColumn } from './sequelize-column.ts';

const define = /(?:(?:export\s+)?(?:const|let|var)\s+\w+\s*=\s*|return\s+)?\w+\.define\(|\b(\w+)\.init\(/;
/** What stands beside the definitions, and says nothing of the database. */
const frame =
  /^(?:\s|[;,{}()=>]|(?:export\s+)?class\s+\w+\s+extends\s+Model(?:<[^{]*>)?\s*\{[^{}]*\}|(?:const|import)\b[^\n]*(?:require\([^)]*\)|from\s+['"][^'"]+['"])|module\.exports\s*=\s*[\w{}, ]*|export\s+default\s+\w+|return\s+\w+)*$/;

/** `sequelize.define('Task', { … }, { tableName: 'tasks' })`, `Task.init(…)`, and nothing beside them. */
export function sequelizeSchema(given: string): Schema | undefined {
  if (!/\b(?:DataTypes|Sequelize)\.[A-Z]/.test(given)) return undefined;
  let rest = given.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const models: Model[] = [];
  for (let found = define.exec(rest); found; found = define.exec(rest)) {
    const start = found.index + found[0].length;
    const end = closing(rest, start);
    const parts = end === -1 ? [] : partsOf(rest.slice(start, end));
    const model =
      found[1] === undefined
        ? modelOf(textIn(parts[0]), parts[1], parts[2])
        : modelOf(found[1], parts[0], parts[1]);
    if (!model || parts.length > 3) return undefined;
    models.push(model);
    rest = `${rest.slice(0, found.index)} ${rest.slice(end + 1)}`;
  }
  return models.length > 0 && frame.test(rest) ? { models, enums: [] } : undefined;
}

const known = new Set(
  'sequelize modelName tableName timestamps underscored freezeTableName paranoid indexes createdAt updatedAt'.split(
    ' ',
  ),
);

function modelOf(
  name: string | undefined,
  attributes: string | undefined,
  given: string | undefined,
): Model | undefined {
  const options = optionsOf((given ?? '').replace(/\bsequelize\s*(?=[,}])/, 'sequelize: sequelize'));
  const lines = partsOf(/^\{([\s\S]*)\}$/.exec(attributes ?? '')?.[1] ?? '');
  if (
    name === undefined ||
    !options ||
    lines.length === 0 ||
    [...options.keys()].some((one) => !known.has(one))
  )
    return undefined;
  const named = (key: string): string => (options.get('underscored') === 'true' ? snakeCase(key) : key);
  const columns: ModelColumn[] = [];
  const notes: string[] = [];
  const keys = new Map<string, string>();
  for (const line of lines) {
    const [, key = '', said = ''] = /^['"]?(\w+)['"]?\s*:\s*([\s\S]+)$/.exec(line) ?? [];
    const read = sequelizeColumn(key, said);
    if (!read) return undefined;
    const own = read.column.name === key ? named(key) : read.column.name;
    keys.set(key, own);
    columns.push({ ...read.column, name: own });
    notes.push(...read.notes.map((note) => `${name}.${key} ${note}`));
  }
  const implied = (key: string, type: string, rest: readonly string[], notNull = true): ModelColumn => ({
    name: key,
    type,
    notNull,
    rest,
    implied: true,
  });
  if (!columns.some(({ rest }) => rest.includes('PRIMARY KEY')))
    columns.unshift(implied('id', 'integer', ['PRIMARY KEY', 'SERIAL']));
  const moments = options.get('timestamps') === 'false' ? [] : ['createdAt', 'updatedAt'];
  for (const moment of moments) {
    const said = options.get(moment);
    const own = said === undefined ? named(moment) : textIn(said);
    if (said !== 'false' && own !== undefined && !keys.has(moment)) {
      columns.push(implied(own, 'timestamptz', []));
      notes.push(`${name}.${moment} is set by Sequelize; the database has no default for it`);
    }
  }
  if (options.get('paranoid') === 'true') columns.push(implied(named('deletedAt'), 'timestamptz', [], false));
  const indexes = partsOf(/^\[([\s\S]*)\]$/.exec(options.get('indexes') ?? '[]')?.[1] ?? '').map((one) =>
    indexOf(one, keys),
  );
  if (!indexes.every((index) => index !== undefined)) return undefined;
  const table =
    textIn(options.get('tableName')) ?? (options.get('freezeTableName') === 'true' ? name : undefined);
  return { model: name, table: table ?? name, named: table !== undefined, columns, indexes, notes };
}

/** `{ unique: true, fields: ['email'] }` */
function indexOf(given: string, keys: ReadonlyMap<string, string>): ModelIndex | undefined {
  const options = optionsOf(given);
  const fields = partsOf(/^\[([\s\S]*)\]$/.exec(options?.get('fields') ?? '')?.[1] ?? '').map(textIn);
  if (!options || [...options.keys()].some((one) => !/^(?:unique|fields|name)$/.test(one))) return undefined;
  if (fields.length === 0 || !fields.every((field) => field !== undefined)) return undefined;
  const name = textIn(options.get('name'));
  return {
    columns: fields.map((field) => keys.get(field) ?? field),
    unique: options.get('unique') === 'true',
    ...(name === undefined ? {} : { name }),
  };
}
