/**
 * Words for types. `note` is set where the word is another database's or says less than a type: then the choice
 * is an assumption. `size` says what a bracket after it means: kept, dropped, or precision and scale.
 */
export interface TypeWord {
  readonly type: string;
  readonly note?: string;
  readonly size?: 'keep' | 'drop';
  /** Every value is at least this, e.g. unsigned. */
  readonly min?: string;
  readonly max?: string;
  readonly default?: string;
}

const t = (type: string, note?: string, more: Partial<TypeWord> = {}): TypeWord => ({
  type,
  ...(note === undefined ? {} : { note }),
  ...more,
});

/** PostgreSQL's own names and their aliases: said, not assumed. */
const own = {
  integer: t('integer', undefined, { size: 'drop' }),
  int: t('integer', undefined, { size: 'drop' }),
  int2: t('smallint'),
  int4: t('integer'),
  int8: t('bigint'),
  smallint: t('smallint', undefined, { size: 'drop' }),
  bigint: t('bigint', undefined, { size: 'drop' }),
  text: t('text'),
  citext: t('citext'),
  varchar: t('character varying', undefined, { size: 'keep' }),
  'character varying': t('character varying', undefined, { size: 'keep' }),
  char: t('character', undefined, { size: 'keep' }),
  boolean: t('boolean'),
  bool: t('boolean'),
  uuid: t('uuid'),
  json: t('json'),
  jsonb: t('jsonb'),
  date: t('date'),
  time: t('time without time zone'),
  timestamptz: t('timestamp with time zone'),
  'timestamp with time zone': t('timestamp with time zone'),
  'timestamp with tz': t('timestamp with time zone'),
  'timestamp with timezone': t('timestamp with time zone'),
  'timestamp without time zone': t('timestamp without time zone'),
  interval: t('interval'),
  numeric: t('numeric', undefined, { size: 'keep' }),
  decimal: t('numeric', undefined, { size: 'keep' }),
  real: t('real'),
  float4: t('real'),
  float8: t('double precision'),
  'double precision': t('double precision'),
  bytea: t('bytea'),
  inet: t('inet'),
  cidr: t('cidr'),
  tsvector: t('tsvector'),
  serial: t('integer', '"serial" becomes integer with an identity'),
  bigserial: t('bigint', '"bigserial" becomes bigint with an identity'),
} as const satisfies Record<string, TypeWord>;

/** Words of other databases, languages and ORMs. */
const foreign = {
  int32: t('integer', '"int32" is read as integer'),
  int64: t('bigint', '"int64" is read as bigint'),
  int16: t('smallint', '"int16" is read as smallint'),
  mediumint: t('integer', '"mediumint" is read as integer', { size: 'drop' }),
  tinyint: t('smallint', '"tinyint" is read as smallint', { size: 'drop' }),
  'tinyint ( 1 )': t('boolean', '"tinyint(1)" is read as boolean'),
  'unsigned int': t('integer', '"unsigned int" is read as integer of at least 0', { min: '0' }),
  'unsigned integer': t('integer', '"unsigned integer" is read as integer of at least 0', { min: '0' }),
  'bigint unsigned': t('bigint', '"bigint unsigned" is read as bigint of at least 0', { min: '0' }),
  'unsigned bigint': t('bigint', '"unsigned bigint" is read as bigint of at least 0', { min: '0' }),
  'int unsigned': t('integer', '"int unsigned" is read as integer of at least 0', { min: '0' }),
  nvarchar: t('character varying', '"nvarchar" is read as varchar', { size: 'keep' }),
  varchar2: t('character varying', '"varchar2" is read as varchar', { size: 'keep' }),
  nvarchar2: t('character varying', '"nvarchar2" is read as varchar', { size: 'keep' }),
  nchar: t('character', '"nchar" is read as char', { size: 'keep' }),
  string: t('text', '"string" is read as text', { size: 'keep' }),
  longtext: t('text', '"longtext" is read as text'),
  mediumtext: t('text', '"mediumtext" is read as text'),
  tinytext: t('text', '"tinytext" is read as text'),
  ntext: t('text', '"ntext" is read as text'),
  clob: t('text', '"clob" is read as text'),
  largestring: t('text', '"LargeString" is read as text'),
  blob: t('bytea', '"blob" is read as bytea'),
  longblob: t('bytea', '"longblob" is read as bytea'),
  mediumblob: t('bytea', '"mediumblob" is read as bytea'),
  tinyblob: t('bytea', '"tinyblob" is read as bytea'),
  varbinary: t('bytea', '"varbinary" is read as bytea', { size: 'drop' }),
  binary: t('bytea', '"binary" is read as bytea', { size: 'drop' }),
  datetime: t('timestamp with time zone', '"datetime" is read as timestamptz', { size: 'drop' }),
  datetime2: t('timestamp with time zone', '"datetime2" is read as timestamptz', { size: 'drop' }),
  datetimeoffset: t('timestamp with time zone', '"datetimeoffset" is read as timestamptz', { size: 'drop' }),
  smalldatetime: t('timestamp with time zone', '"smalldatetime" is read as timestamptz'),
  timestamp: t('timestamp with time zone', '"timestamp" is read as timestamptz'),
  double: t('double precision', '"double" is read as double precision'),
  float: t('double precision', '"float" is read as double precision'),
  money: t('numeric(12,2)', '"money" is read as numeric(12,2): the money type depends on a server setting'),
  currency: t('numeric(12,2)', '"currency" is read as numeric(12,2)'),
  number: t('numeric', '"number" is read as numeric', { size: 'keep' }),
  bit: t('boolean', '"bit" is read as boolean', { size: 'drop' }),
  guid: t('uuid', '"guid" is read as uuid'),
  uniqueidentifier: t('uuid', '"uniqueidentifier" is read as uuid'),
  bigintegerfield: t('bigint', '"BigIntegerField" is read as bigint'),
  biginteger: t('bigint', '"BigInteger" is read as bigint'),
  smallintegerfield: t('smallint', '"SmallIntegerField" is read as smallint'),
  positiveintegerfield: t('integer', '"PositiveIntegerField" is read as integer of at least 0', { min: '0' }),
  positivesmallintegerfield: t('smallint', '"PositiveSmallIntegerField" is read as smallint of at least 0', {
    min: '0',
  }),
  timefield: t('time without time zone', '"TimeField" is read as time'),
  filefield: t('text', '"FileField" is read as text'),
  imagefield: t('text', '"ImageField" is read as text'),
  genericipaddressfield: t('inet', '"GenericIPAddressField" is read as inet'),
  integerfield: t('integer', '"IntegerField" is read as integer'),
  booleanfield: t('boolean', '"BooleanField" is read as boolean'),
  charfield: t('character varying', '"CharField" is read as varchar', { size: 'keep' }),
  textfield: t('text', '"TextField" is read as text'),
  datetimefield: t('timestamp with time zone', '"DateTimeField" is read as timestamptz'),
  datefield: t('date', '"DateField" is read as date'),
  decimalfield: t('numeric', '"DecimalField" is read as numeric', { size: 'keep' }),
  floatfield: t('double precision', '"FloatField" is read as double precision'),
  jsonfield: t('jsonb', '"JSONField" is read as jsonb'),
  uuidfield: t('uuid', '"UUIDField" is read as uuid'),
  urlfield: t('text', '"URLField" is read as text'),
  emailfield: t('text', '"EmailField" is read as text'),
  slugfield: t('text', '"SlugField" is read as text'),
  object: t('jsonb', '"object" is read as jsonb'),
} as const satisfies Record<string, TypeWord>;

