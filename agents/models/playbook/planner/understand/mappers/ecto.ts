import { type Block, type BlockReader, column, indexSql, type Piece } from './block.ts';
import { columnRest, optionsOf, sizedType } from './column.ts';
import { listed, type Rule, rule, word } from './rule.ts';

const types: Readonly<Record<string, string>> = {
  string: 'varchar(255)',
  id: 'bigint',
  binary_id: 'uuid',
  utc_datetime: 'timestamp',
  utc_datetime_usec: 'timestamp',
  naive_datetime: 'timestamp',
  naive_datetime_usec: 'timestamp',
  map: 'jsonb',
};
const actions: Readonly<Record<string, string>> = {
  delete_all: ' ON DELETE CASCADE',
  nilify_all: ' ON DELETE SET NULL',
  restrict: ' ON DELETE RESTRICT',
  nothing: '',
};

const typeOf = (name: string, options: ReadonlyMap<string, string>): string | undefined =>
  options.has('size') && name === 'string'
    ? `varchar(${options.get('size')})`
    : (types[name] ?? sizedType(name, options));

/** `:users, on_delete: :delete_all, type: :binary_id` of references(). */
function reference(inside: string): { readonly type: string; readonly sql: string } | undefined {
  const [, table = '', rest = ''] = /^:(\w+)(.*)$/.exec(inside.trim()) ?? [];
  const options = optionsOf(rest);
  if (table === '' || !options) return undefined;
  const known = new Set(['on_delete', 'type', 'column', 'name']);
  const action = actions[(options.get('on_delete') ?? ':nothing').slice(1)];
  const type = typeOf((options.get('type') ?? ':id').slice(1), new Map());
  const key = options.get('column')?.slice(1);
  if ([...options.keys()].some((option) => !known.has(option)) || action === undefined || type === undefined)
    return undefined;
  const name = options.get('name')?.replace(/^[:"]|"$/g, '');
  const called = name === undefined ? '' : `CONSTRAINT ${name} `;
  return { type, sql: `${called}REFERENCES ${table}${key === undefined ? '' : ` (${key})`}${action}` };
}

function reads(line: string): readonly Piece[] | undefined {
  const moments = /^timestamps(?:\(([^()]*)\)| (.+))?$/.exec(line);
  if (moments) {
    const options = optionsOf(moments[1] ?? moments[2] ?? '');
    const type = typeOf((options?.get('type') ?? ':naive_datetime').slice(1), new Map());
    const known = [...(options?.keys() ?? ['?'])].every((one) =>
      /^(?:type|(?:inserted|updated)_at)$/.test(one),
    );
    const names = ['inserted_at', 'updated_at'].flatMap((name) => {
      const said = options?.get(name);
      return said === 'false' ? [] : [said?.slice(1) ?? name];
    });
    return type === undefined || !known ? undefined : names.map((name) => column(name, `${type} NOT NULL`));
  }
  const removed = /^remove(?:\(| ) ?:(\w+)(?:, ?:\w+)?\)?$/.exec(line)?.[1];
  if (removed !== undefined) return [{ kind: 'change', sql: `DROP COLUMN ${removed}` }];
  const [, verb, name = '', said = ''] = /^(add|modify)(?:\(| ) ?:(\w+), ?(.*?)\)?$/.exec(line) ?? [];
  const [, inside, plain, array, rest = ''] =
    /^(?:references\(([^()]*)\)?|:(\w+)|\{:array, ?:(\w+)\})(.*)$/.exec(said) ?? [];
  const options = optionsOf(rest);
  if (verb === undefined || !options) return undefined;
  const key = options.get('primary_key') === 'true';
  const left = new Map([...options].filter(([option]) => option !== 'primary_key'));
  const to = inside === undefined ? undefined : reference(inside);
  const type = inside === undefined ? typeOf(plain ?? array ?? '', left) : to?.type;
  const more = columnRest(left);
  if (type === undefined || more === undefined) return undefined;
  if (verb === 'add')
    return [
      column(name, `${type}${array === undefined ? '' : '[]'}${more}`, to?.sql, key ? 'PRIMARY KEY' : ''),
    ];
  // A type alone, or with NULL: what else it says is not told by a line.
  if (to || array !== undefined || left.has('default')) return undefined;
  return [
    { kind: 'change', sql: `ALTER COLUMN ${name} TYPE ${type}` },
    ...(left.has('null')
      ? [
          {
            kind: 'change' as const,
            sql: `ALTER COLUMN ${name} ${more.includes('NOT NULL') ? 'SET' : 'DROP'} NOT NULL`,
          },
        ]
      : []),
  ];
}

/** `create table(:posts) do`, `alter table(:posts) do` */
export const ectoBlocks: BlockReader = {
  opens(line): Block | undefined {
    const [, verb, table = '', rest = ''] =
      /^(create|alter)(?:_if_not_exists)? table\(:(\w+)(?:, ?(.*?))?\) do$/.exec(line) ?? [];
    if (verb === undefined || !/^(?:primary_key: false)?$/.test(rest)) return undefined;
    const key = verb === 'create' && rest === '' ? [column('id', 'bigserial PRIMARY KEY')] : [];
    return { table, create: verb === 'create', pieces: key };
  },
  closes: /^end$/,
  reads,
};

export const ecto: readonly Rule[] = [
  rule(
    `create (unique_)?index\\(${word}, ?(\\[[^\\]]*\\]|:\\w+)(?:, ?name: ?[:"](\\w+)"?)?\\)`,
    (unique, table, columns, name) => {
      const keys = listed(columns ?? '');
      return (
        keys &&
        indexSql(table ?? '', { columns: keys, unique: unique !== '', name: name === '' ? undefined : name })
      );
    },
  ),
  rule(`drop(?:_if_exists)? table\\(${word}\\)`, (table) => `DROP TABLE ${table}`),
  rule(
    `rename table\\(${word}\\), ?:(\\w+), ?to: ?:(\\w+)`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
];
