/* What the migrations of mappers have in common: types, values, options, and a column made of them. */

/** Types of mappers that PostgreSQL calls otherwise; one line each. */
const types: Readonly<Record<string, string>> = {
  string: 'text',
  char: 'text',
  charfield: 'text',
  textfield: 'text',
  unicode: 'text',
  biginteger: 'bigint',
  bigintegerfield: 'bigint',
  integerfield: 'integer',
  positiveintegerfield: 'integer',
  smallinteger: 'smallint',
  smallintegerfield: 'smallint',
  booleanfield: 'boolean',
  datetime: 'timestamptz',
  datetimefield: 'timestamptz',
  datefield: 'date',
  float: 'double precision',
  floatfield: 'double precision',
  decimal: 'numeric',
  jsonfield: 'jsonb',
  json: 'jsonb',
  uuidfield: 'uuid',
  binary: 'bytea',
  float4: 'real',
  timestamptz: 'timestamptz',
};
const plain: ReadonlySet<string> = new Set(
  'integer bigint smallint text boolean date time timestamp timestamptz numeric jsonb uuid bytea inet cidr citext interval'.split(
    ' ',
  ),
);

export const typeOf = (name: string): string | undefined => {
  const low = name.toLowerCase();
  return types[low] ?? (plain.has(low) ? low : undefined);
};

/** A value of Ruby, Elixir, Python or PHP as SQL; undefined where it is more than a literal. */
export function literalOf(given: string): string | undefined {
  const text = given.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  if (/^(nil|none|null)$/i.test(text)) return 'NULL';
  if (/^\{\s*\}$/.test(text)) return "'{}'";
  const made = /^->\s*\{\s*(["'])([^"']+)\1\s*\}$/.exec(text)?.[2];
  if (made !== undefined) return made;
  const quoted = /^(["'])([^"'\\]*)\1$/.exec(text)?.[2] ?? /^:(\w+)$/.exec(text)?.[1];
  return quoted === undefined ? undefined : `'${quoted}'`;
}

/** `default: 0, null: false`, `nullable=True, server_default="0"` */
export function optionsOf(text: string): ReadonlyMap<string, string> | undefined {
  const options = new Map<string, string>();
  const rest = text.replace(
    /\s*,?\s*(\w+)\s*(?::|=>|=)\s*("[^"]*"|'[^']*'|->\s*\{[^{}]*\}|\{[^{}]*\}|\[[^[\]]*\]|:\w+|-?[\w.]+)/g,
    (_, name: string, value: string) => {
      options.set(name, value);
      return '';
    },
  );
  return /^[\s,]*$/.test(rest) ? options : undefined;
}

/** NOT NULL and the default; undefined where an option is not known. */
export function columnRest(
  options: ReadonlyMap<string, string>,
  notNullByDefault = false,
): string | undefined {
  let notNull = notNullByDefault;
  let value = '';
  for (const [name, given] of options) {
    const literal = literalOf(given);
    if (name === 'null') notNull = /false/i.test(given);
    else if (name === 'default') {
      if (literal === undefined) return undefined;
      if (literal !== 'NULL') value = ` DEFAULT ${literal}`;
    } else if (!/^(blank|max_length|help_text|verbose_name|limit|size|precision|scale)$/.test(name))
      return undefined;
  }
  return `${notNull ? ' NOT NULL' : ''}${value}`;
}

const bytes: Readonly<Record<string, string>> = { 2: 'smallint', 4: 'integer', 8: 'bigint' };

/** With the length, the bytes or the digits that its options say. */
export function sizedType(name: string, options: ReadonlyMap<string, string>): string | undefined {
  const type = typeOf(name);
  const limit = options.get('limit') ?? options.get('max_length') ?? options.get('size');
  if (type === 'text' && limit !== undefined) return /^\d+$/.test(limit) ? `varchar(${limit})` : undefined;
  if (type === 'integer' && limit !== undefined) return bytes[limit];
  if (limit !== undefined) return undefined;
  const [digits, places] = [options.get('precision'), options.get('scale')];
  if (type === 'numeric' && digits !== undefined)
    return `numeric(${digits}${places === undefined ? '' : `, ${places}`})`;
  if (places !== undefined) return undefined;
  // A moment has six digits by itself.
  return digits === undefined || (/^(?:6|nil)$/.test(digits) && /^time/.test(type ?? '')) ? type : undefined;
}

export function addColumn(
  table: string,
  column: string,
  type: string,
  options: string,
  notNull = false,
): string | undefined {
  const given = optionsOf(options);
  const known = given && sizedType(type, given);
  const rest = given === undefined ? undefined : columnRest(given, notNull);
  return known === undefined || rest === undefined
    ? undefined
    : `ALTER TABLE ${table} ADD COLUMN ${column} ${known}${rest}`;
}