/** Words of people. */
const plain = {
  'whole number': t('integer', '"whole number" is read as integer'),
  'big integer': t('bigint', '"big integer" is read as bigint'),
  'small int': t('smallint', '"small int" is read as smallint'),
  'big int': t('bigint', '"big int" is read as bigint'),
  'small integer': t('smallint', '"small integer" is read as smallint'),
  'true/false': t('boolean', '"true/false" is read as boolean'),
  'yes/no': t('boolean', '"yes/no" is read as boolean'),
  'free text': t('text', '"free text" is read as text'),
  'free-text': t('text', '"free-text" is read as text'),
  'long text': t('text', '"long text" is read as text'),
  'date and time': t('timestamp with time zone', '"date and time" is read as timestamptz'),
  'date time': t('timestamp with time zone', '"date time" is read as timestamptz'),
  'date-time': t('timestamp with time zone', '"date-time" is read as timestamptz'),
  'date/time': t('timestamp with time zone', '"date/time" is read as timestamptz'),
  'json object': t('jsonb', '"json object" is read as jsonb'),
  'floating point': t('double precision', '"floating point" is read as double precision'),
  percentage: t('integer', '"percentage" is read as an integer from 0 to 100', { min: '0', max: '100' }),
  entero: t('integer'),
  entier: t('integer'),
  inteiro: t('integer'),
  ganzzahl: t('integer'),
  texto: t('text'),
  texte: t('text'),
  booleano: t('boolean'),
  booleen: t('boolean'),
  datum: t('date'),
  fecha: t('date'),
} as const satisfies Record<string, TypeWord>;

export const typeWords: Readonly<Record<string, TypeWord>> = { ...own, ...foreign, ...plain };

/** Types of other databases and languages that are words of people, too: only in this spelling. */
export const spelledTypes: Readonly<Record<string, TypeWord>> = {
  YEAR: t('integer', '"YEAR" is read as integer'),
  IMAGE: t('bytea', '"IMAGE" is read as bytea'),
  Long: t('bigint', '"Long" is read as bigint'),
  XML: t('xml'),
};

/** Types in this spelling that stand for one of several here, or for none: asked about. */
export const openTypes: ReadonlySet<string> = new Set(
  'LONG ObjectId ObjectID OBJECTID ROWVERSION ROWID GEOMETRY GEOGRAPHY HIERARCHYID SQL_VARIANT'.split(' '),
);

/** Types that count by themselves. */
export const serialOf: Readonly<Record<string, string>> = {
  integer: 'serial',
  bigint: 'bigserial',
  smallint: 'smallserial',
};
