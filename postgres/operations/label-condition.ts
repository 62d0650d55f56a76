import type { Catalog, CatalogIndex } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { indexTail } from './copies.ts';
import { textOf } from './label-sql.ts';
import type { Relabelling } from './relabel.ts';
import { columnAt, fromKeyword, meaningful, mentionsColumn, type Token, tokenize } from './tokens.ts';
import type { TypeName } from './type-name.ts';

/*
 * What a check or the condition of an index says of the labels of an enum, said of what they become. Only sentences
 * whose meaning is known are said again: which labels a column has, and whether it has any.
 */

/** Columns of one table that are of the enum, and what takes its place. */
export interface Labels {
  readonly columns: readonly string[];
  readonly type: { readonly schema: string; readonly name: string };
  readonly how: Relabelling;
  /** SQL of the type that the values have then. */
  readonly to: string;
  /** That type has other values, too: to be none of them may have a meaning then. */
  readonly open?: boolean;
}

/** `fault`: why it cannot be said; `always`: there is nothing left to say. */
export type SaidAgain =
  | { readonly sql: string; readonly always: boolean; readonly fault?: undefined }
  | { readonly fault: string };

/** How checks and indexes on a column are written for the one that takes its place. */
export interface SayAgain {
  readonly check: (definition: string) => SaidAgain;
  /** What follows the table's name in CREATE INDEX. */
  readonly index: (index: CatalogIndex) => SaidAgain;
}

export const saidOr = (said: SaidAgain | undefined, sql: string): string =>
  said === undefined || said.fault !== undefined ? sql : said.sql;

export const sayAgain = (labels: Labels): SayAgain => ({
  check: (definition) => condition(definition, labels, 'check'),
  index: ({ definition, columns, unique }) => {
    const tail = indexTail(definition);
    const where = fromKeyword(tail, 'WHERE');
    const keys = tail.slice(0, tail.length - where.length);
    if (columns.includes(null) && labels.columns.some((name) => mentionsColumn(keys, name))) {
      return { fault: 'one of its keys is an expression' };
    }
    if (where === '') return { sql: tail, always: false };
    const said = condition(where, labels, unique ? 'unique index' : 'index');
    return said.fault === undefined ? { ...said, sql: keys + said.sql } : said;
  },
});

/** For a column of an enum that becomes one of characters: each label is the text that it is. */
export function sayInText(
  column: string,
  from: TypeName,
  to: TypeName,
  { enums }: Catalog,
): SayAgain | undefined {
  const type = enums.find(({ schema, name }) => `${schema}.${name}` === from.base);
  if (type === undefined || from.array !== to.array || !/^(text|character varying)$/.test(to.base)) return;
  const how = { to: new Map(type.labels.map((label) => [label, label])), gone: [] };
  return sayAgain({ columns: [column], type, how, to: 'text', open: true });
}

type Purpose = 'check' | 'index' | 'unique index';

