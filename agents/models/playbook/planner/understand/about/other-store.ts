import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

/** Models of a mapper that keeps documents, and what it keeps them in. */
const mappers: readonly (readonly [RegExp, string])[] = [
  [
    /\bnew\s+(?:mongoose\.)?Schema\s*(?:<[^()]*>)?\(|\bmongoose\.(?:model|Schema)\b/,
    'a Mongoose model, of MongoDB',
  ],
  [/\binclude\s+Mongoid::Document\b/, 'a Mongoid model, of MongoDB'],
  [/@Document\s*\(\s*collection\b|\bextends\s+MongoRepository\b/, 'a document of MongoDB'],
  [/^provider\s*=\s*"mongodb"/m, 'a Prisma schema of MongoDB'],
];
/** Words of this database: whoever writes them may want both. */
const own = /\b(?:postgres\w*|supabase|sql|migrations?|tables?|foreign keys?|columns?)\b/i;

export const isDocumentModel = (code: string): boolean => mappers.some(([form]) => form.test(code));

/** The other store that a request is about, where its snippet is a model of one and its words name nothing of this database. */
export function otherStore(sentences: readonly Sentence[], exhibits: readonly Exhibit[]): string | undefined {
  if (sentences.some(({ tokens }) => own.test(textOf(tokens)))) return undefined;
  for (const { content } of exhibits) {
    const found = content.kind === 'code' && mappers.find(([form]) => form.test(content.text));
    if (found) return found[1];
  }
  return undefined;
}
