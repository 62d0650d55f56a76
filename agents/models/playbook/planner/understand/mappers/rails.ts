import { singular } from '../../resolve/words.ts';
import { partsOf } from '../models/model.ts';
import { type Block, type BlockReader, column, indexSql, type Piece, plural } from './block.ts';
import { addColumn, columnRest, literalOf, optionsOf, sizedType, typeOf } from './column.ts';
import { listed, type Rule, rule, word } from './rule.ts';

const bare = (text: string): string => text.replace(/^[:"']|["']$/g, '');

/** `on_delete: :cascade` of a foreign key. */
function actionsOf(options: ReadonlyMap<string, string>): string | undefined {
  const said: Readonly<Record<string, string>> = {
    cascade: 'CASCADE',
    nullify: 'SET NULL',
    restrict: 'RESTRICT',
  };
  let sql = '';
  for (const [name, value] of options) {
    const event = { on_delete: 'DELETE', on_update: 'UPDATE' }[name];
    const action = said[bare(value)];
    if (event !== undefined && action !== undefined) sql += ` ON ${event} ${action}`;
    else if (name !== 'to_table' && name !== 'column' && name !== 'name') return undefined;
  }
  return sql;
}

/** `references :author, foreign_key: { to_table: :users }`: its columns and the index that Rails makes. */
function reference(name: string, rest: string): readonly Piece[] | undefined {
  const given = optionsOf(rest);
  if (!given) return undefined;
  const options = new Map(given);
  const take = (option: string): string | undefined => {
    const value = options.get(option);
    options.delete(option);
    return value;
  };
  const [key, index, type, polymorphic] = ['foreign_key', 'index', 'type', 'polymorphic'].map(take);
  const notNull = columnRest(options);
  const sort = type === undefined ? 'bigint' : typeOf(bare(type));
  if (notNull === undefined || sort === undefined || !/^(?:true|false)?$/.test(polymorphic ?? ''))
    return undefined;
  const inside = optionsOf(/^\{([\s\S]*)\}$/.exec(key ?? '')?.[1] ?? '');
  const unique = /^\{\s*unique:\s*true\s*\}$/.test(index ?? '');
  if (!inside || (index !== undefined && !unique && !/^(?:true|false)$/.test(index))) return undefined;
  const actions = actionsOf(inside);
  const called = inside.has('name') ? `CONSTRAINT ${bare(inside.get('name') ?? '')} ` : '';
  if (actions === undefined || (polymorphic === 'true' && key !== undefined)) return undefined;
  const to = bare(inside.get('to_table') ?? plural(name));
  const references = key === undefined || key === 'false' ? '' : `${called}REFERENCES ${to}${actions}`;
  const columns = polymorphic === 'true' ? [`${name}_type`, `${name}_id`] : [`${name}_id`];
  return [
    ...(polymorphic === 'true' ? [column(`${name}_type`, `varchar${notNull}`)] : []),
    column(`${name}_id`, `${sort}${notNull}`, references),
    // Its foreign key brings a plain one.
    ...(index === 'false' || (references !== '' && !unique)
      ? []
      : [{ kind: 'index' as const, columns, unique }]),
  ];
}

function reads(line: string): readonly Piece[] | undefined {
  const [, kind = '', said = ''] = /^t\.(\w+)\(? ?(.*?)\)?$/.exec(line) ?? [];
  const moments = ['created_at', 'updated_at'].map((name) => column(name, 'timestamptz NOT NULL'));
  if (kind === 'timestamps') return /^(?:null: false)?$/.test(said) ? moments : undefined;
  const [, listedNames = '', rest = ''] =
    /^((?:[:"']\w+["']?)(?:, ?[:"']\w+["']?)*|\[[^\]]*\])(.*)$/.exec(said) ?? [];
  const own = listed(listedNames) ?? [];
  const [name = ''] = own;
  if (own.length === 0) return undefined;
  if (kind === 'references' || kind === 'belongs_to')
    return own.length === 1 ? reference(name, rest) : undefined;
  if (kind === 'remove') return own.map((one) => ({ kind: 'change', sql: `DROP COLUMN ${one}` }));
  if (kind === 'rename')
    return own.length === 2 ? [{ kind: 'change', sql: `RENAME COLUMN ${own[0]} TO ${own[1]}` }] : undefined;
  if (kind === 'change') {
    const type = typeOf(bare(own[1] ?? ''));
    return own.length === 2 && rest === '' && type !== undefined
      ? [{ kind: 'change', sql: `ALTER COLUMN ${name} TYPE ${type}` }]
      : undefined;
  }
  if (kind === 'change_null') {
    const [, nullable] = /^, ?(true|false)$/.exec(rest) ?? [];
    return nullable === undefined
      ? undefined
      : [{ kind: 'change', sql: `ALTER COLUMN ${name} ${nullable === 'true' ? 'DROP' : 'SET'} NOT NULL` }];
  }
  const options = optionsOf(rest);
  if (!options) return undefined;
  if (kind === 'enum') {
    const type = bare(options.get('enum_type') ?? '');
    const others = new Map([...options].filter(([option]) => option !== 'enum_type'));
    const more = columnRest(others);
    return type === '' || more === undefined ? undefined : own.map((one) => column(one, `${type}${more}`));
  }
  if (kind === 'index') {
    if ([...options.keys()].some((option) => option !== 'unique' && option !== 'name')) return undefined;
    const called = bare(options.get('name') ?? '');
    return [
      {
        kind: 'index',
        columns: own,
        unique: options.get('unique') === 'true',
        ...(called ? { name: called } : {}),
      },
    ];
  }
  const index = options.get('index');
  const array = options.get('array');
  const left = new Map([...options].filter(([option]) => option !== 'index' && option !== 'array'));
  const [type, more] = [sizedType(kind, left), columnRest(left)];
  if (type === undefined || more === undefined || !/^(?:true|false)?$/.test(`${array ?? ''}`))
    return undefined;
  const unique = /^\{\s*unique:\s*true\s*\}$/.test(index ?? '');
  if (index !== undefined && !unique && !/^(?:true|false)$/.test(index)) return undefined;
  return own.flatMap((one): readonly Piece[] => [
    column(one, `${type}${array === 'true' ? '[]' : ''}${more}`),
    ...(index === undefined || index === 'false' ? [] : [{ kind: 'index' as const, columns: [one], unique }]),
  ]);
}

/** `create_table :posts do |t|`, `change_table :posts do |t|` */
export const railsBlocks: BlockReader = {
  opens(line): Block | undefined {
    const [, verb, table = '', rest = ''] =
      /^(create|change)_table\(? ?[:"'](\w+)["']?(.*?)\)? do \|t\|$/.exec(line) ?? [];
    const options = verb === undefined ? undefined : optionsOf(rest);
    if (!options) return undefined;
    const [id, ...others] = [options.get('id'), ...options.keys()].filter((one) => one !== 'id');
    const known = others.every((option) => /^(?:force|if_not_exists|bulk)$/.test(option ?? ''));
    if (!known) return undefined;
    const key =
      id === undefined
        ? [column('id', 'bigserial PRIMARY KEY')]
        : id === 'false'
          ? []
          : /^:(?:uuid)$/.test(id)
            ? [column('id', 'uuid PRIMARY KEY DEFAULT gen_random_uuid()')]
            : undefined;
    return key && { table, create: verb === 'create', pieces: verb === 'create' ? key : [] };
  },
  closes: /^end$/,
  reads,
};

export const rails: readonly Rule[] = [
  rule(`add_column\\(? ?${word}, ?${word}, ?${word}(.*?)\\)?`, (table, column, type, options) =>
    addColumn(table ?? '', column ?? '', type ?? '', options ?? ''),
  ),
  rule(`add_(?:reference|belongs_to)\\(? ?${word}, ?${word}(.*?)\\)?`, (table, name, options) =>
    statements(table ?? '', reference(name ?? '', options ?? '')),
  ),
  rule(`add_timestamps\\(? ?${word}(?:, ?null: false)?\\)?`, (table) =>
    statements(table ?? '', reads('t.timestamps')),
  ),
  rule(`add_foreign_key\\(? ?${word}, ?${word}(.*?)\\)?`, (table, to, options) => {
    const given = optionsOf(options ?? '');
    const actions = given && actionsOf(given);
    const name = given?.get('name');
    const own = bare(given?.get('column') ?? `${singular(to ?? '')}_id`);
    return actions === undefined
      ? undefined
      : `ALTER TABLE ${table} ADD ${name === undefined ? '' : `CONSTRAINT ${bare(name)} `}FOREIGN KEY (${own}) REFERENCES ${to}${actions}`;
  }),
  rule(
    `remove_column\\(? ?${word}, ?${word}.*`,
    (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ),
  rule(
    `rename_column\\(? ?${word}, ?${word}, ?${word}\\)?`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
  rule(`rename_table\\(? ?${word}, ?${word}\\)?`, (from, to) => `ALTER TABLE ${from} RENAME TO ${to}`),
  rule(`drop_table\\(? ?${word}\\)?`, (table) => `DROP TABLE ${table}`),
  rule(`add_index\\(? ?${word}, ?(\\[[^\\]]*\\]|[:"']\\w+["']?)(.*?)\\)?`, (table, columns, rest) => {
    const options = optionsOf(rest ?? '');
    if (
      options === undefined ||
      [...options.keys()].some(
        (name) => !['unique', 'name', 'algorithm', 'where', 'using', 'if_not_exists'].includes(name),
      )
    )
      return undefined;
    const [name, where, using] = ['name', 'where', 'using'].map((one) => options.get(one));
    const keys = listed(columns ?? '');
    if (!keys) return undefined;
    const sql = indexSql(using === undefined ? (table ?? '') : `${table} USING ${bare(using)}`, {
      columns: keys,
      unique: options.get('unique') === 'true',
      name: name === undefined ? undefined : bare(name),
    });
    return where === undefined ? sql : `${sql} WHERE ${bare(where)}`;
  }),
  rule(`change_column_default\\(? ?${word}, ?${word}, ?(.*?)\\)?`, (table, column, rest) => {
    const to = /(?:^|\bto: ?)((?:"[^"]*"|'[^']*'|:\w+|-?[\d.]+|true|false|nil|-> ?\{[^{}]*\}))$/.exec(
      rest ?? '',
    )?.[1];
    const value = to === undefined ? undefined : literalOf(to);
    const at = `ALTER TABLE ${table} ALTER COLUMN ${column}`;
    return value === undefined
      ? undefined
      : value === 'NULL'
        ? `${at} DROP DEFAULT`
        : `${at} SET DEFAULT ${value}`;
  }),
  rule(
    `add_check_constraint\\(? ?${word}, ?("[^"]*"|'[^']*')(?:, ?name: ?${word})?\\)?`,
    (table, check, name) =>
      `ALTER TABLE ${table} ADD ${name ? `CONSTRAINT ${name} ` : ''}CHECK (${bare(check ?? '')})`,
  ),
  rule(`create_enum\\(? ?${word}, ?(\\[[^\\]]*\\]|%w\\[[^\\]]*\\])\\)?`, (name, given = '') => {
    const words = /^%w\[(.*)\]$/.exec(given)?.[1]?.trim().split(/\s+/);
    const labels = words ?? partsOf(given.slice(1, -1)).map((one) => literalOf(one)?.slice(1, -1));
    return labels.every((one) => one !== undefined)
      ? `CREATE TYPE ${name} AS ENUM (${labels.map((label) => `'${label}'`).join(', ')})`
      : undefined;
  }),
  rule(`remove_index\\(? ?${word}, ?name: ?${word}\\)?`, (_, name) => `DROP INDEX ${name}`),
  rule(`execute\\(? ?("[^"]*"|'[^']*')\\)?`, (sql) => bare(sql ?? '').replace(/;\s*$/, '')),
  rule(
    `change_column_null\\(? ?${word}, ?${word}, ?(true|false)\\)?`,
    (table, column, nullable) =>
      `ALTER TABLE ${table} ALTER COLUMN ${column} ${nullable === 'true' ? 'DROP' : 'SET'} NOT NULL`,
  ),
  rule(`change_column\\(? ?${word}, ?${word}, ?${word}\\)?`, (table, column, type) => {
    const known = typeOf(type ?? '');
    return known === undefined ? undefined : `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${known}`;
  }),
];

/** Several statements of one line. */
const statements = (table: string, pieces: readonly Piece[] | undefined): string | undefined =>
  pieces &&
  [
    ...pieces.flatMap((one) => (one.kind === 'column' ? [`ALTER TABLE ${table} ADD COLUMN ${one.sql}`] : [])),
    ...pieces.flatMap((one) => (one.kind === 'index' ? [indexSql(table, one)] : [])),
  ].join(';\n');
