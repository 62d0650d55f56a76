import type { Demand } from '../decision.ts';
import { formAt, formTable } from '../grammar/form-table.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { slots } from '../grammar/slots/slots.ts';
import { injectionForms } from '../lexicon/contexts.ts';
import { demandForms, demandNegations, narrations } from '../lexicon/demands.ts';
import type { Sentence } from '../text/sentences.ts';
import { type Token, textOf } from '../text/tokens.ts';
import { Phrases } from './phrases.ts';

const table = formTable(demandForms);
const negations = new Phrases(demandNegations);
const injections = formTable({ injection: injectionForms });
const narrating = new Phrases(narrations);
const reach = 4;

function negated(tokens: readonly Token[], start: number): boolean {
  if (narrating.find(tokens, 0, start) !== -1) return true;
  for (let at = Math.max(0, start - reach); at < start; at += 1) {
    const length = negations.lengthAt(tokens, at);
    if (
      length > 0 &&
      at + length <= start &&
      !tokens.slice(at, start).some((token) => token.kind === 'punct')
    )
      return true;
  }
  return false;
}

/** What a sentence demands that the engine forbids, in its own words. */
export function demandsOf({ tokens }: Sentence, context: ReadingContext): readonly Demand[] {
  const demands: Demand[] = [];
  for (let at = 0; at < tokens.length; ) {
    const match = formAt(table, tokens, at, slots, context);
    if (!match) {
      at += 1;
      continue;
    }
    if (!negated(tokens, at))
      demands.push({ demand: match.kind, phrase: textOf(tokens.slice(at, match.next)) });
    at = match.next;
  }
  return demands;
}

/** The sentence speaks to an agent: it is data, and whatever it orders is no request. */
export function isInjection({ tokens }: Sentence, context: ReadingContext): boolean {
  return tokens.some((_, at) => formAt(injections, tokens, at, slots, context) !== null);
}
