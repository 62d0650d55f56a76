import { ident, identList, literal, qualified } from '../../postgres/sql.ts';
import { serverMajor, since } from '../support/server-version.ts';
import type { Draw } from './draw.ts';
import { newName, roles } from './names.ts';
import type { Column, Table } from './schemas.ts';
import type { ValueType } from './types.ts';

const commentText = (draw: Draw): string => literal(draw.pick(['plain', "it's\nöld", '{"json": 1}']));

type Decoration = (draw: Draw, table: Table, named: () => string) => string[];

/** What tables have beside columns and rows. */
export function decorations(draw: Draw, tables: readonly Table[], named: () => string): string[] {
  return tables.flatMap((table) =>
    Array.from({ length: draw.below(7) }, () => draw.pick(kinds)(draw, table, named)).flat(),
  );
}

const anyColumn = (draw: Draw, { columns }: Table, fits: (column: Column) => boolean): Column[] => {
  const fitting = columns.filter(fits);
  return fitting.length === 0 ? [] : [draw.pick(fitting)];
};
const isPlain = ({ type }: Column): boolean => type.sql !== 'serial';
const comparable = ({ type, virtual }: Column): boolean =>
  virtual !== true && type.sql !== 'json' && type.sql !== 'point';
const constraintName = (draw: Draw, named: () => string): string =>
  draw.chance(50) ? '' : `CONSTRAINT ${ident(named())} `;

/** The name of a new column, which the table has from now on. */
function added(draw: Draw, table: Table, type: ValueType, virtual = false): string {
  const name = newName(
    draw,
    table.columns.map((column) => column.name),
  );
  table.columns.push({ name, type, rest: '', value: null, nulls: true, virtual });
  return name;
}

