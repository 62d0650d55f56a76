import { literal } from '../sql.ts';
import type { Conversion } from './conversion.ts';
import { OperationRefused } from './errors.ts';
import type { TypeName } from './type-name.ts';
import { differs } from './types.ts';

/** What becomes of the values of an enum. */
export interface Relabelling {
  /** Value by value, in the order of the old type. */
  readonly to: ReadonlyMap<string, string>;
  /** Values that become nothing: no row may hold them. */
  readonly gone: readonly string[];
}

interface Wanted {
  readonly labels: readonly string[];
  readonly map: readonly { readonly from: string; readonly to: string }[];
}

/**
 * A value that keeps its name is its own successor, where the map says nothing else.
 * @throws OperationRefused where it is not said, or said twice, what a value becomes, and where nothing changes
 */
export function relabelling(name: string, labels: readonly string[], wanted: Wanted): Relabelling {
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`enum ${name}`, reason, hint);
  };
  const said = new Map(wanted.map.map(({ from, to }) => [from, to]));
  if (new Set(wanted.labels).size < wanted.labels.length)
    refuse('a label is given twice', 'leave the second one out');
  if (said.size < wanted.map.length)
    refuse('the map says twice what becomes of a value', 'leave the second one out');
  for (const { from, to } of wanted.map) {
    if (!labels.includes(from)) refuse(`it has no label "${from}"`, `labels: ${labels.join(', ')}`);
    if (!wanted.labels.includes(to))
      refuse(`"${from}" is to become "${to}", which is none of the new labels`, 'add it to labels');
  }
  const kept = labels.flatMap((label) => {
    const to = said.get(label) ?? (wanted.labels.includes(label) ? label : undefined);
    return to === undefined ? [] : [[label, to] as const];
  });
  const to = new Map(kept);
  const fresh = wanted.labels.find((label) => ![...to.values()].includes(label));
  if (fresh !== undefined) {
    refuse(
      `no value becomes "${fresh}", so the old column could not follow`,
      'leave it out, and add it with add_enum_value when the old column is dropped',
    );
  }
  if (labels.join('\0') === wanted.labels.join('\0') && kept.every(([from, now]) => from === now))
    refuse(`its labels are ${labels.join(', ')} already`, 'leave the operation out');
  return { to, gone: labels.filter((label) => !to.has(label)) };
}

/** Values of the old type that only the old column tells apart. */
export const merged = ({ to }: Relabelling): string[] =>
  [...to].flatMap(([from, now]) => ([...to.values()].filter((one) => one === now).length > 1 ? [from] : []));

/** What a value written under its new name was before: itself, or else the first that became it. */
export const former = ({ to }: Relabelling, label: string): string | undefined =>
  to.get(label) === label ? label : [...to].find(([, now]) => now === label)?.[0];

/** SQL of the new value's text; NULL for a value that becomes nothing. Of an array, of each of its values. */
export const newText = ({ to, gone }: Relabelling, value: string, array = false): string =>
  array ? replacedIn(value, [...to, ...gone.map((label) => [label, null] as const)]) : caseOf(value, [...to]);

/** SQL condition: the value, or one in the array, becomes nothing. */
export const isGone = ({ gone }: Relabelling, value: string, array = false): string =>
  array
    ? `(${value})::text[] && ARRAY[${gone.map(literal).join(', ')}]`
    : `(${value})::text IN (${gone.map(literal).join(', ')})`;

/**
 * Compared as the new type's values, so that of merged ones the old column keeps which it was. A value that becomes
 * nothing is never equal, not even to NULL: the trigger refuses it.
 */
export function relabelled(from: TypeName, to: TypeName, how: Relabelling): Conversion {
  const { array } = from;
  const forward = (value: string): string => `(${newText(how, value, array)})::${to.sql}`;
  const back = [...new Set(how.to.values())].map((label) => [label, former(how, label) ?? ''] as const);
  return {
    from: from.sql,
    to: to.sql,
    forward,
    backward: (value) => `(${array ? replacedIn(value, back) : caseOf(value, back)})::${from.sql}`,
    unequal: (was, is) =>
      [differs(is, forward(was), to.sql), ...(how.gone.length === 0 ? [] : [isGone(how, was, array)])].join(
        ' OR ',
      ),
    exact: { from: merged(how).length === 0, to: true },
    strict: true,
  };
}

type Pair = readonly [from: string, to: string | null];

/**
 * SQL of an array of texts, with some of them replaced: one after the other, so that none is replaced twice. No label is
 * as long as the text that stands for one of a circle meanwhile.
 */
function replacedIn(value: string, pairs: readonly Pair[]): string {
  const waiting = pairs.filter(([from, to]) => from !== to);
  const ordered: Pair[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(([, to]) => to === null || !waiting.some(([from]) => from === to));
    const [next] = waiting.splice(Math.max(free, 0), 1);
    if (next === undefined) break;
    const [from, to] = next;
    const meanwhile = from.padEnd(300, '.');
    ordered.push(free === -1 ? [from, meanwhile] : next);
    if (free === -1) waiting.push([meanwhile, to]);
  }
  const sql = (text: string | null): string => (text === null ? 'NULL' : literal(text));
  return ordered.reduce(
    (array, [from, to]) => `array_replace(${array}, ${sql(from)}, ${sql(to)})`,
    `(${value})::text[]`,
  );
}

const caseOf = (value: string, pairs: readonly (readonly [string, string])[]): string =>
  `CASE (${value})::text${pairs.map(([from, to]) => ` WHEN ${literal(from)} THEN ${literal(to)}`).join('')} END`;
