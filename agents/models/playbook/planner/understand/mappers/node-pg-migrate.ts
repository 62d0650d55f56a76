import { actionsSql, literalSql, optionsOf, partsOf, quoted } from '../models/model.ts';
import { indexSql } from './block.ts';
import { callsOn, stringOf } from './calls.ts';

/** The statements of a migration of node-pg-migrate; undefined where one of its calls is not known. */
export function nodePgMigrateSql(text: string): readonly string[] | undefined {
  if (!/\bpgm\s*\./.test(text)) return undefined;
  const made = callsOn('pgm', text)?.map(([name, inside]) => callSql(name, partsOf(inside)));
  return made?.every((one) => one !== undefined) ? made.flat() : undefined;
}

const namesIn = (given: string | undefined): readonly string[] | undefined => {
  const inside = /^\[([\s\S]*)\]$/.exec(given?.trim() ?? '')?.[1];
  const names = (inside === undefined ? [given ?? ''] : partsOf(inside)).map(stringOf);
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
};

/** `{ a: { type: 'integer' }, b: 'text' }` as definitions. */
function columnsOf(given: string | undefined): readonly string[] | undefined {
  const columns = [...(optionsOf(given ?? '') ?? [])].map(([name, said]) => columnSql(name, said));
  return columns.length > 0 && columns.every((column) => column !== undefined) ? columns : undefined;
}

/** Options that change nothing where the change is new. */
const idle = (given: string | undefined): boolean =>
  [...(optionsOf(given ?? '') ?? [['?']])].every(([key]) => key === 'ifNotExists' || key === 'ifExists');

/** `{ before: 'x' }` of a value of an enum. */
function placeOf(given: string | undefined): string | undefined {
  const [, side, label] = /^\{\s*(before|after):\s*['"]([^'"]+)['"],?\s*\}$/.exec(given ?? '') ?? [];
  if (side !== undefined) return ` ${side.toUpperCase()} '${label}'`;
  return idle(given) ? '' : undefined;
}

function callSql(
  name: string,
  [first = '', second, third, ...more]: readonly string[],
): readonly string[] | undefined {
  const table = stringOf(first);
  if (more.length > 0 || table === undefined) return undefined;
  if (name === 'sql') return second === undefined ? [table.trim().replace(/;$/, '')] : undefined;
  const at = `ALTER TABLE ${quoted(table)}`;
  const columns = /^(?:addColumns?|createTable)$/.test(name) && idle(third) ? columnsOf(second) : undefined;
  switch (name) {
    case 'addColumn':
    case 'addColumns':
      return columns?.map((column) => `${at} ADD COLUMN ${column}`);
    case 'createTable':
      return columns && [`CREATE TABLE ${quoted(table)} (${columns.join(', ')})`];
    case 'dropColumn':
    case 'dropColumns':
      return idle(third)
        ? namesIn(second)?.map((column) => `${at} DROP COLUMN ${quoted(column)}`)
        : undefined;
    case 'dropTable':
      return idle(second) ? [`DROP TABLE ${quoted(table)}`] : undefined;
    case 'renameColumn': {
      const [from, to] = [stringOf(second ?? ''), stringOf(third ?? '')];
      return from === undefined || to === undefined
        ? undefined
        : [`${at} RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`];
    }
    case 'createIndex':
    case 'addIndex': {
      const own = namesIn(second);
      const options = optionsOf(third ?? '');
      if (
        !own ||
        !options ||
        [...options.keys()].some((key) => !/^(?:unique|name|ifNotExists|concurrently)$/.test(key))
      )
        return undefined;
      const called = stringOf(options.get('name') ?? '');
      return [
        indexSql(quoted(table), {
          columns: own.map(quoted),
          unique: options.get('unique') === 'true',
          name: called === undefined ? undefined : quoted(called),
        }),
      ];
    }
    case 'createType': {
      const labels = namesIn(second);
      return (
        labels && [
          `CREATE TYPE ${quoted(table)} AS ENUM (${labels.map((label) => `'${label.replaceAll("'", "''")}'`).join(', ')})`,
        ]
      );
    }
    case 'addTypeValue': {
      const label = stringOf(second ?? '');
      const place = placeOf(third);
      return label === undefined || place === undefined
        ? undefined
        : [`ALTER TYPE ${quoted(table)} ADD VALUE '${label.replaceAll("'", "''")}'${place}`];
    }
    default:
      return undefined;
  }
}

const known = /^(?:type|notNull|unique|default|primaryKey|references|onDelete|onUpdate|check)$/;

/** What node-pg-migrate makes of types that PostgreSQL calls otherwise. */
const shorthands: Readonly<Record<string, string>> = {
  string: 'text',
  float: 'real',
  double: 'double precision',
  datetime: 'timestamp',
};

function columnSql(name: string, said: string): string | undefined {
  if (said === "'id'" || said === '"id"') return `${quoted(name)} serial PRIMARY KEY`;
  const options = said.startsWith('{') ? optionsOf(said) : new Map([['type', said]]);
  const type = stringOf(options?.get('type') ?? '');
  if (!options || type === undefined || [...options.keys()].some((key) => !known.test(key))) return undefined;
  const value = options.get('default');
  const standard =
    value === undefined
      ? undefined
      : (stringOf(/^pgm\.func\(([\s\S]+)\)$/.exec(value)?.[1] ?? '') ?? literalSql(value));
  if (value !== undefined && standard === undefined) return undefined;
  const to = options.has('references') ? stringOf(options.get('references') ?? '') : '';
  const check = options.has('check') ? stringOf(options.get('check') ?? '') : '';
  const actions = actionsSql(options.get('onDelete'), options.get('onUpdate'));
  if (to === undefined || check === undefined || actions === undefined) return undefined;
  return [
    quoted(name),
    shorthands[type] ?? type,
    options.get('primaryKey') === 'true' ? 'PRIMARY KEY' : '',
    options.get('notNull') === 'true' ? 'NOT NULL' : '',
    options.get('unique') === 'true' ? 'UNIQUE' : '',
    standard === undefined ? '' : `DEFAULT ${standard}`,
    to === '' ? '' : `REFERENCES ${to.replace(/^(\w+)$/, (table) => quoted(table))}`,
    actions.trim(),
    check === '' ? '' : `CHECK (${check})`,
  ]
    .filter(Boolean)
    .join(' ');
}
