import {
  literalSql,
  type Model,
  type ModelCheck,
  type ModelColumn,
  type ModelEnum,
  type ModelIndex,
  optionsOf,
  partsOf,
  type Schema,
  textIn,
} from './model.ts';

/** One line a type. */
const types: Readonly<Record<string, string>> = {
  Integer: 'integer',
  BigInteger: 'bigint',
  SmallInteger: 'smallint',
  String: 'text',
  Text: 'text',
  Unicode: 'text',
  Boolean: 'boolean',
  DateTime: 'timestamp',
  TIMESTAMP: 'timestamp',
  Date: 'date',
  Float: 'double precision',
  Numeric: 'numeric',
  JSON: 'json',
  JSONB: 'jsonb',
  UUID: 'uuid',
  Uuid: 'uuid',
  LargeBinary: 'bytea',
};
const python: Readonly<Record<string, string>> = {
  int: 'integer',
  str: 'text',
  bool: 'boolean',
  float: 'double precision',
  datetime: 'timestamp',
  date: 'date',
  'uuid.UUID': 'uuid',
  UUID: 'uuid',
};

const head = /^class\s+(\w+)\((?:db\.Model|Base|DeclarativeBase|\w*Base\w*)\):$/;
/** Python's enum or its sisters, with one value a line. */
const enumHead = /^class\s+(\w+)\((?:str,\s*)?(?:enum\.)?(?:Str)?Enum\):$/;

