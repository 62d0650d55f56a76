import type { ReadingContext } from '../grammar/slots/context.ts';
import { tableNameOf } from '../resolve/convention.ts';
import type { Sentence } from '../text/sentences.ts';
import { textOf, tokenize } from '../text/tokens.ts';

const made =
  /^(?:please )?(?:create|add|implement|define|introduce) (?:(?:the|an?|new|database|db|jpa|orm) )*(?:(?:model|entity)(?: called| named)? [`"]?(\w+)[`"]?|[`"]?(\w+)[`"]? (?:model|entity))(?: with(?: the| these)?(?: following)? (?:columns|fields|attributes))?\s*:?$/i;
const saidIn = (sentences: readonly Sentence[]): string =>
  sentences.map(({ tokens }) => textOf(tokens)).join('\n');
export const isOfClient = (sentences: readonly Sentence[]): boolean => ofOther.test(saidIn(sentences));
const fewest = 2;
/** A model is kept in a table only where the text speaks of a database; one of a page or of a store of documents is in none. */
const ofDatabase =
  /\b(?:tables?|database|db|migrations?|sql|postgres\w*|foreign key|primary key|prisma|orm|jpa|entity|banco de dados|base de datos|base de donnees)\b/i;
const ofOther =
  /\b(?:react|components?|front-?end|mongo\w*|firestore|redux|widgets?|diagrams?|interface|dto|view ?model)\b/i;

/** `id, user_id, starts_at`: columns, one behind the other. */
const isColumns = ({ tokens }: Sentence): boolean =>
  tokens[0]?.low === 'id' && tokens.filter(({ text }) => text === ',').length >= fewest;

/** `Create the entity Booking` above its columns: the table that it is kept in. */
export function withEntityTables(
  sentences: readonly Sentence[],
  { names }: ReadingContext,
): readonly Sentence[] {
  const body = sentences.filter(({ from }) => from === 'item' || from === 'paragraph');
  const listed = body.some(({ tokens }) => tokens[0]?.low === 'id');
  const said = saidIn(sentences);
  if (!listed || ofOther.test(said) || !ofDatabase.test(said)) return sentences;
  let found = false;
  return sentences.map((sentence) => {
    if (found && sentence.from === 'paragraph' && isColumns(sentence))
      return { ...sentence, tokens: [...tokenize('columns :'), ...sentence.tokens] };
    const [, behind, before] = made.exec(textOf(sentence.tokens)) ?? [];
    const name = behind ?? before;
    if (name === undefined || names.knownTable(name) !== undefined) return sentence;
    found = true;
    return { ...sentence, tokens: tokenize(`create the table ${tableNameOf(name, names.convention)}`) };
  });
}
