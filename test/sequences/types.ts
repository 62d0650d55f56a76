import { ident, literal, qualified } from '../../postgres/sql.ts';
import type { Draw } from './draw.ts';

export interface ValueType {
  readonly sql: string;
  /** SQL of a value made of a small number, which is SQL, too. */
  readonly value: (n: string) => string;
  /** Another number gives another value, and `=` can compare them. */
  readonly distinct: boolean;
  /** Methods of indexes beside btree. */
  readonly methods: readonly string[];
  /** A condition that every value meets. */
  readonly holds: (column: string) => string;
}

const type = (sql: string, value: ValueType['value'], rest: Partial<ValueType> = {}): ValueType => ({
  sql,
  value,
  distinct: true,
  methods: ['hash', 'brin'],
  holds: (column) => `${column} = ${column}`,
  ...rest,
});

const positive = (column: string): string => `${column} > -5`;
const short = (column: string): string => `length(${column}) < 500`;

export const keyTypes: readonly ValueType[] = [
  type('integer', (n) => `(${n})`, { holds: positive }),
  type('bigint', (n) => `(${n}) * 3000000000`, { holds: positive }),
  type('text', (n) => `'ä ' || (${n}) || ' ''x''\\'`, { holds: short }),
  type('uuid', (n) => `md5((${n})::text)::uuid`),
];

export const plainTypes: readonly ValueType[] = [
  ...keyTypes,
  type('smallint', (n) => `(${n})::smallint`, { holds: positive }),
  type('numeric(10,2)', (n) => `(${n}) * 1.25`, { holds: positive }),
  type('numeric', (n) => `(${n}) / 8.0`, { holds: positive }),
  type('double precision', (n) => `(${n})::float8 / 4`, { holds: positive }),
  type('text', (n) => `repeat('Zeile' || chr(10), (${n}) % 3) || ' ' || (${n})`, { holds: short }),
  type(
    'text',
    (n) => `CASE (${n}) % 4 WHEN 0 THEN '' WHEN 1 THEN ' Blank ' WHEN 2 THEN 'UPPER' ELSE 'ß 😀' END`,
    {
      distinct: false,
      holds: short,
    },
  ),
  type('character varying(20)', (n) => `'v' || (${n})`, { holds: short }),
  type('character(12)', (n) => `'c' || (${n})`),
  type('boolean', (n) => `(${n}) % 2 = 0`, { distinct: false, methods: ['hash'] }),
  type('date', (n) => `date '2024-01-01' + (${n})`),
  type('timestamp without time zone', (n) => `timestamp '2024-01-01 10:00' + (${n}) * interval '1 hour'`),
  type('timestamp with time zone', (n) => `timestamptz '2024-01-01 10:00+02' + (${n}) * interval '1 hour'`),
  type('interval', (n) => `(${n}) * interval '1 minute'`),
  type('jsonb', (n) => `jsonb_build_object('n', ${n}, 'a', jsonb_build_object('b', 'x' || (${n})))`, {
    methods: ['gin'],
  }),
  type(
    'jsonb',
    (n) => `CASE (${n}) % 3 WHEN 0 THEN '"text"' WHEN 1 THEN '{"a":null}' ELSE '[1,{"n":2}]' END::jsonb`,
    {
      distinct: false,
      methods: ['gin'],
    },
  ),
  type('json', (n) => `json_build_object('n', ${n})`, {
    distinct: false,
    methods: [],
    holds: (column) => `json_typeof(${column}) = 'object'`,
  }),
  type('text[]', (n) => `ARRAY['a' || (${n}), NULL, '"']`, { methods: ['gin'] }),
  type('integer[]', (n) => `ARRAY[${n}, 2]`, { methods: ['gin'] }),
  type('int4range', (n) => `int4range((${n}) * 2, (${n}) * 2 + 1)`, { methods: ['gist', 'spgist'] }),
  type('inet', (n) => `inet '10.0.0.0' + (${n})`, { methods: ['hash'] }),
  type('bytea', (n) => `decode(md5((${n})::text), 'hex')`),
  type('bit(8)', (n) => `(${n})::bit(8)`, { methods: [], distinct: false }),
  type('point', (n) => `point(${n}, 1)`, {
    distinct: false,
    methods: ['gist'],
    holds: (column) => `${column} ~= ${column}`,
  }),
];

export const labels = ['open', 'Done', "it's", 'in "work"', 'ü'];

/** Types of the user's own, with the SQL that makes them. */
export function ownTypes(
  draw: Draw,
  schema: string,
  names: readonly string[],
): { sql: string; type: ValueType }[] {
  return names.map((name, at) => {
    const sql = qualified(schema, name);
    if (at % 2 === 0) {
      const list = `{${labels.map((label) => JSON.stringify(label)).join(',')}}`;
      return {
        sql: `CREATE TYPE ${sql} AS ENUM (${labels.map(literal).join(', ')})`,
        type: type(sql, (n) => `(${literal(list)}::${sql}[])[1 + (${n}) % ${labels.length}]`, {
          distinct: false,
          methods: ['hash'],
        }),
      };
    }
    const [base, check] = draw.pick([
      ['text', 'length(VALUE) < 300'],
      ['integer', 'VALUE > -100'],
    ] as const);
    return {
      sql: `CREATE DOMAIN ${sql} AS ${base} CONSTRAINT ${ident(`${name.slice(0, 20)} ok`)} CHECK (${check})`,
      type: type(sql, (n) => (base === 'text' ? `'d' || (${n})` : `(${n})`)),
    };
  });
}
