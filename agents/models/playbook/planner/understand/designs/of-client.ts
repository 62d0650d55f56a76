import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

const documents = /\b(?:mongo\w*|firestore)\b/i;
const client = /\b(?:react|components?|front-?end|redux|widgets?|diagrams?|interface|dto|view ?model)\b/i;
/** A long issue speaks of its page, too. */
const database = /\b(?:postgres\w*|database|db|migrations?|sql|prisma|typeorm|sequelize|supabase)\b/i;

/** A model of a page or of a store of documents is in no table. */
export const isOfClient = (sentences: readonly Sentence[]): boolean => {
  const some = (what: RegExp): boolean => sentences.some(({ tokens }) => what.test(textOf(tokens)));
  return some(documents) || (some(client) && !some(database));
};
