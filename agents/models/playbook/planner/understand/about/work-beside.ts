import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';

/** What is built on a database, and no part of it. */
const works = phrases(`
  form | forms | page | pages | screen | screens | dialog | dialogs | admin panel | admin area | dashboard | ui | user interface | frontend | front end | front-end |
  client | clients | app | apps | mobile app | web app | api | rest api | api endpoint | endpoint | endpoints | docs | documentation | readme | changelog | test | tests | unit tests |
  typings | mailer | importer | exporter | serializer | serializers | settings page | profile page | detail page | list view | detail view | openapi spec | swagger docs`);
const verbs = phrases(`
  update | adjust | adapt | extend | change | show | display | expose | document | render | add it to | add this to | add them to | include it in | include them in | show it in |
  show it on | show this in | show this on | show them in | show them on | expose it in | expose it via | expose it through | expose them in | document it in | return it from | return it in | display it in | display it on`);
const either = (of: readonly string[]): string => of.join('|');
const work = new RegExp(
  `^(?:(?:please|also|then|and|we (?:should|need to|must|have to)|let's|don't forget to|remember to) ,?\\s*)*(?:${either(verbs)}) (?:(?:the|our|all|to|in|on|via|through|accordingly|it|them|this|corresponding|relevant|respective) )*(?:\\w+ ){0,2}?(?:${either(works)})(?: (?:accordingly|as well|too|for this|for that|afterwards))*[.!]?$`,
  'i',
);

/** `Please also update the profile form`: work on what uses the database; nothing there is marked as a name. */
export const isWorkBeside = (tokens: readonly Token[], { names }: ReadingContext): boolean =>
  // Applications have tables that are called `pages` and `clients`.
  names.knownTable(tokens.at(-1)?.text ?? '') === undefined &&
  tokens.every(({ kind, text }) => (kind === 'word' && !text.includes('_')) || kind === 'punct') &&
  work.test(textOf(tokens));
