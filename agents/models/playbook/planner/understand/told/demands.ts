import type { Demand } from '../../decision.ts';
import { formAt, formTable } from '../../grammar/form-table.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { injectionForms } from '../../lexicon/contexts.ts';
import { demandForms, demandNegations, narrations } from '../../lexicon/demands.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';

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

interface Found extends Demand {
  readonly start: number;
  readonly next: number;
}

function found(tokens: readonly Token[], context: ReadingContext): readonly Found[] {
  const demands: Found[] = [];
  for (let at = 0; at < tokens.length; ) {
    const match = formAt(table, tokens, at, slots, context);
    if (!match) {
      at += 1;
      continue;
    }
    if (!negated(tokens, at)) {
      const { kind: demand, next } = match;
      demands.push({ demand, phrase: textOf(tokens.slice(at, next)), start: at, next });
    }
    at = match.next;
  }
  return demands;
}

/** What a sentence demands that the engine forbids, in its own words. */
export const demandsOf = ({ tokens }: Sentence, context: ReadingContext): readonly Demand[] =>
  found(tokens, context).map(({ demand, phrase }) => ({ demand, phrase }));

/** The words that demand nothing of the kind. */
export function withoutDemands(tokens: readonly Token[], context: ReadingContext): readonly Token[] {
  const demands = found(tokens, context);
  return tokens.filter((_, at) => !demands.some(({ start, next }) => at >= start && at < next));
}

/** The sentence speaks to an agent: it is data, and whatever it orders is no request. */
export function isInjection({ tokens }: Pick<Sentence, 'tokens'>, context: ReadingContext): boolean {
  return tokens.some((_, at) => formAt(injections, tokens, at, slots, context) !== null);
}
