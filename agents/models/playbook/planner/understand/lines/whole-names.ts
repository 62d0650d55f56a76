import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { words } from '../../lexicon/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, tokenize } from '../../text/tokens.ts';

/** These count or point, and begin no name. */
const pointing: ReadonlySet<string> = new Set(
  phrases(
    'a | an | the | our | my | your | its | this | that | these | those | both | following | two | three | some | each | every | all | respective',
  ),
);
/** What a form passes over in front of a name. */
const passed: ReadonlySet<string> = new Set(
  [...words.the, ...words.useless].filter((word) => !/[ -]/.test(word) && !pointing.has(word)),
);
/** In front of what shall be added these say that it is not there yet. */
const fresh: ReadonlySet<string> = new Set(
  phrases('new | another | additional | extra | separate | dedicated | proper | simple | single | missing'),
);
const adds: ReadonlySet<string> = new Set([...words.add, ...words.create, ...words.want]);
const removes: ReadonlySet<string> = new Set(words.remove);
const tableNouns: ReadonlySet<string> = new Set(['table', 'tables', 'model', 'models']);
const columnNouns: ReadonlySet<string> = new Set([...words.column, 'from', 'of', 'in', 'on']);
const reach = 8;
const isSure = (around: readonly string[], nouns: ReadonlySet<string>, removing: boolean): boolean =>
  !removing || around.some((word) => nouns.has(word));
const longest = 4;

/**
 * `the old users table`, where there is a table old_users: that one, and never users. What stands in front of a name
 * is part of it where the schema says so.
 */
export const withWholeNames = (
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] =>
  sentences.map((sentence) => {
    const tokens = whole(sentence.tokens, context);
    return tokens === sentence.tokens ? sentence : { ...sentence, tokens };
  });

function whole(tokens: readonly Token[], context: ReadingContext): readonly Token[] {
  if (!tokens.some(({ low }) => passed.has(low))) return tokens;
  const adding = tokens.some(({ low }) => adds.has(low));
  const removing = tokens.some(({ low }) => removes.has(low));
  const given: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const open = token.kind === 'word' && passed.has(token.low) && !(adding && fresh.has(token.low));
    const length = open ? lengthAt(tokens, at, removing, context) : 0;
    const [joined] = length > 0 ? tokenize(nameOf(tokens.slice(at, at + length))) : [];
    given.push(joined ? { ...joined, spaced: token.spaced } : token);
    if (joined) at += length - 1;
  }
  return given.length === tokens.length ? tokens : given;
}

const nameOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('_');

/** How many words from here on are one name of the schema; who deletes the old users, or the legacy notes, may mean rows. */
function lengthAt(
  tokens: readonly Token[],
  at: number,
  removing: boolean,
  { names, hasColumn }: ReadingContext,
): number {
  for (let length = longest; length > 1; length -= 1) {
    const said = tokens.slice(at, at + length);
    if (said.length < length || said.some(({ kind }) => kind !== 'word')) continue;
    const name = nameOf(said);
    // `the old password and email columns of users`: the noun stands behind all of them.
    const behind = tokens.slice(at + length, at + length + reach).map(({ low }) => low);
    const around = [tokens[at - 1]?.low ?? '', ...behind];
    const isTable = names.knownTable(name) !== undefined && isSure(around, tableNouns, removing);
    if (isTable || (hasColumn(name) && isSure(around, columnNouns, removing))) return length;
  }
  return 0;
}
