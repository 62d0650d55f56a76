import { actionSql, callsOf, partsOf, textIn } from '../models/model.ts';
import { type Block, type BlockReader, column, type Piece, plural } from './block.ts';
import { literalOf, typeOf } from './column.ts';
import { type Rule, rule, word } from './rule.ts';

const types: Readonly<Record<string, string>> = {
  string: 'varchar(255)',
  longText: 'text',
  mediumText: 'text',
  unsignedInteger: 'integer',
  unsignedBigInteger: 'bigint',
  tinyInteger: 'smallint',
  unsignedSmallInteger: 'smallint',
  unsignedTinyInteger: 'smallint',
  unsignedMediumInteger: 'integer',
  mediumInteger: 'integer',
  tinyText: 'text',
  ulid: 'char(26)',
  foreignUlid: 'char(26)',
  ipAddress: 'inet',
  macAddress: 'macaddr',
  jsonb: 'jsonb',
  json: 'json',
  dateTimeTz: 'timestamptz',
  float: 'double precision',
  year: 'integer',
  char: 'char(255)',
  foreignId: 'bigint',
  foreignUuid: 'uuid',
  dateTime: 'timestamp',
  timestamp: 'timestamp',
  timestampTz: 'timestamptz',
  double: 'double precision',
  decimal: 'numeric(8, 2)',
};
const actions: Readonly<Record<string, string>> = {
  cascadeOnDelete: ' ON DELETE CASCADE',
  nullOnDelete: ' ON DELETE SET NULL',
  restrictOnDelete: ' ON DELETE RESTRICT',
  cascadeOnUpdate: ' ON UPDATE CASCADE',
};

function names(given: string | undefined): readonly string[] | undefined {
  const inside = /^\[([\s\S]*)\]$/.exec(given ?? '')?.[1];
  const list = (inside === undefined ? [given ?? ''] : partsOf(inside)).map(textIn);
  return list.length > 0 && list.every((one) => one !== undefined) ? list : undefined;
}

function reads(line: string): readonly Piece[] | undefined {
  const [made, ...calls] = callsOf(line.replace(/^\$table/, '').replaceAll('->', '.')) ?? [];
  if (!line.startsWith('$table') || !made) return undefined;
  const [kind, inside] = made;
  const given = partsOf(inside);
  const [first = '', ...more] = names(given[0]) ?? [];
  if (kind === 'id' || kind === 'bigIncrements')
    return calls.length > 0 ? undefined : [column(first || 'id', 'bigserial PRIMARY KEY')];
  if (kind === 'increments') return calls.length > 0 ? undefined : [column(first, 'serial PRIMARY KEY')];
  if (/^timestamps(?:Tz)?$/.test(kind) && calls.length === 0 && inside === '')
    return ['created_at', 'updated_at'].map((name) =>
      column(name, kind === 'timestamps' ? 'timestamp' : 'timestamptz'),
    );
  if (kind === 'rememberToken') return [column('remember_token', 'varchar(100)')];
  if (/^softDeletes(?:Tz)?$/.test(kind) && calls.length === 0 && given.length < 2)
    return [column(first || 'deleted_at', kind === 'softDeletes' ? 'timestamp' : 'timestamptz')];
  if (first === '') return undefined;
  if (kind === 'dropColumn') {
    const dropped = given.flatMap((one) => names(one) ?? ['']);
    return dropped.includes('')
      ? undefined
      : dropped.map((name) => ({ kind: 'change', sql: `DROP COLUMN ${name}` }));
  }
  if (kind === 'renameColumn') {
    const to = textIn(given[1]);
    return to === undefined ? undefined : [{ kind: 'change', sql: `RENAME COLUMN ${first} TO ${to}` }];
  }
  if (kind === 'unique' || kind === 'index') {
    const name = textIn(given[1]);
    if (calls.length > 0 || (given.length > 1 && name === undefined)) return undefined;
    return [
      {
        kind: 'index',
        columns: [first, ...more],
        unique: kind === 'unique',
        ...(name === undefined ? {} : { name }),
      },
    ];
  }
  const called = given.length === 1 ? '' : textIn(given[1]) && `CONSTRAINT ${textIn(given[1])} `;
  if (kind === 'primary')
    return calls.length > 0 || called === undefined
      ? undefined
      : [{ kind: 'constraint', sql: `${called}PRIMARY KEY (${[first, ...more].join(', ')})` }];
  const to = referenceOf(calls, first);
  if (kind === 'foreign')
    return to && called !== undefined && more.length === 0 && calls.every(([call]) => ofKey.test(call))
      ? [{ kind: 'constraint', sql: `${called}FOREIGN KEY (${first}) ${to}` }]
      : undefined;
  if (kind === 'enum') {
    const values = names(given[1]);
    const pieces = values && to !== undefined ? columnOf(first, 'varchar(255)', calls, to) : undefined;
    return (
      pieces && [
        ...pieces,
        {
          kind: 'constraint',
          sql: `CHECK (${first} IN (${values?.map((one) => `'${one}'`).join(', ')}))`,
        },
      ]
    );
  }
  const size = given.slice(1).join(', ');
  const type =
    size === ''
      ? (types[kind] ?? typeOf(kind))
      : /^(?:string|char)$/.test(kind) && /^\d+$/.test(size)
        ? `${kind === 'char' ? 'char' : 'varchar'}(${size})`
        : kind === 'decimal' && /^\d+(?:, \d+)?$/.test(size)
          ? `numeric(${size})`
          : undefined;
  return type === undefined || to === undefined ? undefined : columnOf(first, type, calls, to);
}

