import {
  actionsSql,
  closing,
  literalSql,
  type Model,
  type ModelColumn,
  type ModelEnum,
  type ModelIndex,
  optionsOf,
  partsOf,
  type Schema,
  textIn,
} from './model.ts';

/** What TypeScript's own types are in a column that names none. */
const plain: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'integer',
  boolean: 'boolean',
  Date: 'timestamp',
};
/** Types that are called the same, or so, in PostgreSQL. */
const types: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'text varchar int integer bigint smallint boolean uuid date timestamp timestamptz json jsonb numeric decimal real'
      .split(' ')
      .map((type) => [type, type]),
  ),
  'timestamp with time zone': 'timestamptz',
  float: 'double precision',
};

interface Decorator {
  readonly name: string;
  readonly inside: string;
}
interface Property {
  readonly decorators: readonly Decorator[];
  readonly key: string;
  readonly mark: string | undefined;
  readonly type: string;
}
/** What the enums of a snippet are called, and what each member is in the database. */
type Enums = ReadonlyMap<string, ReadonlyMap<string, string>>;

const classHead = /^(?:export\s+)?(?:default\s+)?class\s+(\w+)(?:\s+extends\s+\w*Base\w*)?\s*\{/;
const enumHead = /^(?:export\s+)?(?:const\s+)?enum\s+(\w+)\s*\{/;
const property = /^(?:public\s+|readonly\s+|declare\s+)*(\w+)([?!])?\s*:\s*([\w\s|[\]<>]+?)\s*;/;

/** `@Entity() class Team { @Column() … }`, one or several, their enums, and nothing beside them but imports. */
export function typeormSchema(text: string): Schema | undefined {
  let rest = text
    .replace(/^\s*import [^\n]*$/gm, '')
    .replace(/\/\/[^\n]*/g, '')
    .trim();
  const enums: ModelEnum[] = [];
  const values = new Map<string, ReadonlyMap<string, string>>();
  const classes: { decorators: readonly Decorator[]; name: string; body: string }[] = [];
  while (rest !== '') {
    const taken = decoratorsAt(rest);
    if (!taken) return undefined;
    const code = taken.rest;
    const [found, name = ''] = classHead.exec(code) ?? enumHead.exec(code) ?? [];
    const end = found === undefined ? -1 : closing(code, found.length);
    if (found === undefined || end === -1) return undefined;
    const body = code.slice(found.length, end);
    if (enumHead.test(code)) {
      const members = enumMembers(body);
      if (!members || taken.decorators.length > 0) return undefined;
      values.set(name, members);
      enums.push({ name, labels: [...members.values()] });
    } else classes.push({ decorators: taken.decorators, name, body });
    rest = code.slice(end + 1).trim();
  }
  const models = classes.map(({ decorators, name, body }) => modelOf(name, decorators, body, values));
  return models.length > 0 && models.every((model) => model !== undefined) ? { models, enums } : undefined;
}

/** The decorators in front of what they decorate. */
function decoratorsAt(text: string): { decorators: readonly Decorator[]; rest: string } | undefined {
  const decorators: Decorator[] = [];
  let rest = text.trim();
  for (let head = /^@(\w+)\(/.exec(rest); head; head = /^@(\w+)\(/.exec(rest)) {
    const end = closing(rest, head[0].length);
    if (end === -1) return undefined;
    decorators.push({ name: head[1] ?? '', inside: rest.slice(head[0].length, end).trim() });
    rest = rest.slice(end + 1).trim();
  }
  return { decorators, rest };
}

function enumMembers(body: string): ReadonlyMap<string, string> | undefined {
  const members = partsOf(body).map((part) => /^(\w+)\s*=\s*(['"])([^'"]*)\2$/.exec(part));
  return members.length > 0 && members.every((member) => member !== null)
    ? new Map(members.map((member) => [member[1] ?? '', member[3] ?? '']))
    : undefined;
}

function modelOf(
  model: string,
  decorators: readonly Decorator[],
  body: string,
  enums: Enums,
): Model | undefined {
  let table: string | undefined;
  const indexes: ModelIndex[] = [];
  if (!decorators.some(({ name }) => name === 'Entity')) return undefined;
  for (const { name, inside } of decorators) {
    if (name === 'Entity') {
      const [first = ''] = partsOf(inside);
      const [, ...more] = partsOf(inside);
      const options = textIn(first) === undefined ? optionsOf(first) : undefined;
      const called = textIn(first) ?? textIn(options?.get('name'));
      // In another schema it is another table.
      if (more.length > 0 || (options?.size ?? 0) > 1 || (first !== '' && called === undefined))
        return undefined;
      table = called;
    } else {
      const index = classIndex(name, inside);
      if (!index) return undefined;
      indexes.push(index);
    }
  }
  const columns = new Map<string, ModelColumn>();
  for (let rest = body.trim(); rest !== ''; ) {
    const taken = decoratorsAt(rest);
    const found = taken && property.exec(taken.rest);
    if (!taken || !found) return undefined;
    const [whole, key = '', mark, type = ''] = found;
    rest = taken.rest.slice(whole.length).trim();
    const read = propertyOf({ decorators: taken.decorators, key, mark, type }, enums);
    if (!read) return undefined;
    if (read === 'back') continue;
    const known = columns.get(read.column.name);
    // A key may stand twice: as the column it is, and as the relation behind it.
    columns.set(
      read.column.name,
      known ? { ...known, rest: [...known.rest, ...read.column.rest] } : read.column,
    );
    if (known && read.column.type !== '' && known.type === '')
      columns.set(read.column.name, { ...read.column, rest: [...read.column.rest, ...known.rest] });
    if (read.index) indexes.push({ columns: [read.column.name], unique: read.index === 'unique' });
  }
  return columns.size === 0
    ? undefined
    : { model, table: table ?? model, named: table !== undefined, columns: [...columns.values()], indexes };
}

/** `@Index(['a', 'b'], { unique: true })`, `@Unique(['a', 'b'])` above a class. */
function classIndex(name: string, inside: string): ModelIndex | undefined {
  const given = partsOf(inside);
  const parts = given.filter((part) => literalSql(part) === undefined);
  const said = textIn(given[0]);
  const called = said === undefined ? {} : { name: said };
  const keys = /^\[([\s\S]*)\]$/.exec(parts[0] ?? '')?.[1];
  const columns = partsOf(keys ?? '').map((key) => textIn(key));
  const options = optionsOf(parts[1] ?? '');
  const plainOptions = options && [...options.keys()].every((option) => option === 'unique');
  if ((name !== 'Index' && name !== 'Unique') || columns.length === 0 || !plainOptions) return undefined;
  return columns.every((column) => column !== undefined)
    ? name === 'Unique'
      ? { columns, unique: true, constraint: true, ...called }
      : { columns, unique: options.get('unique') === 'true', ...called }
    : undefined;
}

function propertyOf(
  given: Property,
  enums: Enums,
): { column: ModelColumn; index?: 'plain' | 'unique' } | 'back' | undefined {
  const indexed = given.decorators.find(({ name }) => name === 'Index');
  const options = indexed && optionsOf(indexed.inside);
  if (indexed && (!options || [...options.keys()].some((option) => option !== 'unique'))) return undefined;
  const own = given.decorators.filter((one) => one !== indexed && one.name !== 'JoinColumn');
  const join = given.decorators.find(({ name }) => name === 'JoinColumn');
  const [decorator, ...others] = own;
  if (!decorator || others.length > 0) return undefined;
  const index = indexed
    ? { index: options?.get('unique') === 'true' ? ('unique' as const) : ('plain' as const) }
    : {};
  if (/^(?:OneToMany|OneToOne|ManyToOne|ManyToMany)$/.test(decorator.name)) {
    if (decorator.name === 'OneToMany' || decorator.name === 'ManyToMany') return join ? undefined : 'back';
    if (decorator.name === 'OneToOne' && !join) return 'back';
    const column = relationColumn(decorator, join, given);
    return column && { column, ...index };
  }
  const column = join ? undefined : columnOf(decorator, given, enums);
  return column && { column, ...index };
}

/** `@ManyToOne(() => Team, (team) => team.members, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'team_id' })` */
function relationColumn(
  { name: kind, inside }: Decorator,
  join: Decorator | undefined,
  { key, type }: Property,
): ModelColumn | undefined {
  const [to = '', ...rest] = partsOf(inside);
  const target = /^\(?\w*\)?\s*=>\s*(\w+)$/.exec(to)?.[1];
  const options = optionsOf(rest.find((part) => part.startsWith('{')) ?? '');
  const named = join ? optionsOf(join.inside) : new Map<string, string>();
  if (target === undefined || !options || !named || !new RegExp(`\\b${target}\\b`).test(type))
    return undefined;
  const known = ['onDelete', 'nullable', 'eager', 'lazy', 'cascade', 'onUpdate'];
  if ([...options.keys()].some((option) => !known.includes(option))) return undefined;
  if ([...named.keys()].some((option) => option !== 'name')) return undefined;
  const actions = actionsSql(options.get('onDelete'), options.get('onUpdate'));
  if (actions === undefined) return undefined;
  return {
    name: text(named, 'name') ?? `${key}Id`,
    ...(named.has('name') ? { written: true } : {}),
    type: '',
    notNull: options.get('nullable') === 'false',
    rest: [`REFERENCES ${target}${actions}`, ...(kind === 'OneToOne' ? ['UNIQUE'] : [])],
  };
}

function columnOf(
  { name: decorator, inside }: Decorator,
  { key, mark, type: own }: Property,
  enums: Enums,
): ModelColumn | undefined {
  const given = partsOf(inside);
  const first = textIn(given[0]);
  const options = optionsOf((first === undefined ? given[0] : given[1]) ?? '');
  if (!options) return undefined;
  const named = options.has('name') ? { written: true as const } : {};
  const name = text(options, 'name') ?? key;
  switch (decorator) {
    case 'PrimaryGeneratedColumn': {
      if ([...options.keys()].some((option) => option !== 'name' && option !== 'type')) return undefined;
      if (first === 'uuid')
        return {
          name,
          ...named,
          type: 'uuid',
          notNull: true,
          rest: ['PRIMARY KEY', 'DEFAULT gen_random_uuid()'],
        };
      const type = { int: 'integer', integer: 'integer', bigint: 'bigint' }[text(options, 'type') ?? 'int'];
      return type === undefined || (first !== undefined && first !== 'increment')
        ? undefined
        : { name, ...named, type, notNull: true, rest: ['PRIMARY KEY', 'SERIAL'] };
    }
    case 'CreateDateColumn':
    case 'UpdateDateColumn':
    case 'DeleteDateColumn': {
      const type = types[first ?? text(options, 'type') ?? 'timestamp'];
      if (type === undefined || [...options.keys()].some((option) => option !== 'name' && option !== 'type'))
        return undefined;
      const deleted = decorator === 'DeleteDateColumn';
      return { name, ...named, type, notNull: !deleted, rest: deleted ? [] : ['DEFAULT now()'] };
    }
    case 'Column':
    case 'PrimaryColumn': {
      const said = first ?? text(options, 'type');
      const bare = own.replace(/\s*\|\s*null$/, '');
      const chosen = options.get('enum') ?? '';
      let type = said === undefined ? plain[bare] : said === 'enum' ? undefined : types[said];
      if (enums.has(chosen)) type = chosen;
      const length = options.get('length')?.replace(/['"]/g, '');
      if (type !== undefined && length !== undefined) type = `varchar(${length})`;
      const size = [options.get('precision'), options.get('scale')].filter(Boolean).join(', ');
      if (size !== '') type = /^(?:numeric|decimal)$/.test(type ?? '') ? `numeric(${size})` : undefined;
      const known =
        'type length nullable default unique name enum precision scale select insert update'.split(' ');
      const value = options.get('default');
      const member = /^(\w+)\.(\w+)$/.exec(value ?? '');
      const label = enums.get(member?.[1] ?? '')?.get(member?.[2] ?? '');
      const standard =
        value === undefined ? undefined : label === undefined ? defaultOf(value) : `'${label}'`;
      if (type === undefined || [...options.keys()].some((option) => !known.includes(option)))
        return undefined;
      if (value !== undefined && standard === undefined) return undefined;
      const nullable = options.get('nullable') === 'true';
      // `name?: string` of a column that is not nullable says two things.
      if (mark === '?' && !nullable) return undefined;
      return {
        name,
        ...named,
        type,
        notNull: !nullable,
        rest: [
          ...(decorator === 'PrimaryColumn' ? ['PRIMARY KEY'] : []),
          ...(options.get('unique') === 'true' ? ['UNIQUE'] : []),
          ...(standard === undefined ? [] : [`DEFAULT ${standard}`]),
        ],
      };
    }
    default:
      return undefined;
  }
}

/** A literal, or a function that gives SQL: `() => 'now()'`. */
const defaultOf = (value: string): string | undefined =>
  /^\(\)\s*=>\s*(['"`])([^'"`]+)\1$/.exec(value)?.[2] ?? literalSql(value);

const text = (options: ReadonlyMap<string, string>, name: string): string | undefined =>
  textIn(options.get(name));
