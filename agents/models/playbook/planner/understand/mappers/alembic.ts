import { actionsSql, literalSql, optionsOf, partsOf, quoted, textIn } from '../models/model.ts';
import { sqlalchemyColumn } from '../models/sqlalchemy.ts';
import { indexSql } from './block.ts';
import { listed, type Rule, rule, word } from './rule.ts';

const names = (given: string | undefined): readonly string[] => (given ?? '').match(/\w+/g) ?? [];

/** What is given in order, and what is given by name. */
function argumentsOf(inside: string): { given: readonly string[]; options: ReadonlyMap<string, string> } {
  const parts = partsOf(inside);
  const isOption = (part: string): boolean => /^\w+\s*=(?!=)/.test(part);
  const options = optionsOf(parts.filter(isOption).join(', ')) ?? new Map<string, string>();
  return { given: parts.filter((part) => !isOption(part)), options };
}

/** `sa.Column("a", sa.Integer(), nullable=False)` as CREATE TABLE has it. */
function columnSql(part: string): string | undefined {
  const [, own = '', inside = ''] =
    /^sa\.Column\(\s*["'](\w+)["']\s*,\s*([\s\S]*)\)$/.exec(part.trim()) ?? [];
  const read = own === '' ? undefined : sqlalchemyColumn(`${own} = Column(${inside})`);
  if (!read || read.index || read.notes.length > 0) return undefined;
  const { name, type, notNull, rest } = read.column;
  const serial = rest.includes('SERIAL');
  return [
    quoted(name),
    serial ? 'serial' : type,
    notNull && !rest.includes('PRIMARY KEY') ? 'NOT NULL' : '',
    ...rest.filter((one) => one !== 'SERIAL'),
  ]
    .filter(Boolean)
    .join(' ');
}

const called = (name: string | undefined): string => (name === undefined ? '' : `CONSTRAINT ${name} `);

function foreignKey(
  name: string | undefined,
  own: readonly string[],
  table: string,
  to: readonly string[],
  options: ReadonlyMap<string, string>,
): string | undefined {
  if ([...options.keys()].some((one) => !/^(?:ondelete|onupdate|name)$/.test(one))) return undefined;
  const actions = actionsSql(options.get('ondelete'), options.get('onupdate'));
  if (actions === undefined) return undefined;
  return `${called(name)}FOREIGN KEY (${own.join(', ')}) REFERENCES ${table} (${to.join(', ')})${actions}`;
}

/** A line of `op.create_table`; undefined for what is not known. */
function tableLine(part: string): string | undefined {
  const [, kind = '', inside = ''] = /^sa\.(\w+)\(([\s\S]*)\)$/.exec(part.trim()) ?? [];
  if (kind === 'Column') return columnSql(part);
  const { given, options } = argumentsOf(inside);
  const name = textIn(options.get('name')?.replace(/^op\.f\(([\s\S]*)\)$/, '$1'));
  if (kind === 'ForeignKeyConstraint') {
    const to = names(given[1]);
    const [table = '', key = ''] = to.slice(-2);
    return to.length === 2 ? foreignKey(name, names(given[0]), table, [key], options) : undefined;
  }
  if ([...options.keys()].some((one) => one !== 'name')) return undefined;
  const columns = given.map(textIn);
  if (kind === 'CheckConstraint')
    return columns[0] === undefined ? undefined : `${called(name)}CHECK (${columns[0]})`;
  const sort = { PrimaryKeyConstraint: 'PRIMARY KEY', UniqueConstraint: 'UNIQUE' }[kind];
  return sort === undefined || columns.some((one) => one === undefined)
    ? undefined
    : `${called(name)}${sort} (${columns.join(', ')})`;
}

function createTable(inside: string): string | undefined {
  const { given, options } = argumentsOf(inside);
  const [first, ...parts] = given;
  const lines = parts.map(tableLine);
  const table = textIn(first);
  return table === undefined || options.size > 0 || !lines.every((line) => line !== undefined)
    ? undefined
    : `CREATE TABLE ${table} (${lines.join(', ')})`;
}

/** What `op.alter_column` changes: one thing, or its type and NULL. */
function alterColumn(table: string, column: string, rest: string): string | undefined {
  const { given, options } = argumentsOf(rest);
  const known = [
    'new_column_name',
    'nullable',
    'type_',
    'existing_type',
    'existing_nullable',
    'existing_server_default',
    'server_default',
  ];
  if (given.length > 0 || [...options.keys()].some((one) => !known.includes(one))) return undefined;
  const at = `ALTER TABLE ${table} ALTER COLUMN ${column}`;
  const [to, nullable, type, standard] = ['new_column_name', 'nullable', 'type_', 'server_default'].map(
    (one) => options.get(one),
  );
  const typed = type === undefined ? undefined : sqlalchemyColumn(`a = Column(${type})`)?.column.type;
  if (type !== undefined && typed === undefined) return undefined;
  const value = standard === 'None' ? 'None' : literalSql(textIn(standard) ?? '');
  if (standard !== undefined && value === undefined) return undefined;
  if (to !== undefined && textIn(to) === undefined) return undefined;
  if (nullable !== undefined && !/^(?:True|False)$/.test(nullable)) return undefined;
  const made = [
    ...(to === undefined ? [] : [`ALTER TABLE ${table} RENAME COLUMN ${column} TO ${textIn(to)}`]),
    ...(typed === undefined ? [] : [`${at} TYPE ${typed}`]),
    ...(standard === undefined
      ? []
      : [value === 'None' ? `${at} DROP DEFAULT` : `${at} SET DEFAULT ${value}`]),
    ...(nullable === undefined ? [] : [`${at} ${nullable === 'True' ? 'DROP' : 'SET'} NOT NULL`]),
  ];
  return made.length === 0 || (to !== undefined && made.length > 1) ? undefined : made.join(';\n');
}

const textOf = (given: string | undefined): string | undefined =>
  textIn(given?.replace(/^(?:sa\.)?text\(([\s\S]*)\)$/, '$1'));

/** With `postgresql_where=sa.text('…')`, `postgresql_using='gin'`. */
function createIndex(
  name: string | undefined,
  table: string,
  columns: string,
  rest: string,
): string | undefined {
  const { given, options } = argumentsOf(rest.replace(/^\s*,/, ''));
  const known = [
    'unique',
    'postgresql_where',
    'postgresql_using',
    'if_not_exists',
    'postgresql_concurrently',
  ];
  if (given.length > 0 || [...options.keys()].some((one) => !known.includes(one))) return undefined;
  const [where, using] = ['postgresql_where', 'postgresql_using'].map((one) => textOf(options.get(one)));
  const keys = listed(columns);
  if (!keys || [...options.keys()].some((one) => /where|using/.test(one) && !textOf(options.get(one))))
    return undefined;
  const sql = indexSql(using === undefined ? table : `${table} USING ${using}`, {
    columns: keys,
    unique: options.get('unique') === 'True',
    name,
  });
  return where === undefined ? sql : `${sql} WHERE ${where}`;
}

export const alembic: readonly Rule[] = [
  rule(`op\\.execute\\( ?(?:sa\\.text\\()?((?:"[^"]*"|'[^']*'))\\)? ?\\)`, (sql) =>
    textIn(sql)?.replace(/;\s*$/, ''),
  ),
  rule(`op\\.add_column\\( ?${word}, ?(sa\\.Column\\(.*\\)) ?\\)`, (table, column) => {
    const sql = columnSql(column ?? '');
    return sql === undefined ? undefined : `ALTER TABLE ${table} ADD COLUMN ${sql}`;
  }),
  rule(
    `op\\.drop_column\\( ?${word}, ?${word} ?\\)`,
    (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ),
  rule(`op\\.alter_column\\( ?${word}, ?${word}, ?(.*)\\)`, (table, column, rest) =>
    alterColumn(table ?? '', column ?? '', rest ?? ''),
  ),
  rule(`op\\.create_table\\((.*)\\)`, (inside) => createTable(inside ?? '')),
  rule(`op\\.drop_table\\( ?${word} ?\\)`, (table) => `DROP TABLE ${table}`),
  rule(`op\\.rename_table\\( ?${word}, ?${word} ?\\)`, (from, to) => `ALTER TABLE ${from} RENAME TO ${to}`),
  rule(
    `op\\.create_index\\( ?(?:op\\.f\\()?${word}\\)?, ?${word}, ?(\\[[^\\]]*\\])(.*) ?\\)`,
    (name, table, columns, rest) => createIndex(name, table ?? '', columns ?? '', rest ?? ''),
  ),
  rule(
    `op\\.drop_index\\( ?(?:op\\.f\\()?${word}\\)?(?:, ?(?:table_name ?= ?)?${word})? ?\\)`,
    (name) => `DROP INDEX ${name}`,
  ),
  rule(
    `op\\.drop_constraint\\( ?(?:op\\.f\\()?${word}\\)?, ?${word}(?:, ?type_ ?= ?${word})? ?\\)`,
    (name, table) => `ALTER TABLE ${table} DROP CONSTRAINT ${name}`,
  ),
  rule(
    `op\\.create_unique_constraint\\( ?(?:op\\.f\\()?${word}\\)?, ?${word}, ?(\\[[^\\]]*\\]) ?\\)`,
    (name, table, columns) => {
      const keys = listed(columns ?? '');
      return (
        keys &&
        `ALTER TABLE ${table} ADD ${called(name === 'None' ? undefined : name)}UNIQUE (${keys.join(', ')})`
      );
    },
  ),
  rule(`op\\.create_check_constraint\\( ?${word}, ?${word}, ?(["'].*["']) ?\\)`, (name, table, check) => {
    const sql = textIn(check);
    return sql === undefined ? undefined : `ALTER TABLE ${table} ADD ${called(name)}CHECK (${sql})`;
  }),
  rule(
    `op\\.create_foreign_key\\( ?(?:op\\.f\\()?${word}\\)?, ?${word}, ?${word}, ?(\\[[^\\]]*\\]), ?(\\[[^\\]]*\\])(.*)\\)`,
    (name, table, to, own, keys, rest) => {
      const { given, options } = argumentsOf(rest ?? '');
      const key = foreignKey(name === 'None' ? undefined : name, names(own), to ?? '', names(keys), options);
      return key === undefined || given.length > 0 ? undefined : `ALTER TABLE ${table} ADD ${key}`;
    },
  ),
];
