import { openTypes, spelledTypes, typeWords } from '../../lexicon/types.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { NameReading } from './names.ts';

/* Where a name ends, since a type follows: `zork BIT`, `zork NUMBER(10)`. */

const columnNouns: ReadonlySet<string> = new Set(words.column);

/** Words that are a type and nothing else: never the end of a name of several words. */
export const strictTypes: ReadonlySet<string> = new Set(
  `int integer bigint smallint boolean bool varchar nvarchar uuid json jsonb timestamptz timestamp datetime numeric
  decimal float double string tinyint serial char nchar bpchar real bytea blob inet cidr longtext mediumtext bigserial
  smallserial mediumint uniqueidentifier clob longblob mediumblob tinyblob datetime2 datetimeoffset smalldatetime
  varbinary varchar2 nvarchar2 ntext tinytext int2 int4 int8 int16 int32 int64 float4 float8 citext tsvector`.split(
    /\s+/,
  ),
);

/** `an alt text column` is called `alt_text`, `a mood text column` is not. */
const kindsOfText: ReadonlySet<string> = new Set(
  'alt alternative rich full raw plain help body button link label question answer search free html error note hint placeholder overlay review prompt'.split(
    ' ',
  ),
);

const isCapital = (text: string): boolean => /^\p{Lu}[\p{Lu}\p{N}_]+$/u.test(text);

/** `NUMBER(10)`: only a type has a size. */
function isSized(tokens: readonly Token[], at: number): boolean {
  const [open, size, close] = tokens.slice(at + 1, at + 4);
  return open?.text === '(' && !open.spaced && size?.kind === 'number' && /^[,)]$/.test(close?.text ?? '');
}

/** Whether the word is the type of the name that begins at `from`, and no part of it. */
export function beginsType(tokens: readonly Token[], at: number, from: number): boolean {
  const [before, word, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!word) return false;
  if (strictTypes.has(word.low)) return true;
  if (word.low === 'text') return !(columnNouns.has(behind?.low ?? '') && kindsOfText.has(before?.low ?? ''));
  const type = Object.hasOwn(typeWords, word.low);
  // `zork BIT`; in `PHONE NUMBER` all is in capitals, and in `Title Long` each word begins with one.
  const first = tokens[from]?.text ?? '';
  const spelled = Object.hasOwn(spelledTypes, word.text) || openTypes.has(word.text);
  if (isCapital(word.text)) return (type || spelled) && !isCapital(first);
  return spelled ? !/^\p{Lu}/u.test(first) : type && isSized(tokens, at);
}

/** Types that describe what comes next, too: `a text uuid` holds a uuid. */
const describing: ReadonlySet<string> = new Set('text string varchar char nvarchar character'.split(' '));

/** `a currency text`: behind a word that is also a type, a type is none's name. */
export const isTypeOfBefore = (before: Token | undefined, { text, marked }: NameReading): boolean =>
  !marked &&
  before?.kind === 'word' &&
  Object.hasOwn(typeWords, before.low) &&
  !describing.has(before.low) &&
  (text.toLowerCase() === 'text' || strictTypes.has(text.toLowerCase()));
