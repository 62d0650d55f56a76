import { literal } from '../sql.ts';

/* SQL expressions that rebuild a jsonb value, as a chain of sub-selects. */

export interface JsonChange {
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  readonly set: readonly { readonly path: string; readonly value: string }[];
  readonly remove: readonly string[];
}

/** One link of the chain: `v` the value, `x` a value on its way, `w` what the row held before the migration. */
interface Link {
  readonly v?: string;
  readonly x?: string;
}

export const at = (value: string, path: string): string => `${value} #> ${pathSql(path)}`;

const keys = (path: string): string[] => path.split('.');

const pathSql = (path: string): string => `ARRAY[${keys(path).map(literal).join(', ')}]`;

/** `a.b.c` → `a`, `a.b` */
export const parents = (path: string): string[] =>
  keys(path)
    .slice(0, -1)
    .map((_, depth) =>
      keys(path)
        .slice(0, depth + 1)
        .join('.'),
    );

const json = (text: string): string => `${literal(JSON.stringify(JSON.parse(text)))}::jsonb`;

/** Puts `x` at a path, with the objects that lead there; leaves the value alone where `x` is missing. */
const put = (path: string): Link[] => [
  ...parents(path).map((parent) => ({
    v: `CASE WHEN x IS NULL OR jsonb_typeof(${at('v', parent)}) = 'object' THEN v ELSE jsonb_set(v, ${pathSql(parent)}, '{}') END`,
  })),
  { v: `CASE WHEN x IS NULL THEN v ELSE jsonb_set(v, ${pathSql(path)}, x) END` },
];

const take = (path: string): Link => ({ v: without(path), x: at('v', path) });

/** Asked first, because `#-` fails where the path leads into an array. */
const without = (path: string): string =>
  `CASE WHEN ${at('v', path)} IS NULL THEN v ELSE v #- ${pathSql(path)} END`;

/** The value in its new shape. */
export const forward = (value: string, { moves, set, remove }: JsonChange): string =>
  chain(value, 'NULL::jsonb', [
    ...moves.flatMap(({ from, to }) => [take(from), ...put(to)]),
    ...set.flatMap(({ path, value: constant }) => [{ x: json(constant) }, ...put(path)]),
    ...remove.map((path) => ({ v: without(path) })),
  ]);

/**
 * A value in its new shape, changed by nobody knows whom, in its old shape again. `was`: what the row held before,
 * or NULL for a row that is younger.
 */
export const backward = (value: string, was: string, { moves, set, remove }: JsonChange): string =>
  chain(value, was, [
    ...remove
      .toReversed()
      .flatMap((path) => [
        { x: `CASE WHEN ${at('v', path)} IS NULL THEN ${at('w', path)} END` },
        ...put(path),
      ]),
    ...set.toReversed().flatMap(({ path, value: constant }) => [
      // What the application has put there since is its own.
      { x: `CASE WHEN ${at('v', path)} = ${json(constant)} THEN ${at('w', path)} END` },
      { v: `CASE WHEN ${at('v', path)} = ${json(constant)} THEN v #- ${pathSql(path)} ELSE v END` },
      ...put(path),
      ...tidy(path),
    ]),
    ...moves.toReversed().flatMap(({ from, to }) => [take(to), ...put(from), ...tidy(to)]),
  ]);

/** Objects that were made only to hold a path go when they are empty again. */
const tidy = (path: string): Link[] =>
  parents(path)
    .toReversed()
    .map((parent) => ({
      v: `CASE WHEN ${at('v', parent)} = '{}' AND ${at('w', parent)} IS NULL THEN v #- ${pathSql(parent)} ELSE v END`,
    }));

/** OFFSET 0 keeps the planner from writing each link's SQL into the next, which would grow without bound. */
function chain(value: string, was: string, links: readonly Link[]): string {
  const first = `SELECT ${value} AS v, NULL::jsonb AS x, ${was} AS w`;
  const all = links.reduce(
    (inner, { v = 'v', x = 'x' }) => `SELECT ${v} AS v, ${x} AS x, w FROM (${inner} OFFSET 0) AS godwit_link`,
    first,
  );
  return `(SELECT v FROM (${all}) AS godwit_chain)`;
}

/** Whether a value still has something of the old shape. */
export const isOld = (value: string, { moves, set, remove }: JsonChange): string =>
  `(${[
    ...[...moves.map(({ from }) => from), ...remove].map((path) => `${at(value, path)} IS NOT NULL`),
    ...set.map(({ path, value: constant }) => `${at(value, path)} IS DISTINCT FROM ${json(constant)}`),
  ].join(' OR ')})`;

/** Whether a value has something of the new shape. */
export const isNew = (value: string, { moves, set }: JsonChange): string =>
  `(${['false', ...moves.map(({ to }) => `${at(value, to)} IS NOT NULL`), ...set.map(({ path, value: constant }) => `${at(value, path)} = ${json(constant)}`)].join(' OR ')})`;

/** Two paths of which one leads to the other, or to the same place; null where there are none. */
export function conflict({ moves, set, remove }: JsonChange): readonly [string, string] | null {
  const from = moves.map((move) => move.from);
  const written = [...moves.map((move) => move.to), ...set.map(({ path }) => path)];
  const pairs = [
    ...pairsWithin(from),
    ...pairsWithin(written),
    ...pairsWithin(remove),
    ...from.flatMap((one) => written.map((other) => [one, other] as const)),
    ...remove.flatMap((one) => written.map((other) => [one, other] as const)),
  ];
  return (
    pairs.find(([one, other]) => `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`)) ??
    null
  );
}

const pairsWithin = (paths: readonly string[]): (readonly [string, string])[] =>
  paths.flatMap((one, index) => paths.slice(index + 1).map((other) => [one, other] as const));
