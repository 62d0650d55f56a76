import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

/** `Sorry, I meant …`, `EDIT: should be on comments`: what was asked for above was not what was meant. */
const meant =
  /^\W{0,3}(?:(?:oh|oops|ups|whoops|ah|hm+|er+m?|well|no|sorry|apologies|my (?:bad|mistake|fault)|typo|edit(?:ed)?|update[d]?|correction|erratum|errata|p\.?s\.?|edit \d|update \d|of course|actually)\b[\s,.:;!–-]{0,4}){0,3}(?:i|we) (?:actually |really |of course )?(?:meant?|was thinking of|confused|mixed up|mistyped|misspelled|misspoke)\b/i;
/** Behind such a label, what is no order of its own. */
const label =
  /^\W{0,3}(?:edit(?:ed)?(?: \d+)?|update(?: \d+)?|correction|erratum|errata|typo|sorry|oops|ups|whoops|my (?:bad|mistake))\s?[:,!–-]\s*(?:it |this |that |the (?:column|table|field|type|name) )?(?:should|must|shall|has to|needs to|is|was|on|to|in|for|of|not|instead|rather|make (?:it|that)|i(?:t'|')s|wrong)\b/i;

export const isAmended = ({ tokens, from }: Sentence): boolean => {
  if (from === 'quote' || tokens.length > 40) return false;
  const text = textOf(tokens);
  return meant.test(text) || label.test(text);
};
