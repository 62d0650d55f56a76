/*
 * Migrations of object mappers (Rails, Alembic, Django, Laravel) as the SQL that they stand for. A snippet is read as a
 * whole or not at all: half a migration would be another change.
 */

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
};
const plain: ReadonlySet<string> = new Set(
  'integer bigint smallint text boolean date timestamp timestamptz numeric jsonb uuid bytea'.split(' '),
);

const typeOf = (name: string): string | undefined => {
  const low = name.toLowerCase();
  return types[low] ?? (plain.has(low) ? low : undefined);
};

/** A value of Ruby, Python or PHP as SQL; undefined where it is more than a literal. */
function literalOf(given: string): string | undefined {
  const text = given.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  if (/^(nil|none|null)$/i.test(text)) return 'NULL';
  const quoted = /^(["'])([^"'\\]*)\1$/.exec(text)?.[2];
  return quoted === undefined ? undefined : `'${quoted}'`;
}

/** `default: 0, null: false`, `nullable=True, server_default="0"` */
function optionsOf(text: string): ReadonlyMap<string, string> | undefined {
  const options = new Map<string, string>();
  const rest = text.replace(
    /\s*,?\s*(\w+)\s*(?::|=>|=)\s*("[^"]*"|'[^']*'|-?[\w.]+)/g,
    (_, name: string, value: string) => {
      options.set(name, value);
      return '';
    },
  );
  return /^[\s,]*$/.test(rest) ? options : undefined;
}

/** NOT NULL and the default; undefined where an option is not known. */
function columnRest(options: ReadonlyMap<string, string>, notNullByDefault = false): string | undefined {
  let notNull = notNullByDefault;
  let value = '';
  for (const [name, given] of options) {
    const literal = literalOf(given);
    if (name === 'null' || name === 'nullable') notNull = /false/i.test(given);
    else if (name === 'default' || name === 'server_default') {
      if (literal === undefined) return undefined;
      // A default that Alembic hands to the server is SQL in quotes.
      const number =
        name === 'server_default' ? /^'(-?\d+(?:\.\d+)?|true|false)'$/.exec(literal)?.[1] : undefined;
      if (literal !== 'NULL') value = ` DEFAULT ${number ?? literal}`;
    } else if (!/^(blank|max_length|help_text|verbose_name|limit|comment)$/.test(name)) return undefined;
  }
  return `${notNull ? ' NOT NULL' : ''}${value}`;
}

const word = `[:"']?(\\w+)["']?`;
const listed = (text: string): string => (text.match(/\w+/g) ?? []).join(', ');

type Rule = readonly [form: RegExp, sql: (...parts: string[]) => string | undefined];
const rule = (form: string, sql: Rule[1]): Rule => [new RegExp(`^${form}$`, 's'), sql];

function addColumn(
  table: string,
  column: string,
  type: string,
  options: string,
  notNull = false,
): string | undefined {
  const [known, given] = [typeOf(type), optionsOf(options)];
  const rest = given === undefined ? undefined : columnRest(given, notNull);
  return known === undefined || rest === undefined
    ? undefined
    : `ALTER TABLE ${table} ADD COLUMN ${column} ${known}${rest}`;
}

const rails: readonly Rule[] = [
  rule(`add_column\\(? ?${word}, ?${word}, ?${word}(.*?)\\)?`, (table, column, type, options) =>
    addColumn(table ?? '', column ?? '', type ?? '', options ?? ''),
  ),
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
    if (options === undefined || [...options.keys()].some((name) => !['unique', 'name'].includes(name)))
      return undefined;
    return `CREATE ${options.get('unique') === 'true' ? 'UNIQUE ' : ''}INDEX ON ${table} (${listed(columns ?? '')})`;
  }),
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

const alembic: readonly Rule[] = [
  rule(
    `op\\.add_column\\( ?${word}, ?sa\\.Column\\( ?${word}, ?sa\\.(\\w+)(?:\\([^()]*\\))?(.*?)\\) ?\\)`,
    (table, column, type, options) => addColumn(table ?? '', column ?? '', type ?? '', options ?? ''),
  ),
  rule(
    `op\\.drop_column\\( ?${word}, ?${word} ?\\)`,
    (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ),
  rule(
    `op\\.alter_column\\( ?${word}, ?${word}, ?new_column_name ?= ?${word} ?\\)`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
  rule(
    `op\\.alter_column\\( ?${word}, ?${word}, ?nullable ?= ?(True|False) ?\\)`,
    (table, column, nullable) =>
      `ALTER TABLE ${table} ALTER COLUMN ${column} ${nullable === 'True' ? 'DROP' : 'SET'} NOT NULL`,
  ),
  rule(`op\\.drop_table\\( ?${word} ?\\)`, (table) => `DROP TABLE ${table}`),
  rule(
    `op\\.create_index\\( ?(?:op\\.f\\()?${word}\\)?, ?${word}, ?(\\[[^\\]]*\\])(, ?unique ?= ?(True|False))? ?\\)`,
    (_, table, columns, __, unique) =>
      `CREATE ${unique === 'True' ? 'UNIQUE ' : ''}INDEX ON ${table} (${listed(columns ?? '')})`,
  ),
];

const django: readonly Rule[] = [
  rule(
    `migrations\\.AddField\\( ?model_name ?= ?${word}, ?name ?= ?${word}, ?field ?= ?models\\.(\\w+)\\((.*?)\\),? ?\\)`,
    // A field of a model is required unless it says otherwise.
    (table, column, type, options) => addColumn(table ?? '', column ?? '', type ?? '', options ?? '', true),
  ),
  rule(
    `migrations\\.RemoveField\\( ?model_name ?= ?${word}, ?name ?= ?${word},? ?\\)`,
    (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ),
  rule(
    `migrations\\.RenameField\\( ?model_name ?= ?${word}, ?old_name ?= ?${word}, ?new_name ?= ?${word},? ?\\)`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
];

/** Inside of `Schema::table('…', function …`: `table` is put in front. */
const laravel: readonly Rule[] = [
  rule(
    `(\\w+) \\$table->(\\w+)\\( ?${word}(?:, ?[\\d, ]+)? ?\\)((?:->\\w+\\([^()]*\\))*)`,
    (table, type, column, chain) => {
      const drop = { dropColumn: `DROP COLUMN ${column}` }[type ?? ''];
      if (drop !== undefined && chain === '') return `ALTER TABLE ${table} ${drop}`;
      if ((type === 'unique' || type === 'index') && chain === '')
        return `CREATE ${type === 'unique' ? 'UNIQUE ' : ''}INDEX ON ${table} (${column})`;
      const said = [...(chain ?? '').matchAll(/->(\w+)\(([^()]*)\)/g)];
      if (said.some(([, name = '']) => !['nullable', 'default'].includes(name))) return undefined;
      const value = said.find(([, name]) => name === 'default')?.[2];
      const isNull = said.some(([, name]) => name === 'nullable');
      return addColumn(
        table ?? '',
        column ?? '',
        type ?? '',
        value === undefined ? '' : `default: ${value}`,
        !isNull,
      );
    },
  ),
  rule(
    `(\\w+) \\$table->renameColumn\\( ?${word}, ?${word} ?\\)`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
];

const rules = [...rails, ...alembic, ...django, ...laravel];

/** What stands around the changes, and says nothing. */
const frame =
  /^(?:class \w+.*|def (?:change|up|upgrade)\b.*|end|pass|from .* import .*|import .*|dependencies = \[.*\]|operations = \[|[\])};,]*|public function up\(\).*|use .*|<\?php|return new class.*|#.*|\/\/.*|"""[^"]*""")$/;
/** From here on it is the way back. */
const wayBack = /^(?:def (?:down|downgrade)\b|public function down\()/;

/** The statements of a migration; undefined where one of its lines is not known. */
export function mapperSql(text: string): readonly string[] | undefined {
  const statements: string[] = [];
  let table: string | undefined;
  for (const line of linesOf(text)) {
    if (wayBack.test(line)) break;
    const opens =
      /^Schema::table\( ?['"](\w+)['"], ?(?:static )?function ?\(Blueprint \$table\)(?:: ?void)? ?\{$/.exec(
        line,
      )?.[1];
    if (opens !== undefined) table = opens;
    else if (!frame.test(line)) {
      const bare = line.replace(/[;,]$/, '');
      const said = bare.startsWith('$table') && table !== undefined ? `${table} ${bare}` : bare;
      const sql = sqlOf(said);
      if (sql === undefined) return undefined;
      statements.push(sql);
    }
  }
  return statements.length === 0 ? undefined : statements;
}

function sqlOf(line: string): string | undefined {
  for (const [form, sql] of rules) {
    const match = form.exec(line);
    if (match) return sql(...match.slice(1).map((part) => part ?? ''));
  }
  return undefined;
}

/** A call that goes over several lines is one. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let open = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trim().replace(/\s+/g, ' ');
    if (line === '') continue;
    if (open > 0 && lines.length > 0) lines[lines.length - 1] += ` ${line}`;
    else lines.push(line);
    if (/\{$|^operations = \[$/.test(line)) open = 0;
    else open = Math.max(0, open + (line.match(/\(/g) ?? []).length - (line.match(/\)/g) ?? []).length);
  }
  return lines.map((line) => line.replace(/\( /g, '(').replace(/,? \)/g, ')'));
}
