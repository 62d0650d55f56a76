import { actionsSql, optionsOf, partsOf, quoted } from '../models/model.ts';
import { indexSql } from './block.ts';
import { callsOn, stringOf } from './calls.ts';

/** The statements of a migration of TypeORM; undefined where one of its calls is not known. */
export function typeormSql(text: string): readonly string[] | undefined {
  if (!/\bqueryRunner\s*\./.test(text)) return undefined;
  const made = callsOn('queryRunner', text)?.map(([name, inside]) => callSql(name, partsOf(inside)));
  return made?.every((one) => one !== undefined) ? made.flat() : undefined;
}

const optionsIn = (given: string | undefined, kind: string): ReadonlyMap<string, string> | undefined => {
  const inside = new RegExp(String.raw`^(?:new\s+${kind}\(\s*)?(\{[\s\S]*\})\s*\)?$`).exec(
    given?.trim() ?? '',
  )?.[1];
  return inside === undefined ? undefined : optionsOf(inside);
};

function callSql(name: string, given: readonly string[]): readonly string[] | undefined {
  const [first = '', second = '', third = ''] = given;
  const table = stringOf(first);
  if (name === 'query') {
    const sql = given.length === 1 ? stringOf(first) : undefined;
    return sql === undefined ? undefined : [sql.trim().replace(/;$/, '')];
  }
  if (name === 'createTable') return createTable(first);
  if (table === undefined) return undefined;
  const at = `ALTER TABLE ${quoted(table)}`;
  if (name === 'addColumn') {
    const sql = columnSql(optionsIn(second, 'TableColumn'));
    return sql === undefined ? undefined : [`${at} ADD COLUMN ${sql}`];
  }
  if (name === 'dropColumn') {
    const column = stringOf(second);
    return column === undefined ? undefined : [`${at} DROP COLUMN ${quoted(column)}`];
  }
  if (name === 'renameColumn') {
    const [from, to] = [stringOf(second), stringOf(third)];
    return from === undefined || to === undefined
      ? undefined
      : [`${at} RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`];
  }
  if (name === 'createIndex') {
    const options = optionsIn(second, 'TableIndex');
    const columns = namesIn(options?.get('columnNames'));
    if (
      !options ||
      !columns ||
      [...options.keys()].some((key) => !/^(?:name|columnNames|isUnique)$/.test(key))
    )
      return undefined;
    const called = stringOf(options.get('name') ?? '');
    return [
      indexSql(quoted(table), {
        columns: columns.map(quoted),
        unique: options.get('isUnique') === 'true',
        name: called === undefined ? undefined : quoted(called),
      }),
    ];
  }
  if (name === 'createForeignKey') {
    const options = optionsIn(second, 'TableForeignKey');
    const key = options && keySql(options);
    return key === undefined ? undefined : [`${at} ADD ${key}`];
  }
  return undefined;
}

function namesIn(list: string | undefined): readonly string[] | undefined {
  const inside = /^\[([\s\S]*)\]$/.exec(list?.trim() ?? '')?.[1];
  const names = inside === undefined ? [] : partsOf(inside).map(stringOf);
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
}

function keySql(options: ReadonlyMap<string, string>): string | undefined {
  const [own, to] = [namesIn(options.get('columnNames')), namesIn(options.get('referencedColumnNames'))];
  const table = stringOf(options.get('referencedTableName') ?? '');
  const known = [
    'name',
    'columnNames',
    'referencedColumnNames',
    'referencedTableName',
    'onDelete',
    'onUpdate',
  ];
  const name = stringOf(options.get('name') ?? '');
  const actions = actionsSql(options.get('onDelete'), options.get('onUpdate'));
  if (!own || !to || table === undefined || actions === undefined) return undefined;
  if ([...options.keys()].some((key) => !known.includes(key)) || (options.has('name') && name === undefined))
    return undefined;
  return `${name === undefined ? '' : `CONSTRAINT ${quoted(name)} `}FOREIGN KEY (${own.map(quoted).join(', ')}) REFERENCES ${quoted(table)} (${to.map(quoted).join(', ')})${actions}`;
}

const listed = (list: string | undefined): readonly string[] =>
  list === undefined ? [] : partsOf(/^\[([\s\S]*)\]$/.exec(list.trim())?.[1] ?? '');

function createTable(given: string): readonly string[] | undefined {
  const options = optionsIn(given, 'Table');
  const table = stringOf(options?.get('name') ?? '');
  if (
    !options ||
    table === undefined ||
    [...options.keys()].some((key) => !/^(?:name|columns|foreignKeys)$/.test(key))
  )
    return undefined;
  const lines = [
    ...listed(options.get('columns')).map((one) => columnSql(optionsIn(one, 'TableColumn'))),
    ...listed(options.get('foreignKeys')).map((one) => {
      const key = optionsIn(one, 'TableForeignKey');
      return key && keySql(key);
    }),
  ];
  return lines.length > 0 && lines.every((line) => line !== undefined)
    ? [`CREATE TABLE ${quoted(table)} (${lines.join(', ')})`]
    : undefined;
}

const known =
  /^(?:name|type|isNullable|isUnique|isPrimary|isGenerated|generationStrategy|default|length|precision|scale)$/;

const counted: Readonly<Record<string, string>> = {
  int: 'serial',
  integer: 'serial',
  bigint: 'bigserial',
  smallint: 'smallserial',
};

/** `{ name: 'priority', type: 'int', isNullable: false, default: 0 }` */
function columnSql(options: ReadonlyMap<string, string> | undefined): string | undefined {
  const name = stringOf(options?.get('name') ?? '');
  let type = stringOf(options?.get('type') ?? '');
  if (
    !options ||
    name === undefined ||
    type === undefined ||
    [...options.keys()].some((key) => !known.test(key))
  )
    return undefined;
  const is = (key: string): boolean => options.get(key) === 'true';
  const length = options.get('length')?.replace(/['"]/g, '');
  if (length !== undefined) type = `${type}(${length})`;
  const size = [options.get('precision'), options.get('scale')].filter((one) => one !== undefined).join(', ');
  if (size !== '') type = `${type}(${size})`;
  const strategy = stringOf(options.get('generationStrategy') ?? '');
  let standard = options.get('default');
  if (standard !== undefined)
    standard = stringOf(standard) ?? (/^(?:-?[\d.]+|true|false)$/.test(standard) ? standard : '');
  if (standard === '') return undefined;
  if (is('isGenerated') && strategy === 'uuid') standard ??= 'gen_random_uuid()';
  if (is('isGenerated') && strategy !== 'uuid') type = counted[type];
  if (type === undefined) return undefined;
  return [
    quoted(name),
    type,
    is('isPrimary') ? 'PRIMARY KEY' : is('isNullable') ? '' : 'NOT NULL',
    is('isUnique') ? 'UNIQUE' : '',
    standard === undefined ? '' : `DEFAULT ${standard}`,
  ]
    .filter(Boolean)
    .join(' ');
}