const kinds: readonly Decoration[] = [
  function check(draw, table, named) {
    return anyColumn(draw, table, isPlain).map(
      ({ name, type }) =>
        `ALTER TABLE ${table.at} ADD ${constraintName(draw, named)}CHECK (${type.holds(ident(name))})`,
    );
  },
  function unprovenCheck(draw, table, named) {
    return anyColumn(draw, table, () => table.kind === 'table').map(
      ({ name }) =>
        `ALTER TABLE ${table.at} ADD ${constraintName(draw, named)}CHECK (${ident(name)} IS NOT NULL) NOT VALID`,
    );
  },
  function unique(draw, table, named) {
    const rest = draw.pick(['', ' DEFERRABLE', '']);
    return anyColumn(
      draw,
      table,
      (column) =>
        column.type.distinct &&
        column.value === column.type.value('i') &&
        comparable(column) &&
        table.kind === 'table',
    ).map(
      ({ name }) =>
        `ALTER TABLE ${table.at} ADD ${constraintName(draw, named)}UNIQUE (${ident(name)})${rest}`,
    );
  },
  function index(draw, table, named) {
    return anyColumn(draw, table, comparable).map(({ name: column, type }) => {
      const own = ident(column);
      const method = draw.chance(40) ? draw.pick(['btree', ...type.methods]) : 'btree';
      const others = table.columns.filter((other) => other.name !== column && comparable(other));
      const keys = [
        own,
        ...(method === 'btree' && others.length > 0 && draw.chance(30)
          ? [`${ident(draw.pick(others).name)} DESC NULLS LAST`]
          : []),
      ];
      const include =
        method === 'btree' && others.length > 0 && draw.chance(20)
          ? ` INCLUDE (${ident(draw.pick(others).name)})`
          : '';
      const where = draw.chance(20) ? ` WHERE ${own} IS NOT NULL` : '';
      const name = draw.chance(50) ? ident(named()) : '';
      return `CREATE INDEX ${name} ON ${table.at} USING ${method} (${keys.join(', ')})${include}${where}`;
    });
  },
  function expressionIndex(draw, table) {
    return anyColumn(draw, table, ({ type, virtual }) => type.sql === 'text' && virtual !== true).map(
      ({ name }) => `CREATE INDEX ON ${table.at} (lower(${ident(name)}), length(${ident(name)}))`,
    );
  },
  function comments(draw, table) {
    return [
      `COMMENT ON TABLE ${table.at} IS ${commentText(draw)}`,
      ...anyColumn(draw, table, () => true).map(
        ({ name }) => `COMMENT ON COLUMN ${table.at}.${ident(name)} IS ${commentText(draw)}`,
      ),
    ];
  },
  function grants(draw, table) {
    const role = draw.pick(roles);
    return [
      `GRANT ${draw.pick(['SELECT', 'SELECT, INSERT', 'ALL'])} ON ${table.at} TO ${role}`,
      ...anyColumn(draw, table, () => draw.chance(50)).map(
        ({ name }) => `GRANT UPDATE (${ident(name)}) ON ${table.at} TO ${draw.pick(roles)} WITH GRANT OPTION`,
      ),
    ];
  },
  function policies(draw, table, named) {
    return [
      `ALTER TABLE ${table.at} ENABLE ROW LEVEL SECURITY`,
      ...(draw.chance(30) ? [`ALTER TABLE ${table.at} FORCE ROW LEVEL SECURITY`] : []),
      ...anyColumn(draw, table, () => true).map(
        ({ name }) =>
          `CREATE POLICY ${ident(named())} ON ${table.at} AS ${draw.pick(['PERMISSIVE', 'RESTRICTIVE'])}` +
          ` FOR ${draw.pick(['ALL', 'SELECT', 'UPDATE'])} TO ${draw.pick([...roles, 'public'])} USING (${ident(name)} IS NOT NULL)`,
      ),
    ];
  },
  function trigger(draw, table, named) {
    const touch = qualified(table.schema, named());
    const [column] = anyColumn(draw, table, isPlain);
    const of = column !== undefined && draw.chance(30) ? ` OF ${ident(column.name)}` : '';
    return [
      `CREATE FUNCTION ${touch}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN coalesce(NEW, OLD); END $$`,
      `CREATE TRIGGER ${ident(named())} ${draw.pick(['BEFORE', 'AFTER'])} INSERT OR UPDATE${of} OR DELETE ON ${table.at}` +
        ` FOR EACH ROW EXECUTE FUNCTION ${touch}()`,
    ];
  },
  function routine(draw, table, named) {
    const at = qualified(table.schema, named());
    return [
      `CREATE FUNCTION ${at}(n integer, other text DEFAULT 'x') RETURNS integer LANGUAGE sql ${draw.pick(['IMMUTABLE', 'STABLE', 'VOLATILE'])} AS $$ SELECT n + 1 $$`,
      ...(draw.chance(50) ? [`COMMENT ON FUNCTION ${at} IS ${commentText(draw)}`] : []),
    ];
  },
  function view(draw, table, named) {
    const at = qualified(table.schema, named());
    const columns = identList(draw.some(table.columns).map(({ name }) => name));
    const [kind, rest] = draw.pick([
      ['VIEW', ''],
      ['VIEW', since(15, ' WITH (security_invoker = true)')],
      ['MATERIALIZED VIEW', ''],
    ]);
    return [`CREATE ${kind} ${at}${rest} AS SELECT ${columns} FROM ${table.at}`];
  },
  function columnTrigger(draw, table, named) {
    return anyColumn(draw, table, ({ type, virtual }) => type.sql === 'text' && virtual !== true).flatMap(
      ({ name }) => {
        const told = qualified(table.schema, named());
        const body = `BEGIN IF TG_WHEN = 'BEFORE' THEN NEW.${ident(name)} := lower(NEW.${ident(name)}); END IF; RETURN NEW; END`;
        const [when, events] = draw.pick([
          ['BEFORE', 'INSERT OR UPDATE'],
          ['AFTER', `UPDATE OF ${ident(name)}`],
        ]);
        return [
          `CREATE FUNCTION ${told}() RETURNS trigger LANGUAGE plpgsql AS ${literal(body)}`,
          `CREATE TRIGGER ${ident(named())} ${when} ${events} ON ${table.at} FOR EACH ROW EXECUTE FUNCTION ${told}()`,
        ];
      },
    );
  },
  function randomDefault(draw, table) {
    const volatile: Readonly<Record<string, string>> = {
      uuid: 'gen_random_uuid()',
      'timestamp with time zone': 'now()',
      'double precision': 'random()',
    };
    return anyColumn(draw, table, ({ type }) => volatile[type.sql] !== undefined).map(
      ({ name, type }) => `ALTER TABLE ${table.at} ALTER ${ident(name)} SET DEFAULT ${volatile[type.sql]}`,
    );
  },
  function generated(draw, table) {
    const how = draw.pick(['STORED', 'STORED', since(18, 'VIRTUAL') || 'STORED']);
    return anyColumn(
      draw,
      table,
      ({ type, value }) => value !== null && (type.sql === 'integer' || type.sql === 'text'),
    ).map(({ name, type }) => {
      const value = type.sql === 'text' ? `${ident(name)} || '!'` : `${ident(name)} + 1`;
      return `ALTER TABLE ${table.at} ADD ${ident(added(draw, table, type, how === 'VIRTUAL'))} ${type.sql} GENERATED ALWAYS AS (${value}) ${how}`;
    });
  },
  function settings(draw, table) {
    return anyColumn(draw, table, isPlain)
      .map(({ name }) => {
        const alter = `ALTER TABLE ${table.at}`;
        return draw.pick([
          `${alter} ALTER ${ident(name)} SET STATISTICS 500`,
          `${alter} ALTER ${ident(name)} SET (n_distinct = -0.5)`,
          table.kind === 'table' ? `${alter} SET (fillfactor = 70)` : 'SELECT',
          table.kind === 'table' ? `${alter} REPLICA IDENTITY FULL` : 'SELECT',
          `ANALYZE ${table.at}`,
          `CREATE STATISTICS ON ${identList(
            table.columns
              .filter(comparable)
              .slice(0, 2)
              .map((column) => column.name),
          )} FROM ${table.at}`,
        ]);
      })
      .filter(
        (sql) =>
          sql !== 'SELECT' && (!sql.startsWith('CREATE STATISTICS') || (serverMajor >= 16 && /, /.test(sql))),
      );
  },
  function selfReference(draw, table) {
    const [key, ...more] = table.key;
    if (key === undefined || more.length > 0 || table.kind !== 'table') return [];
    const sql = key.type.sql === 'serial' ? 'integer' : key.type.sql;
    const name = added(draw, table, { ...key.type, sql });
    return [`ALTER TABLE ${table.at} ADD ${ident(name)} ${sql} REFERENCES ${table.at}`];
  },
  function exclusion(draw, table) {
    return anyColumn(
      draw,
      table,
      ({ type, value }) => type.sql === 'int4range' && value === type.value('i') && table.kind === 'table',
    ).map(({ name }) => `ALTER TABLE ${table.at} ADD EXCLUDE USING gist (${ident(name)} WITH &&)`);
  },
  function inherits(_draw, table, named) {
    return table.kind === 'table'
      ? [`CREATE TABLE ${qualified(table.schema, named())} () INHERITS (${table.at})`]
      : [];
  },
  function publication(_draw, table, named) {
    return [`CREATE PUBLICATION ${ident(named())} FOR TABLE ${table.at}`];
  },
];
