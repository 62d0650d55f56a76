import type { Node } from 'libpg-query';
import type { Catalog } from '../catalog/catalog.ts';
import { splitStatements } from '../script/index.ts';
import { qualified } from '../sql.ts';
import { OperationRefused } from './errors.ts';

/** A type, however it was written. */
export interface TypeName {
  /** Without length and brackets: in the words of `format_type` or, of a user's own, `schema.name`, unquoted. */
  readonly base: string;
  /** Length, or precision and scale. */
  readonly args: readonly number[];
  readonly array: boolean;
  /** As SQL writes it, with its schema where it is a user's own. */
  readonly sql: string;
  /** The same without length, so that a cast to it loses nothing. */
  readonly wide: string;
}

/** PostgreSQL's own types: the grammar's name and that of `format_type`. */
const words: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  varchar: 'character varying',
  bpchar: 'character',
  bool: 'boolean',
  varbit: 'bit varying',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
};
const plain = new Set(
  'text numeric date interval uuid json jsonb bytea bit inet cidr macaddr macaddr8 xml money'.split(' '),
);

/** @throws OperationRefused for a type that the catalog does not know, or knows only as a name */
export function typeNameOf(type: string, catalog: Catalog): TypeName {
  const { names, args, array } = read(type);
  const name = names.at(-1) ?? '';
  const brackets = array ? '[]' : '';
  const isBuiltin = names.length === 1 || names[0] === 'pg_catalog';
  const base = isBuiltin ? (words[name] ?? (plain.has(name) ? name : undefined)) : undefined;
  if (base !== undefined) {
    const wide = widest(base) + brackets;
    // Fields of an interval are among its arguments, as bits.
    const sql = base === 'interval' && args.length > 0 ? type : withArgs(base, args) + brackets;
    return { base, args, array, sql, wide };
  }
  const known = ownTypes(catalog).find(
    (own) => own.name === name && (names.length === 1 || own.schema === names[0]),
  );
  if (known === undefined) {
    throw new OperationRefused(
      `type ${type}`,
      'it is neither a usual type of PostgreSQL nor an enum, nor one with casts of its own',
      'create it first, or write the change as custom_sql',
    );
  }
  const sql = qualified(known.schema, known.name);
  const size = args.length === 0 ? '' : `(${args.join(',')})`;
  return {
    base: `${known.schema}.${known.name}`,
    args,
    array,
    sql: sql + size + brackets,
    wide: sql + brackets,
  };
}

/** Enums, and what extensions bring with casts: a domain has none, and adding a column of it may write every row. */
const ownTypes = (catalog: Catalog): { schema: string; name: string }[] => [
  ...catalog.enums,
  ...(catalog.casts ?? [])
    .flatMap(({ from, to }) => [from, to])
    .flatMap((type) => {
      const { names } = read(type);
      const [schema = '', name] = names;
      return name === undefined || schema === 'pg_catalog' ? [] : [{ schema, name }];
    }),
];

interface Written {
  readonly names: readonly string[];
  readonly args: readonly number[];
  readonly array: boolean;
}

const readings = new Map<string, Written>();

function read(type: string): Written {
  const before = readings.get(type);
  if (before !== undefined) return before;
  const [statement] = splitStatements(`SELECT NULL::${type}`);
  const target =
    statement && 'SelectStmt' in statement.node ? statement.node.SelectStmt.targetList?.[0] : undefined;
  const value = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  const name = value && 'TypeCast' in value ? value.TypeCast.typeName : undefined;
  if (name === undefined) throw new Error(`"${type}" is no type`);
  const text = (node: Node): string[] => ('String' in node ? [node.String.sval ?? ''] : []);
  const number = (node: Node): number[] =>
    'A_Const' in node && node.A_Const.ival !== undefined ? [node.A_Const.ival.ival ?? 0] : [];
  const written = {
    names: (name.names ?? []).flatMap(text),
    args: (name.typmods ?? []).flatMap(number),
    array: (name.arrayBounds ?? []).length > 0,
  };
  readings.set(type, written);
  return written;
}

function withArgs(base: string, args: readonly number[]): string {
  // `character` alone would have a length of one.
  if (args.length === 0) return base === 'character' ? 'bpchar' : base;
  const [first, ...rest] = base.split(' ');
  const list = `(${args.join(',')})`;
  return /^time/.test(base) ? [`${first}${list}`, ...rest].join(' ') : base + list;
}

/** `character` and `bit` without a length mean a length of one. */
const widest = (base: string): string =>
  /^character/.test(base) ? 'text' : base === 'bit' ? 'bit varying' : base;
