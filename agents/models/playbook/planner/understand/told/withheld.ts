import { askedTitles, exceptions, withholdings } from '../../lexicon/contexts.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

const withholding = new Phrases(withholdings);
const excepting = new Phrases(exceptions);
/** `Don't add …` above a text that orders it, `Consider adding …` */
const unwanted =
  /^(?:please )?(?:(?:do not|don't|dont|never) (?:add|create|introduce|rename|alter|change|convert|make|move|split)|consider(?:ing)? (?:\w+ing|an?|the))\b/i;
const makes = /^(?:add|create|introduce|rename|alter|change|convert|make|move|split|drop|remove|delete)\b/i;
const asking = new Phrases(askedTitles);

/** `Let us hold off on this`, `Except for archived rows.`: what else is said is not, or not wholly, ordered. */
export function isWithheld({ tokens, from, asks }: Sentence): boolean {
  if (withholding.in(tokens) || excepting.startsAt(tokens, 0)) return true;
  // `Or maybe "deals"?`
  if (asks && from !== 'title' && /^(?:or|but|and)? ?(?:maybe|perhaps|rather)\b/i.test(textOf(tokens)))
    return true;
  if (asksBelow({ tokens, from }) && comparing.test(textOf(tokens))) return true;
  if (from !== 'title') return false;
  // `[WONTFIX] …`: other tags say nothing, and are gone already.
  if (tokens[0]?.text === '[') return true;
  if (
    /^consider \w+ing\b/i.test(textOf(tokens)) ||
    unwanted.test(textOf(tokens)) ||
    (asks && makes.test(textOf(tokens)))
  )
    return true;
  return (
    (asks || /^(?:decide|discuss|discussion|question)$/.test(tokens[0]?.low ?? '')) &&
    asking.startsAt(tokens, 0)
  );
}

const further = /^(?:and )?(?:also|additionally|in addition|besides|furthermore|and)\b/i;
const wished = /\b(?:need|want|should|must|would like)\b/i;
const ofData = /\b(?:database|tables?|columns?|schema|rows|keep track|modell?ed|store[ds]?|indexes)\b/i;
/** A type alone, which no column has, is half of it. */
const enumerated = /\bshould be an? (?:enum|enumerated|enumeration)\b/i;
/** `Apply the SQL sitting in `docs/schema.md``: what shall be made stands in a document that is not shown. */
const definitions =
  /^(?:please )?(?:take|port|copy|import) (?:over )?(?:the |all |these )*(?:table )?definitions\b/i;
const takes =
  /^(?:please )?(?:apply|run|execute|port|copy|take|use|implement|import|load|follow)\b.*?\b(?:sql|migrations|schemas?|ddl|tables?|definitions|data model)\b/i;
const document =
  /\b(?:in|from|of|per|at) (?:[^\s.]+ ){0,12}(?![`\w/-]*migrations\/|`?\d{3,})`?[\w/-]+\.(?:md|sql|txt|pdf|docx?|xlsx?|dbml|png)\b/i;
function isInDocument(text: string): boolean {
  const [said] = takes.exec(text) ?? [];
  return definitions.test(text) || (said !== undefined && document.test(text.slice(said.length)));
}
/** `Also we need some way to keep track of …`: a wish of its own, which no form reads. */
export function isSecondWish({ tokens, from }: Sentence): boolean {
  const text = textOf(tokens);
  if (from !== 'heading' && (enumerated.test(text) || isInDocument(text))) return true;
  return (
    from === 'paragraph' &&
    !/\blater\b/.test(text) &&
    further.test(text) &&
    wished.test(text) &&
    ofData.test(text)
  );
}

const comparing = /\b(?:better|nicer|cleaner|simpler|easier|more \w+)\b/i;
const negated: ReadonlySet<string> = new Set("isn't aren't wouldn't shouldn't couldn't".split(' '));

/** `Isn't it better to have:` above a snippet: a question, without its mark. */
export const asksBelow = ({ tokens, from }: Pick<Sentence, 'tokens' | 'from'>): boolean =>
  from !== 'title' && negated.has(tokens[0]?.low ?? '') && tokens.at(-1)?.text !== '.';
