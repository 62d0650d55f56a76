import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, tokenize } from '../../text/tokens.ts';

/** `due_date (tasks)` is a column and its table; `Make … required (tasks)` says at the end where. */
export function withTablesInBrackets(
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] {
  return sentences.map((sentence) => {
    const tokens = placed(sentence.tokens, context);
    return tokens === sentence.tokens ? sentence : { ...sentence, tokens };
  });
}

function placed(tokens: readonly Token[], { names }: ReadingContext): readonly Token[] {
  const at = tokens.findIndex(({ text }, index) => text === '(' && tokens[index + 2]?.text === ')');
  const [before, inside] = [tokens[at - 1], tokens[at + 1]];
  if (!before || !inside || at === -1) return tokens;
  const table = names.table(inside.text);
  if (table.how !== 'exact' || names.knownTable(before.text)) return tokens;
  const rest = tokens.slice(at + 3);
  const isColumn = (text: string): boolean => table.is.columns.some(({ name }) => name === text);
  const qualified = (token: Token): readonly Token[] =>
    isColumn(token.text) ? tokenize(`${inside.text}.${token.text}`) : [token];
  if (isColumn(before.text)) return [...tokens.slice(0, at - 1), ...qualified(before), ...rest];
  if (before.kind === 'punct' || rest.some(({ kind }) => kind !== 'punct')) return tokens;
  const said = tokens.slice(0, at);
  // `type of tasks`: where it is stands behind it.
  const isPlaced = (index: number): boolean => /^(?:of|in|on)$/.test(said[index + 1]?.low ?? '');
  return said.some(({ text }) => isColumn(text))
    ? [...said.flatMap((token, index) => (isPlaced(index) ? [token] : qualified(token))), ...rest]
    : [...said, ...tokenize(`in ${inside.text}`), ...rest];
}
