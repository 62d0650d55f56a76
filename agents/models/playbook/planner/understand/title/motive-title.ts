import { changeVerbs } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import { tokenize } from '../../text/tokens.ts';
import { dataWords } from '../unread/data-words.ts';
import { destroys } from '../verdict/destructive.ts';

/** What an application shall do, and no change of a table by itself. */
const soft: ReadonlySet<string> = new Set(
  'track support store fix implement improve optimize optimise set'.split(' '),
);
const hard = new Phrases([...changeVerbs].filter((verb) => !soft.has(verb)));

/**
 * `Support wants to see when an order was cancelled` above columns for it: why they are wanted. It names nothing as
 * only a schema does, and orders, destroys and declares nothing.
 */
export function isMotiveTitle(part: string): boolean {
  const tokens = tokenize(part);
  const named = tokens.some(
    ({ kind, text }) =>
      kind === 'code' || kind === 'quoted' || kind === 'number' || /[_.]\w|[a-z][A-Z]/.test(text),
  );
  return !named && !hard.in(tokens) && !dataWords.in(tokens) && !destroys(tokens);
}
