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

/** One line a type of Java or Kotlin. */
const types: Readonly<Record<string, string>> = {
  String: 'varchar(255)',
  Integer: 'integer',
  Int: 'integer',
  int: 'integer',
  Long: 'bigint',
  long: 'bigint',
  Short: 'smallint',
  short: 'smallint',
  Boolean: 'boolean',
  boolean: 'boolean',
  Double: 'double precision',
  double: 'double precision',
  Float: 'real',
  float: 'real',
  BigDecimal: 'numeric(38, 2)',
  LocalDate: 'date',
  LocalTime: 'time',
  LocalDateTime: 'timestamp',
  Instant: 'timestamptz',
  OffsetDateTime: 'timestamptz',
  ZonedDateTime: 'timestamptz',
  UUID: 'uuid',
};
const plainType = /^\w+(?: (?:precision|varying|with(?:out)? time zone))?(?:\(\d+(?:, ?\d+)?\))?(?:\[\])?$/i;
/** Stands for the reference until all annotations of the field are read. */
const REFERS = 'REFERENCES';
/** Types that are never null. */
const primitive = /^(?:int|long|short|boolean|double|float)$/;
/** Of Lombok, of the application, of validation. */
const idle =
  /^(?:Data|Getter|Setter|Builder|NoArgsConstructor|AllArgsConstructor|RequiredArgsConstructor|ToString|EqualsAndHashCode|Valid|CreationTimestamp|UpdateTimestamp|CreatedDate|LastModifiedDate|EntityListeners|Json\w+)$/;

interface Annotation {
  readonly name: string;
  readonly inside: string;
}