/** Tokens from the first to the last one that give way to a text. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly sql: string;
  readonly always?: boolean;
}

interface Fault {
  readonly fault: string;
}

function condition(sql: string, labels: Labels, purpose: Purpose): SaidAgain {
  const all = tokenize(sql);
  const words = all.filter(meaningful);
  const edits: Edit[] = [];
  for (const at of words.keys()) {
    if (!labels.columns.some((column) => columnAt(words, at, column))) continue;
    const edit = sentence(words, at, labels, purpose);
    if ('fault' in edit) return edit;
    edits.push(edit);
  }
  const isLoose = (at: number): boolean =>
    constantAt(words, at, labels) !== null &&
    constantAt(words, at, labels)?.text === false &&
    !edits.some(({ from, to }) => from <= at && at <= to);
  if ([...words.keys()].some(isLoose)) return { fault: 'it does more with a label than compare it' };
  const places = all.flatMap((token, at) => (meaningful(token) ? [at] : []));
  const [only] = edits;
  return {
    sql: edits
      .toReversed()
      .reduce(
        (texts, { from, to, sql: text }) =>
          texts.toSpliced(places[from] ?? 0, (places[to] ?? 0) - (places[from] ?? 0) + 1, text),
        all.map(({ text }) => text),
      )
      .join(''),
    always:
      edits.length === 1 &&
      only?.always === true &&
      words.every(({ text }, at) => (at >= only.from && at <= only.to) || /^(CHECK|\(|\))$/.test(text)),
  };
}

const vague: Fault = { fault: 'it says more of a column than which labels it has' };

/** What is said of the column that stands here, with what it is compared with. */
function sentence(words: readonly Token[], at: number, labels: Labels, purpose: Purpose): Edit | Fault {
  const text = (from: number, to = from): string =>
    words
      .slice(Math.max(from, 0), to + 1)
      .map((word) => word.text)
      .join(' ');
  const asText = text(at - 1) === '(' && text(at + 1, at + 3) === ') :: text';
  const [from, end] = asText ? [at - 1, at + 3] : [at, at];
  const subject = asText ? `(${text(at)})::text` : text(at);
  const isOver = (last: number): boolean => text(from - 1) === '(' && text(last + 1) === ')';
  if (/^IS NULL$/.test(text(end + 1, end + 2)) && isOver(end + 2)) return { from, to: from, sql: text(from) };
  if (text(end + 1, end + 3) === 'IS NOT NULL' && isOver(end + 3)) return { from, to: from, sql: text(from) };
  if (text(at - 1) === '(' && /^(cardinality|array_length|array_ndims)$/.test(text(at - 2))) {
    return { from: at, to: at, sql: text(at) };
  }
  // What is left of a comparison with a label that went.
  const self = text(from, end);
  const size = end - from + 1;
  const isSelf = ['=', '< >'].some((is) => {
    const width = is.split(' ').length;
    const whole = `( ${self} ${is} ${self} )`;
    const first = from - 1;
    const second = from - 1 - size - width;
    return [first, second].some((start) => text(start, start + 2 * size + width + 1) === whole);
  });
  if (isSelf) return { from, to: from, sql: text(from) };
  const member = labelInArray(words, at, labels);
  if (member !== null) return member;
  const operator = operatorAt(words, end + 1);
  const next = end + 1 + operator.length;
  const isSet = /^(= ANY|<> ALL) \( ARRAY \[/.test(`${operator} ${text(next, next + 3)}`);
  if (isSet) {
    const list = constantsAt(words, next + 4, labels);
    if (list === null || text(list.next, list.next + 1) !== '] )' || !isOver(list.next + 1)) return vague;
    const edit = compared({ subject, asText, set: list.labels, is: operator === '=', purpose }, labels);
    return 'fault' in edit ? edit : { ...edit, from, to: list.next + 1 };
  }
  const single = constantAt(words, next, labels);
  if (single !== null && !single.array && /^(=|<>)$/.test(operator) && isOver(single.next - 1)) {
    const edit = compared({ subject, asText, set: [single.label], is: operator === '=', purpose }, labels);
    return 'fault' in edit ? edit : { ...edit, from, to: single.next - 1 };
  }
  if (asText || !/^(=|<>|@>|<@|&&)$/.test(operator)) return vague;
  const list = arrayAt(words, next, labels);
  if (list === null || !isOver(list.next - 1)) return vague;
  const fault = notOneToOne(list.labels, labels);
  return fault ?? { from, to: list.next - 1, sql: `${subject} ${operator} ${arraySql(list.labels, labels)}` };
}

interface Comparison {
  readonly subject: string;
  readonly asText: boolean;
  readonly set: readonly string[];
  readonly is: boolean;
  readonly purpose: Purpose;
}

/** `=` and `<>` of one label or several. */
function compared(
  { subject, asText, set, is, purpose }: Comparison,
  { how, to, open = false }: Labels,
): Pick<Edit, 'sql' | 'always'> | Fault {
  const then = [
    ...new Set(set.flatMap((label) => (how.to.has(label) ? [how.to.get(label) ?? ''] : open ? [label] : []))),
  ];
  const mixed = [...how.to].filter(([label, next]) => then.includes(next) !== set.includes(label));
  // An index that only speeds up may hold more rows or fewer.
  if (mixed.length > 0 && purpose !== 'index') {
    const apart = [...how.to.keys()].filter((label) => then.includes(how.to.get(label) ?? ''));
    return { fault: `it tells ${apart.join(' from ')}, which become one` };
  }
  const value = (label: string): string => `${literal(label)}::${asText ? 'text' : to}`;
  const [one, ...more] = then;
  if (one === undefined) {
    if (is && purpose !== 'check') return { fault: 'it would hold no row' };
    // NULL where the column is NULL, as the comparison was.
    if (is) return { sql: `${subject} <> ${subject}` };
    return { sql: purpose === 'check' ? `${subject} = ${subject}` : `${subject} IS NOT NULL`, always: true };
  }
  if (more.length === 0) return { sql: `${subject} ${is ? '=' : '<>'} ${value(one)}` };
  return { sql: `${subject} ${is ? '= ANY' : '<> ALL'} (ARRAY[${then.map(value).join(', ')}])` };
}

/** `'new'::state = ANY (states)` */
function labelInArray(words: readonly Token[], at: number, labels: Labels): Edit | Fault | null {
  const before = words.slice(Math.max(at - 4, 0), at).map(({ text }) => text);
  const operator = /(= ANY|< > ALL) \($/.exec(before.join(' '))?.[1];
  if (operator === undefined || words[at + 1]?.text !== ')') return null;
  const end = at - 1 - operator.split(' ').length;
  const from = [...words.keys()].find((start) => constantAt(words, start, labels)?.next === end);
  const constant = from === undefined ? null : constantAt(words, from, labels);
  if (from === undefined || constant === null || constant.array || words[from - 1]?.text !== '(')
    return vague;
  return (
    notOneToOne([constant.label], labels) ?? {
      from,
      to: end - 1,
      sql: `${literal(labels.how.to.get(constant.label) ?? '')}::${labels.to}`,
    }
  );
}

/** Of an array, what it holds is compared one by one. */
function notOneToOne(set: readonly string[], { how }: Labels): Fault | null {
  const gone = set.find((label) => !how.to.has(label));
  if (gone !== undefined) return { fault: `it names ${gone}, which becomes nothing` };
  const same = [...how.to.keys()].filter((label) =>
    set.some((one) => one !== label && how.to.get(one) === how.to.get(label)),
  );
  return same.length === 0 ? null : { fault: `it names a label that becomes one with ${same.join(', ')}` };
}

const arraySql = (set: readonly string[], { how, to }: Labels): string =>
  `ARRAY[${set.map((label) => literal(how.to.get(label) ?? '')).join(', ')}]::${to}[]`;

/** Neighbouring symbols of an operator, in one piece. */
function operatorAt(words: readonly Token[], at: number): string {
  const end = words.findIndex(({ text }, index) => index >= at && !/^[=<>@&]$/.test(text));
  return words
    .slice(at, end === -1 ? undefined : end)
    .map(({ text }) => text)
    .join('');
}

interface Constant {
  readonly label: string;
  readonly text: boolean;
  readonly array: boolean;
  /** Where the words after it begin. */
  readonly next: number;
}

/** A string that is cast to the enum or to text. */
function constantAt(words: readonly Token[], at: number, { type }: Labels): Constant | null {
  const [value, cast, first, dot, second] = words.slice(at, at + 5);
  if (value?.kind !== 'string' || cast?.text !== '::' || first?.kind !== 'name') return null;
  const label = textOf(value.text);
  const isType = first.value === type.schema && dot?.text === '.' && second?.value === type.name;
  if (label === null || !(isType || (first.value === 'text' && dot?.text !== '.'))) return null;
  const next = at + (isType ? 5 : 3);
  const array = words[next]?.text === '[';
  return { label, text: !isType, array, next: array ? next + 2 : next };
}

interface Constants {
  readonly labels: readonly string[];
  readonly next: number;
}

/** Constants with commas between them. */
function constantsAt(words: readonly Token[], at: number, labels: Labels): Constants | null {
  const first = constantAt(words, at, labels);
  if (first === null || first.array) return null;
  if (words[first.next]?.text !== ',') return { labels: [first.label], next: first.next };
  const rest = constantsAt(words, first.next + 1, labels);
  return rest === null ? null : { labels: [first.label, ...rest.labels], next: rest.next };
}

/** `'{new,open}'::state[]` or `ARRAY['new'::state]` */
function arrayAt(words: readonly Token[], at: number, labels: Labels): Constants | null {
  if (words[at]?.text === 'ARRAY' && words[at + 1]?.text === '[') {
    const list = constantsAt(words, at + 2, labels);
    return list === null || words[list.next]?.text !== ']' ? null : { ...list, next: list.next + 1 };
  }
  const constant = constantAt(words, at, labels);
  const list = constant?.array ? listed(constant.label) : null;
  return constant === null || list === null ? null : { labels: list, next: constant.next };
}

/** Labels of an array that SQL writes as a constant, e.g. of a default; null for any other expression. */
export function constantArray(sql: string, labels: Labels): readonly string[] | null {
  const words = tokenize(sql).filter(meaningful);
  if (/^ARRAY \[ \] ::/.test(words.map(({ text }) => text).join(' '))) return [];
  const list = arrayAt(words, 0, labels);
  return list === null || list.next < words.length ? null : list.labels;
}

/** `{open,"in work"}`, as PostgreSQL writes it. */
export const arrayText = (set: readonly string[]): string =>
  `{${set
    .map((label) =>
      /^$|^null$|[\s{},"\\]/i.test(label) ? `"${label.replaceAll(/["\\]/g, (one) => `\\${one}`)}"` : label,
    )
    .join(',')}}`;

/** Labels of `{open,"in work"}`; null where it holds a NULL or is an array of arrays. */
export function listed(list: string): string[] | null {
  if (!/^\{[^{}]*\}$/.test(list.replaceAll(/"(?:[^"\\]|\\[\s\S])*"/g, '""'))) return null;
  const items = [...list.slice(1, -1).matchAll(/"((?:[^"\\]|\\[\s\S])*)"|[^{},"]+/g)];
  if (items.some(([whole]) => whole === 'NULL')) return null;
  return items.map(([whole, quoted]) =>
    quoted === undefined ? whole : quoted.replaceAll(/\\([\s\S])/g, '$1'),
  );
}
