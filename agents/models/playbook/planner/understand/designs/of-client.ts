import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

const client =
  /\b(?:react|components?|front-?end|mongo\w*|firestore|redux|widgets?|diagrams?|interface|dto|view ?model)\b/i;

/** A model of a page or of a store of documents is in no table. */
export const isOfClient = (sentences: readonly Sentence[]): boolean =>
  sentences.some(({ tokens }) => client.test(textOf(tokens)));
