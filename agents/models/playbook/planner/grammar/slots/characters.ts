import { type Charset, characterClasses, forbiddenCharacters } from '../../lexicon/characters.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import { meaning } from './data.ts';

const oneClass = meaning(characterClasses);
const joints: ReadonlySet<string> = new Set([',', 'and', 'or', '&']);

/** {charset}: `lower case letters, digits and dashes` */
export function* charset(tokens: readonly Token[], at: number): Iterable<Reading<readonly Charset[]>> {
  for (const first of oneClass(tokens, at)) {
    let next = first.next;
    while (joints.has(tokens[next]?.low ?? '')) next += 1;
    if (next > first.next)
      for (const rest of charset(tokens, next))
        yield { value: [first.value, ...rest.value], next: rest.next };
    yield { value: [first.value], next: first.next };
  }
}

/** {forbidden}: `spaces` */
export const forbidden = meaning(forbiddenCharacters);

/** {edge}: `start` or `end` */
export const edge = meaning<'start' | 'end'>([
  [['start', 'begin', 'starts', 'begins'], 'start'],
  [['end', 'ends', 'finish'], 'end'],
]);

const address = /^(?:https?|ftp|s3|mailto)$/;

/** {affix}: a text in marks, or the beginning of an address: `https://` */
export function* affix(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  if (token?.kind === 'quoted' || token?.kind === 'code') yield { value: token.text, next: at + 1 };
  if (!token || !address.test(token.low)) return;
  const [colon, first, second] = tokens.slice(at + 1, at + 4).map(({ text }) => text);
  if (colon === ':' && first === '/' && second === '/') yield { value: `${token.low}://`, next: at + 4 };
}
