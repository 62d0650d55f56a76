import { openTypes, spelledTypes, type TypeWord, typeWords } from '../../lexicon/types.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';

export interface TypeReading {
  readonly type: string;
  readonly notes: readonly string[];
  readonly min?: string;
  readonly max?: string;
  readonly identity?: 'serial';
}

const longest = 4;

function lexiconType(tokens: readonly Token[], at: number): Reading<TypeWord> | undefined {
  for (let length = longest; length > 0; length -= 1) {
    const parts = tokens.slice(at, at + length);
    if (parts.length < length) continue;
    const found = typeWords[parts.map((part) => part.low).join(' ')];
    if (found) return { value: found, next: at + length };
  }
  const text = tokens[at]?.text ?? '';
  const spelled = openTypes.has(text) ? { type: text } : spelledTypes[text];
  return spelled && { value: spelled, next: at + 1 };
}

const withLength = /^(?:text|character|character varying)$/;

/** `varchar 255`; in `varchar 5 to 10 characters` it is a range, and no size. */
function bareSize(tokens: readonly Token[], at: number): Reading<string> | undefined {
  const [token, joint, more] = tokens.slice(at, at + 3);
  if (token?.kind !== 'number' || !/^\d+$/.test(token.text)) return undefined;
  if (joint?.low === 'or' || (joint !== undefined && more?.kind === 'number')) return undefined;
  return { value: token.text, next: at + 1 };
}

/** `name (string, 80, unique)`: in the bracket behind a name, the number behind the type is its size. */
function listedSize(tokens: readonly Token[], start: number, at: number): Reading<string> | undefined {
  const [comma, size, end] = tokens.slice(at, at + 3);
  const open = tokens[start - 1]?.text === '(' && comma?.text === ',';
  const closed = end === undefined || end.text === ')' || end.text === ',';
  return open && closed && size?.kind === 'number' && /^\d+$/.test(size.text)
    ? { value: size.text, next: at + 2 }
    : undefined;
}

/** `(80)` or `(10, 2)` */
function sizeAt(tokens: readonly Token[], at: number): Reading<string> | undefined {
  if (tokens[at]?.text !== '(') return undefined;
  const first = tokens[at + 1];
  if (first?.kind !== 'number') return undefined;
  // `10,2` is one token where no space follows the comma.
  if (tokens[at + 2]?.text === ')') return { value: first.text, next: at + 3 };
  const second = tokens[at + 3];
  if (tokens[at + 2]?.text === ',' && second?.kind === 'number' && tokens[at + 4]?.text === ')') {
    return { value: `${first.text},${second.text}`, next: at + 5 };
  }
  return undefined;
}

const arrayLead = ['array of', 'list of', 'arrays of', 'lists of'] as const;

/** `that type`, and `it` at the end: how many tokens speak of the enum just made. */
function thatType(tokens: readonly Token[], at: number): number {
  const [first, second] = [tokens[at]?.low ?? '', tokens[at + 1]];
  if (['that', 'this', 'the'].includes(first) && ['type', 'enum'].includes(second?.low ?? '')) return 2;
  const ends =
    second === undefined || second.kind === 'punct' || second.low === 'for' || second.low === 'and';
  return first === 'it' && ends ? 1 : 0;
}

function plainType(
  tokens: readonly Token[],
  start: number,
  context: ReadingContext,
): Reading<TypeReading> | undefined {
  const lead = arrayLead.find((phrase) =>
    phrase.split(' ').every((word, i) => tokens[start + i]?.low === word),
  );
  const at = lead ? start + 2 : start;
  const token = tokens[at];
  if (!token) return undefined;
  const made = context.madeEnum === undefined ? 0 : thatType(tokens, at);
  if (context.madeEnum !== undefined && made > 0)
    return { value: { type: context.madeEnum, notes: [] }, next: at + made };
  // `the time zone` is none.
  if (token.low === 'time' && tokens[at + 1]?.low === 'zone') return undefined;
  const found = lexiconType(tokens, at);
  const own = found ? undefined : context.enums.get(nameKey(token.text.split('.').at(-1) ?? ''));
  if (!found && !own) {
    const plural = lead ? lexiconType([{ ...token, low: token.low.replace(/s$/, '') }], 0) : undefined;
    return plural ? { value: { type: `${plural.value.type}[]`, notes: [] }, next: at + 1 } : undefined;
  }
  let next = found?.next ?? at + 1;
  let type = found?.value.type ?? own ?? '';
  const keeps = found?.value.size === 'keep';
  const bare =
    keeps && withLength.test(type) ? (bareSize(tokens, next) ?? listedSize(tokens, start, next)) : undefined;
  const size = bare ?? (found?.value.size ? sizeAt(tokens, next) : undefined);
  let note = found?.value.note;
  if (size) next = size.next;
  // What another database shows of a number, or how exact its times are.
  if (size && !keeps && note === undefined) note = `"${token.low}(${size.value})" is read as ${type}`;
  if (size && keeps) {
    // `string(80)`
    if (type === 'text') note = note?.replace(/ text$/, ` varchar(${size.value})`);
    type = `${type === 'text' ? 'character varying' : type}(${size.value})`;
  }
  const brackets = tokens[next]?.text === '[' && tokens[next + 1]?.text === ']';
  if (brackets) next += 2;
  else if (tokens[next]?.low === 'array' || tokens[next]?.low === 'arrays') next += 1;
  const array = lead !== undefined || brackets || tokens[next - 1]?.low === 'array';
  const { min, max } = found?.value ?? {};
  return {
    value: {
      type: array ? `${type}[]` : type,
      notes: note === undefined ? [] : [note],
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(note?.includes('identity') ? { identity: 'serial' as const } : {}),
    },
    next,
  };
}

/** {type}: a type by any of its words, with its size; in a code span the whole span must be one */
export function* type(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<TypeReading>> {
  const token = tokens[at];
  if (token?.kind === 'code' || token?.kind === 'quoted') {
    const inside = plainType(token.inner, 0, context);
    if (inside && inside.next === token.inner.length) yield { value: inside.value, next: at + 1 };
    return;
  }
  const found = plainType(tokens, at, context);
  if (found) yield found;
}
