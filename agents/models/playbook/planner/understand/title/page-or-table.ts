import { changeVerbs } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

const verbs = new Phrases(changeVerbs);
const ofSchema =
  /[_`]|\b(?:columns?|fields?|attributes?|tables?|models?|entity|database|db|schema|index|indexes|constraints?|unique|null|default|type)\b/i;
const onProfile = /\bon (?:(?:the|a|an|each|every|their|our) )?(?:\w+ )?profiles?[.!]?$/i;
const forOne = /^[\w -]+ for (?:the|an?|each|every) [a-z]*[a-rt-z][.!]?$/i;

/** `Add a phone number on the user profile`, `Last login for the user`: the page is meant as well as the table. */
export const isPageOrTable = ({ tokens, from }: Sentence, alone: boolean): boolean => {
  const text = textOf(tokens);
  if (from !== 'title' || !alone || ofSchema.test(text)) return false;
  return onProfile.test(text) || (!verbs.in(tokens) && forOne.test(text));
};
