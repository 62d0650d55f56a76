import type { ReadingContext } from '../../grammar/slots/context.ts';
import { innerWords } from '../../lexicon/designs.ts';
import { isStopword } from '../../lexicon/stopwords.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { fieldLine } from '../lines/field-line.ts';

const opens: ReadonlySet<string> = new Set(['(', '[', '{']);
const closes: ReadonlySet<string> = new Set([')', ']', '}']);
const longestName = 3;
const longestRemark = 5;

/** At the commas and `and`s that stand outside of brackets. */
export function partsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (opens.has(token.text)) depth += 1;
    if (closes.has(token.text)) depth -= 1;
    const splits =
      depth === 0 && (/^[,;&]$/.test(token.text) || (token.kind === 'word' && token.low === 'and'));
    if (splits) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

const isNameToken = ({ kind, text, low }: Token): boolean =>
  (kind === 'code' || kind === 'word') &&
  /^\p{L}[\p{L}\p{N}_]*$/u.test(text) &&
  (!isStopword({ low, text }) || text.includes('_') || innerWords.has(low));

/** A name of up to three words, and nothing behind it but what is said of a column. */
function isColumn(part: readonly Token[], context: ReadingContext): boolean {
  const behind = part.findIndex((token) => !isNameToken(token));
  const name = behind === -1 ? part : part.slice(0, behind);
  if (name.length === 0 || innerWords.has(name[0]?.low ?? '') || innerWords.has(name.at(-1)?.low ?? ''))
    return false;
  if (behind === -1 && name.length <= longestName) return true;
  const line = fieldLine(part, context);
  if (line !== undefined && line.facts.left.length === 0) return true;
  // `password (hash)`: words that say what it holds.
  const inside = part.slice(behind + 1, -1);
  return (
    name.length <= longestName &&
    part[behind]?.text === '(' &&
    part.at(-1)?.text === ')' &&
    inside.length <= longestRemark &&
    inside.every(({ kind }) => kind === 'word')
  );
}

/** `` `slug (unique)` `` as its own tokens. */
const opened = (part: readonly Token[]): readonly Token[] => {
  const [first, ...more] = part;
  return first?.kind === 'code' && first.inner.length > 1 && more.length === 0 ? first.inner : part;
};

/** A list that is nothing but columns, at the commas; undefined where one of its parts is something else. */
export function columnParts(
  tokens: readonly Token[],
  context: ReadingContext,
): readonly (readonly Token[])[] | undefined {
  const parts = partsOf(tokens).map(withoutArticle).map(opened);
  return parts.length > 0 && parts.every((part) => isColumn(part, context)) ? parts : undefined;
}

/** `a timestamp of some sort` */
const withoutArticle = (part: readonly Token[]): readonly Token[] =>
  (/^(?:a|an|the)$/.test(part[0]?.low ?? '') ? part.slice(1) : part).slice(
    0,
    /of some (?:sort|kind)$/i.test(textOf(part)) ? -3 : undefined,
  );
