import { type Token, textOf } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';

const separators: ReadonlySet<string> = new Set(', / or and &'.split(' '));
const isMarked = (token: Token | undefined): boolean => token?.kind === 'code' || token?.kind === 'quoted';
/** In brackets, words up to here. */
const mostWords = 8;

function marked(tokens: readonly Token[], at: number): Reading<readonly string[]> {
  const items: string[] = [];
  let next = at;
  for (let here = at; isMarked(tokens[here]); ) {
    items.push(tokens[here]?.text ?? '');
    next = here + 1;
    here = next;
    while (separators.has(tokens[here]?.low ?? '')) here += 1;
  }
  return { value: items, next };
}

/** {markedlist}: at least two in code spans or quotation marks */
export function* markedlist(tokens: readonly Token[], at: number): Iterable<Reading<readonly string[]>> {
  const found = marked(tokens, at);
  if (found.value.length > 1) yield found;
}

/** {choicelist}: the same with `or` in front of the last: `light` or `dark` */
export function* choicelist(tokens: readonly Token[], at: number): Iterable<Reading<readonly string[]>> {
  for (const found of markedlist(tokens, at)) if (tokens[found.next - 2]?.low === 'or') yield found;
}

/** {examples}: what is marked as a value, or whatever stands before the bracket closes */
export function* examples(tokens: readonly Token[], at: number): Iterable<Reading<readonly string[]>> {
  const found = marked(tokens, at);
  if (found.next > at) {
    yield found;
    return;
  }
  const end = tokens.findIndex(({ text }, index) => index > at && /^[()]$/.test(text));
  if (tokens[end]?.text === ')' && end - at <= mostWords)
    yield { value: [textOf(tokens.slice(at, end))], next: end };
}
