import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';

const lead =
  /^(?:please )?(?:rename|renaming) (?:the |these |those |some |following )*(?:columns?|fields?)(?: (?:in|of|on|for) (?:the )?[`"]?([\w.]+)[`"]?(?: table)?)? ?:$/i;
const arrow: ReadonlySet<string> = new Set(['→', 'to', 'as', 'into']);
const joints: ReadonlySet<string> = new Set([',', ';', 'and']);

/** `a → b, c → d`; undefined where something else stands between. */
function pairsOf(tokens: readonly Token[]): readonly (readonly [Token, Token])[] | undefined {
  const pairs: (readonly [Token, Token])[] = [];
  let at = 0;
  while (at < tokens.length) {
    while (joints.has(tokens[at]?.low ?? '')) at += 1;
    const [from, by, to] = tokens.slice(at, at + 3);
    if (!from || !to || !arrow.has(by?.low ?? '') || [from, to].some(({ kind }) => kind === 'punct'))
      return undefined;
    pairs.push([from, to]);
    at += 3;
    const next = tokens[at];
    if (next && next.text !== '.' && !joints.has(next.low)) return undefined;
    if (next?.text === '.') at += 1;
  }
  return pairs.length > 1 ? pairs : undefined;
}

/** `Rename columns in user_progress: score → points, attempts → tries`: each for itself. */
export function withListedRenames(
  sentences: readonly Sentence[],
  { names }: ReadingContext,
): readonly Sentence[] {
  return sentences.flatMap((sentence) => {
    const colon = sentence.tokens.findIndex(({ text }) => text === ':');
    const found = colon === -1 ? null : lead.exec(textOf(sentence.tokens.slice(0, colon + 1)));
    const pairs = found && pairsOf(sentence.tokens.slice(colon + 1));
    const owner = found?.[1];
    if (!pairs || (owner !== undefined && names.knownTable(owner) === undefined)) return [sentence];
    return pairs.map(([from, to]) => ({
      ...sentence,
      tokens: tokenize(`rename ${owner === undefined ? '' : `${owner}.`}${from.text} to \`${to.text}\``),
    }));
  });
}
