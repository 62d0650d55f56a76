import { languages } from './languages.ts';

const ordering =
  /^(?:add|create|drop|delete|rename|change|set|make|enable|install|merge|allow|(?:must|should|may)(?: not| never)?)$/;
/** English, too: `remove` is Portuguese, `change` French. */
const shared: ReadonlySet<string> = new Set(['remove', 'change']);

/**
 * Words that order something in other languages: where a sentence of English holds one, half of it was not
 * translated. `Bitte benenne categories in topics um, then drop …`
 */
export const foreignOrders: ReadonlySet<string> = new Set(
  languages.flatMap(({ phrases }) =>
    [...phrases].flatMap(([phrase, english]) =>
      ordering.test(english) && !phrase.includes(' ') && !shared.has(phrase) ? [phrase] : [],
    ),
  ),
);
