import { type Token, textOf, tokenize } from '../../text/tokens.ts';

const nouns = '(?:fields?|columns?|attributes?|propert(?:y|ies))';
const thing = '(?:models?|tables?|entity|entities|schemas?|class|objects?)';
const table = `((?:the )?[\\w."\`]+(?: ${thing})?)`;
/** What stands there are columns, and no sentence. */
const list = '([^:;?]+)';

/** Which of the two parts are the columns; the other is the table. */
const forms: readonly (readonly [form: RegExp, columns: 1 | 2])[] = [
  // `Add fields: phone, country to Profile`
  [
    new RegExp(
      `^(?:add|create|introduce|include)(?: (?:the|new|some|more|following|missing))* ${nouns} ?: ?${list} (?:to|in|on|for) ${table}$`,
      'i',
    ),
    1,
  ],
  // `Update the Profile model to include phone and country`
  [
    new RegExp(
      `^(?:please )?(?:update|modify|extend|change|adjust|expand|alter) ((?:the )?[\\w."\`]+ ${thing}) (?:to|so that it|such that it) (?:include|have|contain|add)s? ${list}$`,
      'i',
    ),
    2,
  ],
  // `Missing field in profiles: phone`
  [
    new RegExp(
      `^(?:add )?(?:an? )?(?:(?:missing|new|additional|extra) )+${nouns} (?:in|on|for|to|of) ${table} ?[:–-] ?${list}$`,
      'i',
    ),
    2,
  ],
];

/** No column is called so: a key or a rule is wanted, or a sentence goes on. */
const noColumns =
  /\b(?:foreign|keys?|relations?|relationships?|references?|index(?:es)?|constraints?|unique|so|because|when|should)\b/i;

/** An order that names the table first, or the columns behind a colon, as orders are read. */
export function withColumnsFirst(tokens: readonly Token[]): readonly Token[] {
  const said = textOf(tokens);
  for (const [form, columns] of forms) {
    const found = form.exec(said);
    if (found && !noColumns.test(found[columns] ?? ''))
      return tokenize(`add ${found[columns]} to ${found[3 - columns]}`);
  }
  return tokens;
}
