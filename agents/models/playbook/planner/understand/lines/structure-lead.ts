import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf, tokenize } from '../../text/tokens.ts';

const lead =
  /^(?:please )?(?:change|update|modify|alter|adapt|adjust) the (?:(?:db|database|table) )?(?:structure|schema|definition) (?:of|on|in|for) (?:the )?[`"]?([\w.]+)[`"]?(?: model| table| entity)? (?:to|so that|such that|and) (?=(?:make|add|drop|rename|remove|set|change)\b)/i;

/** `Change the structure of the users table to make the type column required`: the order, and where. */
export const withoutStructureLead = (
  sentences: readonly Sentence[],
  { names }: ReadingContext,
): readonly Sentence[] =>
  sentences.map((sentence) => {
    const text = textOf(sentence.tokens);
    const found = lead.exec(text);
    const table = names.knownTable(found?.[1] ?? '');
    if (!found || !table) return sentence;
    const rest = text.slice(found[0].length).replace(/\.$/, '');
    return { ...sentence, tokens: tokenize(`${rest} (${table.name})`) };
  });