/** `class Team(Base):` with columns, one or several, and the enums they use; relationships have no column. */
export function sqlalchemySchema(text: string): Schema | undefined {
  const classes: string[][] = [];
  for (const line of joined(text)) {
    if (/^class\s/.test(line)) classes.push([line]);
    else if (classes.length === 0) return undefined;
    else classes.at(-1)?.push(line);
  }
  const enums: ModelEnum[] = [];
  const models: Model[] = [];
  for (const [first = '', ...rest] of classes) {
    const name = enumHead.exec(first)?.[1];
    if (name === undefined) continue;
    // What is stored is the name of a member, not its value.
    const labels = rest.map((line) => /^(\w+) = (?:(["'])[^"']*\2|\d+|(?:enum\.)?auto\(\))$/.exec(line)?.[1]);
    if (labels.length === 0 || !labels.every((label) => label !== undefined)) return undefined;
    enums.push({ name, labels });
  }
  for (const [first = '', ...rest] of classes) {
    if (enumHead.test(first)) continue;
    const model = modelOf(head.exec(first)?.[1], rest, enums);
    if (!model) return undefined;
    models.push(model);
  }
  return models.length === 0 ? undefined : { models, enums };
}

function modelOf(
  model: string | undefined,
  lines: readonly string[],
  enums: readonly ModelEnum[],
): Model | undefined {
  if (model === undefined) return undefined;
  let table: string | undefined;
  const columns: ModelColumn[] = [];
  const indexes: ModelIndex[] = [];
  const checks: ModelCheck[] = [];
  const notes: string[] = [];
  for (const line of lines) {
    const called = /^__tablename__ = (["'])(\w+)\1$/.exec(line)?.[2];
    const beside = /^__table_args__ = \(([\s\S]*)\)$/.exec(line)?.[1];
    if (called !== undefined) table = called;
    else if (beside !== undefined) {
      for (const part of partsOf(beside)) {
        const check = checkOf(part);
        if (check) {
          checks.push(check);
          continue;
        }
        const keys = tableArgument(part);
        if (!keys) return undefined;
        indexes.push(keys);
      }
    } else if (!/^\w+(?:: .+)? = (?:db\.|so\.|orm\.)?relationship\(|^pass$|^"""/.test(line)) {
      const column = sqlalchemyColumn(line, enums);
      if (!column) return undefined;
      columns.push(column.column);
      notes.push(...column.notes.map((note) => `${model}.${note}`));
      if (column.index) indexes.push({ columns: [column.column.name], unique: false });
    }
  }
  return columns.length === 0
    ? undefined
    : { model, table: table ?? model, named: table !== undefined, columns, indexes, checks, notes };
}

/** `CheckConstraint("points >= 0", name="x")` */
function checkOf(part: string): ModelCheck | undefined {
  const [, inside = ''] = /^(?:db\.|sa\.)?CheckConstraint\(([\s\S]*)\)$/.exec(part) ?? [];
  const [sql = '', named, ...more] = partsOf(inside);
  const check = /^(["'])([\s\S]*)\1$/.exec(sql)?.[2];
  const name = /^name\s*=\s*["'](\w+)["']$/.exec(named ?? '')?.[1];
  if (check === undefined || more.length > 0 || (named !== undefined && name === undefined)) return undefined;
  return { check, ...(name === undefined ? {} : { name }) };
}

/** `UniqueConstraint("a", "b", name="x")`, `Index("name", "a", "b")` */
function tableArgument(part: string): ModelIndex | undefined {
  const [, kind, inside = ''] = /^(?:db\.|sa\.)?(UniqueConstraint|Index)\(([\s\S]*)\)$/.exec(part) ?? [];
  const given = partsOf(inside);
  const keys = given.filter((one) => !/^(?:name|unique)\s*=/.test(one)).map((one) => textIn(one));
  const columns = kind === 'Index' ? keys.slice(1) : keys;
  if (kind === undefined || columns.length === 0 || !columns.every((one) => one !== undefined))
    return undefined;
  const named = given.find((one) => /^name\s*=/.test(one))?.replace(/^name\s*=\s*/, '');
  const said = kind === 'Index' ? keys[0] : textIn(named);
  const called = said === undefined ? {} : { name: said };
  if (kind === 'UniqueConstraint') return { columns, unique: true, constraint: true, ...called };
  return { columns, unique: given.some((one) => /^unique\s*=\s*True$/.test(one)), ...called };
}

/** Lines without imports and comments; a call that goes over several is one. */
function joined(text: string): readonly string[] {
  const lines: string[] = [];
  let depth = 0;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\s+#.*$/, '').trim();
    if (line === '' || /^(?:from|import|#)/.test(line)) continue;
    if (depth > 0) lines[lines.length - 1] += ` ${line}`;
    else lines.push(line);
    depth += (line.match(/[([]/g) ?? []).length - (line.match(/[)\]]/g) ?? []).length;
  }
  return lines;
}

/** What Python makes for each row. */
const ofPython =
  /^(?:uuid\.)?uuid[147]$|^(?:datetime\.)?(?:datetime\.)?(?:utcnow|now)$|^(?:sa\.|db\.)?func\.now\(\)$|^lambda: ?datetime\.now\([\w.]*\)$|^utcnow$/;

/** A column by itself: a line of a class, or what a migration adds. */
export function sqlalchemyColumn(
  line: string,
  enums: readonly ModelEnum[] = [],
): { column: ModelColumn; index: boolean; notes: readonly string[] } | undefined {
  let index = false;
  const notes: string[] = [];
  const [, key = '', mapped, inside = ''] =
    /^(\w+)(?:\s*:\s*Mapped\[(.+?)\])? = (?:db\.|sa\.)?(?:Column|mapped_column)\((.*)\)$/.exec(line) ??
    /^(\w+)\s*:\s*Mapped\[(.+)\]$/.exec(line) ??
    [];
  if (key === '') return undefined;
  const optional = /^Optional\[(.+)\]$|^(.+?)\s*\|\s*None$/.exec(mapped ?? '');
  const said = optional?.[1] ?? optional?.[2] ?? mapped ?? '';
  let type = python[said] ?? enums.find(({ name: one }) => one === said)?.name;
  let notNull = mapped !== undefined && optional === null;
  let name = key;
  const rest: string[] = [];
  const parts = partsOf(inside);
  for (const [at, part] of parts.entries()) {
    const quoted = at === 0 ? textIn(part) : undefined;
    const [, called = '', arguments_] = /^(?:db\.|sa\.|postgresql\.)?(\w+)(?:\((.*)\))?$/.exec(part) ?? [];
    const option = optionsOf(part);
    if (quoted !== undefined) name = quoted;
    else if (called === 'ForeignKey') {
      const to = /^["'](?:\w+\.)?(\w+)\.(\w+)["'](?:, *ondelete=["']([\w ]+)["'])?$/.exec(arguments_ ?? '');
      if (!to) return undefined;
      rest.push(
        `REFERENCES ${to[1]} (${to[2]})${to[3] === undefined ? '' : ` ON DELETE ${to[3].toUpperCase()}`}`,
      );
    } else if (called === 'Enum') {
      type = enums.find(({ name: one }) => one === partsOf(arguments_ ?? '')[0])?.name;
      if (type === undefined) return undefined;
    } else if (types[called] !== undefined) {
      const own = typeOf(called, arguments_ ?? '');
      if (own === undefined) return undefined;
      type = own;
    } else if (option) {
      for (const [what, value] of option) {
        if (what === 'nullable' && /^(?:True|False)$/.test(value)) notNull = value === 'False';
        else if (what === 'primary_key' && value === 'True') {
          rest.unshift('PRIMARY KEY');
          notNull = true;
        } else if (what === 'unique' && value === 'True') rest.push('UNIQUE');
        else if (what === 'server_default') {
          const standard = serverDefault(value);
          if (standard === undefined) return undefined;
          rest.push(`DEFAULT ${standard}`);
        } else if (what === 'index' && value === 'True') index = true;
        else if (what === 'default' && literalSql(value) !== undefined) {
          rest.push(`DEFAULT ${literalSql(value)}`);
          notes.push(`${key}: its default is written to the database, too`);
        } else if (what === 'default' && ofPython.test(value))
          notes.push(`${key}: its default is made by Python, and not by the database`);
        else if (what === 'default') return undefined;
        else if (what === 'onupdate' && ofPython.test(value))
          notes.push(`${key}: Python sets it anew, and not the database`);
        else if (what === 'doc') continue;
        else if (what === 'comment') notes.push(`${key}: its comment is not written to the database`);
        else if (!(value === 'False' && /^(?:unique|index|primary_key)$/.test(what))) return undefined;
      }
    } else return undefined;
  }
  // A whole number that is the key counts by itself.
  const refers = rest.some((one) => one.startsWith('REFERENCES'));
  if (/^(?:big|small)?int/.test(type ?? '') && rest[0] === 'PRIMARY KEY' && !refers) rest.push('SERIAL');
  if (refers) type ??= '';
  return type === undefined ? undefined : { column: { name, type, notNull, rest }, index, notes };
}

const standardFunctions: Readonly<Record<string, string>> = {
  now: 'now()',
  current_date: 'current_date',
  current_time: 'current_time',
  current_timestamp: 'current_timestamp',
  gen_random_uuid: 'gen_random_uuid()',
};

/** `func.now()`, `text("now()")`, `"0"`: a text is a value, and a number in it one of its own. */
function serverDefault(value: string): string | undefined {
  const called = /^(?:sa\.|db\.)?func\.(\w+)\(\)$/.exec(value)?.[1];
  if (called !== undefined) return standardFunctions[called];
  const logical = /^(?:sa\.)?(?:sql\.)?(?:expression\.)?(true|false)\(\)$/.exec(value)?.[1];
  const sql = /^(?:sa\.|db\.)?text\((["'])([\s\S]*)\1\)$/.exec(value)?.[2];
  const inside = literalSql(textIn(value) ?? '');
  return logical ?? sql ?? inside ?? literalSql(value);
}

function typeOf(name: string, given: string): string | undefined {
  const base = types[name];
  if (given === '') return base;
  if (base === 'text' && /^(?:length=)?\d+$/.test(given)) return `varchar(${given.replace('length=', '')})`;
  if (base === 'numeric' && /^\d+(?:, ?\d+)?$/.test(given)) return `numeric(${given})`;
  if (base === 'timestamp' && given === 'timezone=True') return 'timestamptz';
  return base === 'uuid' && given === 'as_uuid=True' ? base : undefined;
}
