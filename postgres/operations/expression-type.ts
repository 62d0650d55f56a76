import type { CatalogIndex } from '../catalog/catalog.ts';
import { indexTail } from './copies.ts';
import { columnAt, fromKeyword, meaningful, mentionsColumn, type Token, tokenize } from './tokens.ts';
import type { TypeName } from './type-name.ts';

/*
 * Whether an expression over a column, as PostgreSQL deparses it, can be asked of a column of another type. What is
 * not known to be the same there is taken for different: an operator that is missing shows only when rows are copied.
 */

/** Of a check. */
export const staysAskable = (sql: string, column: string, from: TypeName, to: TypeName): boolean =>
  mentions(sql, column).every((mention) => fits(mention, from, to, false));

/** Of an index: its keys, with their operator classes and collations, and its condition, unless that is said again. */
export function staysIndexed(
  { definition }: CatalogIndex,
  column: string,
  from: TypeName,
  to: TypeName,
  isSaidAgain = false,
): boolean {
  const tail = indexTail(definition).replace(/^USING \w+ /, '');
  const where = fromKeyword(tail, 'WHERE');
  return (
    (isSaidAgain || staysAskable(where, column, from, to)) &&
    mentions(tail.slice(0, tail.length - where.length), column).every((mention) =>
      depth(mention) === 1 ? keyFits(mention, from, to) : fits(mention, from, to, true),
    )
  );
}

/** Whether both compare and calculate alike, so that an expression means the same of either. */
export const isAlike = (from: TypeName, to: TypeName): boolean => familyOf(from) === familyOf(to);

/** Where in an expression the column stands. */
interface Mention {
  readonly tokens: readonly Token[];
  readonly at: number;
}

function mentions(sql: string, column: string): Mention[] {
  if (!mentionsColumn(sql, column)) return [];
  const tokens = tokenize(sql).filter(meaningful);
  return tokens.flatMap((_, at) => (columnAt(tokens, at, column) ? [{ tokens, at }] : []));
}

const families: readonly (readonly [string, RegExp])[] = [
  ['text', /^(text|character|character varying)$|\.citext$/],
  ['number', /^(smallint|integer|bigint|numeric|real|double precision)$/],
  ['time', /^(date|timestamp with(out)? time zone)$/],
];

const familyOf = ({ base, array }: TypeName): string =>
  `${families.find(([, bases]) => bases.test(base))?.[0] ?? base}${array ? '[]' : ''}`;

function fits(mention: Mention, from: TypeName, to: TypeName, indexed: boolean): boolean {
  if (from.base === to.base && from.array === to.array) return true;
  const { before, after } = around(mention);
  if (/^IS (NOT )?NULL/.test(after)) return true;
  const family = familyOf(to);
  if (familyOf(from) === family) {
    if (family === 'number') return calculatesAlike(mention, from, to);
    // An index holds nothing that depends on the time zone of a session.
    return family !== 'time' || !indexed;
  }
  const json = [from, to].every((type) => /^jsonb?$/.test(type.base) && !type.array);
  if (/^IS (NOT )?JSON/.test(after))
    return [from, to].every((type) => /^(text|jsonb?)$/.test(familyOf(type)));
  if (json && before === '(' && isTextPath(after)) return true;
  const cast = /^:: (character varying|[a-z ]+?)( [^a-z]|$)/.exec(after)?.[1];
  return cast !== undefined && (family === 'text' || cast === to.base || isText(cast));
}

const isText = (base: string): boolean => /^(text|character varying)$/.test(base);

/** `-> 'a' ->> 'b'`: what comes out is a text, whichever of the two JSON types it comes from. */
const isTextPath = (after: string): boolean =>
  /^((->|#>) ('(?:[^']|'')*'|\d+)( :: [a-z]+( \[ \])?)? \) )*(->>|#>>) /.test(after);

const calculating: Readonly<Record<string, RegExp>> = {
  whole: /^(abs|sign|ceil|ceiling|floor|round|trunc|mod|numeric|float8)$/,
  numeric: /^(abs|sign|ceil|ceiling|floor|round|trunc|mod)$/,
  floating: /^(abs|sign|ceil|ceiling|floor)$/,
};

function calculatesAlike(mention: Mention, from: TypeName, to: TypeName): boolean {
  const isWhole = ({ base }: TypeName): boolean => /int|integer/.test(base);
  const kind = isWhole(to) ? 'whole' : to.base === 'numeric' ? 'numeric' : 'floating';
  const operators = mention.tokens.filter((one) => one.kind === 'symbol').map(({ text }) => text);
  // Whole numbers are divided without a rest.
  const divides = isWhole(from) !== isWhole(to) && operators.includes('/');
  const bits = !isWhole(to) && operators.some((one) => '&|#~'.includes(one));
  const shifts = !isWhole(to) && /(<<|>>)/.test(operators.join(''));
  const remainder = kind === 'floating' && operators.includes('%');
  return (
    !divides &&
    !bits &&
    !shifts &&
    !remainder &&
    calls(mention).every((name) => calculating[kind]?.test(name))
  );
}

/** Of a key that is the column itself. */
function keyFits({ tokens, at }: Mention, from: TypeName, to: TypeName): boolean {
  const next = tokens[at + 1]?.text ?? '';
  const isPlain = /^([,)]|ASC|DESC|NULLS)$/.test(next);
  return isPlain || from.base === to.base || (isText(from.base) && isText(to.base));
}

const depth = ({ tokens, at }: Mention): number =>
  tokens.slice(0, at).reduce((open, { text }) => open + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);

/** Functions among whose arguments it is; keywords, which PostgreSQL writes in capitals, take any type. */
function calls({ tokens, at }: Mention): string[] {
  const open: number[] = [];
  for (const [index, { text }] of tokens.slice(0, at).entries()) {
    if (text === '(') open.push(index);
    else if (text === ')') open.pop();
  }
  return open.flatMap((index) => {
    const name = tokens[index - 1];
    return name?.kind === 'name' && !/^[A-Z_]+$/.test(name.text) ? [name.value] : [];
  });
}

/** What stands beside it and the parentheses that are its alone, operators in one piece. */
function around({ tokens, at }: Mention): { before: string; after: string } {
  let [left, right] = [at - 1, at + 1];
  while (tokens[left]?.text === '(' && tokens[right]?.text === ')' && tokens[left - 1]?.kind !== 'name') {
    left -= 1;
    right += 1;
  }
  const after = tokens.slice(right).map(({ text }) => text);
  return {
    before: tokens[left]?.text ?? '(',
    after: after.join(' ').replace(/(?<=[-+*/<>=~!@#%^&|?]) (?=[-+*/<>=~!@#%^&|?])/g, ''),
  };
}
