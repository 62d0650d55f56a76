import { changeVerbs } from '../../lexicon/signals.ts';
import { typeWords } from '../../lexicon/types.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { ReadingContext } from './context.ts';

const verbs: ReadonlySet<string> = new Set(changeVerbs);
/** Behind a name in a list; behind a verb they would be no object. */
const behindNames: ReadonlySet<string> = new Set([
  ...'to on in of from for as with and or not null unique default'.split(' '),
  ...words.column,
]);

/** `… and enable unaccent`: a verb of change with its object begins the next request, and is no name in a list. */
export function beginsClause(tokens: readonly Token[], at: number, context: ReadingContext): boolean {
  const [verb, object] = [tokens[at], tokens[at + 1]];
  if (verb?.kind !== 'word' || !verbs.has(verb.low) || context.hasColumn(verb.text)) return false;
  if (object === undefined || object.kind === 'punct' || object.kind === 'number') return false;
  return !behindNames.has(object.low) && typeWords[object.low] === undefined;
}