const ofKey =
  /^(?:references|on|onDelete|onUpdate|constrained|cascadeOnDelete|nullOnDelete|restrictOnDelete|cascadeOnUpdate)$/;

/** `constrained()`, `references('id')->on('users')->onDelete('cascade')`; empty where it refers to nothing. */
function referenceOf(calls: readonly (readonly [string, string])[], own: string): string | undefined {
  const said = new Map(calls.filter(([call]) => ofKey.test(call)));
  if (said.size === 0) return '';
  const constrained = said.get('constrained');
  // With more in the brackets the key or the names are others.
  if (constrained && textIn(constrained) === undefined) return undefined;
  const table =
    constrained === undefined
      ? textIn(said.get('on'))
      : (textIn(constrained) ?? plural(own.replace(/_id$/, '')));
  const key = textIn(said.get('references')) ?? (constrained === undefined ? undefined : 'id');
  if (table === undefined || key === undefined) return undefined;
  let sql = `REFERENCES ${table} (${key})`;
  for (const [call, inside] of said) {
    const event = ({ onDelete: 'DELETE', onUpdate: 'UPDATE' } as const)[call];
    const action = actions[call] ?? (event === undefined ? '' : actionSql(event, inside));
    if (action === undefined) return undefined;
    sql += action;
  }
  return sql;
}

function columnOf(
  name: string,
  type: string,
  calls: readonly (readonly [string, string])[],
  to: string,
): readonly Piece[] | undefined {
  let notNull = true;
  const rest: string[] = [];
  const indexes: Piece[] = [];
  for (const [call, inside] of calls.filter(([one]) => !ofKey.test(one))) {
    if (call === 'nullable') notNull = inside === 'false';
    else if (call === 'default') {
      const value = literalOf(inside);
      if (value === undefined) return undefined;
      rest.push(`DEFAULT ${value}`);
    } else if (call === 'useCurrent') rest.push('DEFAULT now()');
    else if (call === 'primary') rest.push('PRIMARY KEY');
    else if (call === 'unique' && inside === '') rest.push('UNIQUE');
    else if (call === 'index' && inside === '')
      indexes.push({ kind: 'index', columns: [name], unique: false });
    else if (!/^(?:after|unsigned|comment)$/.test(call) || call === 'comment') return undefined;
  }
  return [
    column(name, type, notNull && !rest.includes('PRIMARY KEY') ? 'NOT NULL' : '', ...rest, to),
    ...indexes,
  ];
}

/** `Schema::create('posts', function (Blueprint $table) {`, `Schema::table(…` */
export const laravelBlocks: BlockReader = {
  opens(line): Block | undefined {
    const [, verb, table = ''] =
      /^Schema::(create|table)\( ?['"](\w+)['"], ?(?:static )?function ?\(Blueprint \$table\)(?:: ?void)? ?\{$/.exec(
        line,
      ) ?? [];
    return verb === undefined ? undefined : { table, create: verb === 'create', pieces: [] };
  },
  closes: /^\}\);?$/,
  reads,
};

export const laravel: readonly Rule[] = [
  rule(`Schema::drop(?:IfExists)?\\( ?${word} ?\\)`, (table) => `DROP TABLE ${table}`),
  rule(`Schema::rename\\( ?${word}, ?${word} ?\\)`, (from, to) => `ALTER TABLE ${from} RENAME TO ${to}`),
];
