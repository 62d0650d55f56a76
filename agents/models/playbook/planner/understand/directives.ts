import type { ReadingContext } from '../grammar/slots/context.ts';
import { changeVerbs, databaseWords } from '../lexicon/signals.ts';
import { words } from '../lexicon/words.ts';
import type { Token } from '../text/tokens.ts';
import { Phrases } from './phrases.ts';

const verbs = new Phrases(changeVerbs);
const database = new Phrases([
  ...databaseWords,
  'data',
  'key',
  'type',
  'check',
  'default',
  'policy',
  'policies',
  'tables',
  'rows',
  'records',
  'trigger',
  'view',
  'function',
  'partition',
  'status',
  'timestamps',
  'content',
  'history',
]);
const leads = new Phrases([
  ...words.please,
  'we should',
  'we need to',
  'we must',
  'we have to',
  'i need to',
  'i want to',
  'we want to',
  'you should',
  'you must',
  'need to',
  'needs to',
  'can you',
  'could you',
  'can we',
  'could we',
  'would you',
  "let's",
  'lets',
  'let us',
  'also',
  'then',
  'and',
  'finally',
  'first',
  'second',
  'third',
  'next',
  'additionally',
  'additionally ,',
  'furthermore',
  'moreover',
  'we would like to',
  'i would like to',
  "i'd like to",
  "we'd like to",
  'it would be nice to',
  'it would be great to',
  'can somebody',
  'could somebody',
  'can someone',
  'could someone',
  'so',
  ',',
  'now',
  'the task is to',
  'goal is to',
  'to',
]);
const pronouns = new Set(['it', 'this', 'that', 'them', 'these', 'those', 'everything']);

/** At the head of the sentence stands a verb of change: somebody wants something. */
function verbAt(tokens: readonly Token[]): number {
  let at = 0;
  for (let length = leads.lengthAt(tokens, at); length > 0; length = leads.lengthAt(tokens, at)) at += length;
  return verbs.startsAt(tokens, at) ? at : -1;
}

/**
 * A sentence that orders a change of the database in words that no form knows. Such a sentence is never passed
 * over: it becomes a question.
 */
export function isUnreadDirective(tokens: readonly Token[], context: ReadingContext): boolean {
  const at = verbAt(tokens);
  if (at === -1 || pronouns.has(tokens[at + 1]?.low ?? '')) return false;
  const rest = tokens.slice(at + 1);
  const named = rest.some((token) => {
    const last = token.text.split('.');
    return (
      token.kind === 'code' ||
      (token.kind === 'word' && (/_/.test(token.text) || last.length > 1)) ||
      context.names.knownTable(token.text) !== undefined
    );
  });
  return named || database.in(rest);
}

export const startsWithVerb = (tokens: readonly Token[]): boolean => verbAt(tokens) !== -1;