/** `@Entity @Table(name = "tasks") public class Task { … }` of JPA, one or several, in Java. */
export function jpaSchema(given: string): Schema | undefined {
  let rest = given
    .replace(/^\s*(?:import|package)\s[^\n]*$/gm, '')
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
    .trim();
  const models: Model[] = [];
  while (rest !== '') {
    const taken = annotationsAt(rest);
    const head = /^(?:public\s+)?class\s+(\w+)\s*\{/.exec(taken?.rest ?? '');
    const end = taken && head ? closing(taken.rest, head[0].length) : -1;
    if (!taken || !head || end === -1) return undefined;
    const model = modelOf(head[1] ?? '', taken.annotations, taken.rest.slice(head[0].length, end));
    if (!model) return undefined;
    models.push(model);
    rest = taken.rest.slice(end + 1).trim();
  }
  return models.length === 0 ? undefined : { models, enums: [] };
}

function annotationsAt(given: string): { annotations: readonly Annotation[]; rest: string } | undefined {
  const annotations: Annotation[] = [];
  let rest = given.trim();
  for (let head = /^@(\w+)(\()?/.exec(rest); head; head = /^@(\w+)(\()?/.exec(rest)) {
    const end = head[2] === undefined ? head[0].length - 1 : closing(rest, head[0].length);
    if (end === -1) return undefined;
    annotations.push({
      name: head[1] ?? '',
      inside: head[2] === undefined ? '' : rest.slice(head[0].length, end),
    });
    rest = rest.slice(end + 1).trim();
  }
  return { annotations, rest };
}

function modelOf(model: string, annotations: readonly Annotation[], body: string): Model | undefined {
  let table: string | undefined;
  const indexes: ModelIndex[] = [];
  if (!annotations.some(({ name }) => name === 'Entity')) return undefined;
  for (const { name, inside } of annotations) {
    if (name === 'Table') {
      const options = optionsOf(inside);
      if (!options || [...options.keys()].some((one) => !/^(?:name|uniqueConstraints|indexes)$/.test(one)))
        return undefined;
      table = textIn(options.get('name'));
      for (const [kind, list] of options) {
        if (kind === 'name') continue;
        const read = keysOf(list);
        if (!read) return undefined;
        indexes.push(...read);
      }
    } else if (name === 'Entity' ? inside !== '' : !idle.test(name)) return undefined;
  }
  const columns: ModelColumn[] = [];
  const notes: string[] = [];
  for (let rest = body.trim(); rest !== ''; ) {
    const taken = annotationsAt(rest);
    const found =
      taken &&
      /^(?:(?:private|protected|public)\s+)?([\w.]+(?:<[\w, ]+>)?)\s+(\w+)(?:\s*=\s*([^;]+))?;/.exec(
        taken.rest,
      );
    if (!taken || !found) return isMethods(taken?.rest) ? done() : undefined;
    rest = taken.rest.slice(found[0].length).trim();
    const column = fieldOf(found[1] ?? '', found[2] ?? '', found[3], taken.annotations);
    if (!column) return undefined;
    if (column === 'back') continue;
    columns.push(column);
    if (found[3] !== undefined)
      notes.push(`${model}.${found[2]} gets its first value from Java, and not from the database`);
  }
  return done();
  function done(): Model | undefined {
    if (columns.length === 0) return undefined;
    return { model, table: table ?? snakeCase(model), named: table !== undefined, columns, indexes, notes };
  }
}

/** Behind the fields come methods, which say nothing about the table. */
const isMethods = (rest: string | undefined): boolean =>
  rest !== undefined &&
  /^(?:public|protected|private)?\s*[\w<>, ]*\w+\s*\([^()]*\)\s*\{/.test(rest) &&
  !/@(?:Id|Column|JoinColumn|ManyToOne|OneToOne)\b/.test(rest);

/** `{ @UniqueConstraint(columnNames = {"a", "b"}) }`, `@Index(columnList = "a, b")` */
function keysOf(list: string): readonly ModelIndex[] | undefined {
  const parts = partsOf(/^\{([\s\S]*)\}$/.exec(list.trim())?.[1] ?? list);
  const read = parts.map((part): ModelIndex | undefined => {
    const [, kind, inside = ''] = /^@(UniqueConstraint|Index)\(([\s\S]*)\)$/.exec(part) ?? [];
    const options = optionsOf(inside);
    const name = textIn(options?.get('name'));
    const called = name === undefined ? {} : { name };
    const given = options?.get('columnNames') ?? '';
    const columns =
      kind === 'Index'
        ? (textIn(options?.get('columnList')) ?? '').split(/\s*,\s*/)
        : partsOf(/^\{([\s\S]*)\}$/.exec(given)?.[1] ?? given).map((one) => textIn(one) ?? '');
    if (!options || columns.length === 0 || columns.some((one) => !/^\w+$/.test(one))) return undefined;
    if (kind === 'UniqueConstraint') return { columns, unique: true, constraint: true, ...called };
    return { columns, unique: options.get('unique') === 'true', ...called };
  });
  return read.every((one) => one !== undefined) ? read : undefined;
}

function fieldOf(
  type: string,
  field: string,
  value: string | undefined,
  annotations: readonly Annotation[],
): ModelColumn | 'back' | undefined {
  const has = (name: string): boolean => annotations.some((one) => one.name === name);
  if (has('Transient') || has('OneToMany')) return 'back';
  // A value that Java gives is none of the database; `@Column` says what is.
  if (value !== undefined && !/^(?:new \w+(?:<>)?\(\)|\d+L?|true|false|"[^"]*")$/.test(value.trim()))
    return undefined;
  let name: string | undefined;
  let key: string | undefined;
  let onDelete = '';
  let sql = types[type.split('.').at(-1) ?? ''];
  let notNull = primitive.test(type);
  const rest: string[] = [];
  for (const { name: kind, inside } of annotations) {
    const options = optionsOf(inside);
    if (kind === 'Id') rest.unshift('PRIMARY KEY');
    else if (kind === 'GeneratedValue') {
      if (/AUTO|UUID/.test(inside) && type === 'UUID') rest.push('DEFAULT gen_random_uuid()');
      else if (/IDENTITY/.test(inside)) rest.push('GENERATED BY DEFAULT AS IDENTITY');
      else return undefined;
    } else if (kind === 'Column' || kind === 'JoinColumn') {
      if (!options) return undefined;
      for (const [option, said] of options) {
        if (option === 'name' && textIn(said) !== undefined) name = textIn(said);
        else if (option === 'nullable') notNull = notNull || said === 'false';
        else if (option === 'unique' && said === 'true') rest.push('UNIQUE');
        else if (option === 'length' && type === 'String' && /^\d+$/.test(said)) sql = `varchar(${said})`;
        // With more than a type in it the rest would be read by nobody.
        else if (option === 'columnDefinition' && plainType.test(textIn(said) ?? ''))
          sql = textIn(said)?.toLowerCase();
        else if (option === 'referencedColumnName' && textIn(said) !== undefined) key = textIn(said);
        else if (option === 'precision' && type === 'BigDecimal')
          sql = `numeric(${said}, ${options.get('scale') ?? '0'})`;
        else if (
          !/^(?:scale|insertable|updatable)$/.test(option) &&
          !(option === 'unique' && said === 'false')
        )
          return undefined;
      }
    } else if (kind === 'ManyToOne' || kind === 'OneToOne') {
      if (!options || options.has('mappedBy')) return options ? 'back' : undefined;
      if (options.get('optional') === 'false') notNull = true;
      sql = '';
      rest.push(REFERS);
      if (kind === 'OneToOne') rest.push('UNIQUE');
    } else if (kind === 'OnDelete' && /^action\s*=\s*OnDeleteAction\.CASCADE$/.test(inside))
      onDelete = ' ON DELETE CASCADE';
    else if (kind === 'NotNull' || kind === 'NotBlank') notNull = true;
    else if (kind === 'Lob' && type === 'String') sql = 'text';
    else if (!idle.test(kind)) return undefined;
  }
  return sql === undefined
    ? undefined
    : {
        name: name ?? `${snakeCase(field)}${rest.includes(REFERS) ? `_${key ?? 'id'}` : ''}`,
        type: sql,
        notNull: notNull || rest.includes('PRIMARY KEY'),
        rest: rest.map((one) =>
          one === REFERS ? `REFERENCES ${type}${key === undefined ? '' : ` (${key})`}${onDelete}` : one,
        ),
      };
}
