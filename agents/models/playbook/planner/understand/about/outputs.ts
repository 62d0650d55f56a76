import type { ReadingContext } from '../../grammar/slots/context.ts';
import { lacking, outputLeads, outputs } from '../../lexicon/outputs.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';

const lacks = new Phrases(lacking);
const verbs = new Phrases(changeVerbs);
/** Article and kind may stand between: `in the weekly export`. */
const reach = 4;

const last = (token: Token): string => token.low.replace(/^[ld]'/, '').replace(/^.*-/, '');

/** The export or screen in which something is missing, where the sentence orders nothing beside. */
export function lackedIn(tokens: readonly Token[], { names }: ReadingContext): string | undefined {
  const lack = lacks.find(tokens);
  if (lack === -1 || verbs.in(tokens)) return undefined;
  // `From the export we see that it is missing in tasks`: the table is the place.
  const place = tokens
    .slice(lack + 1, lack + 5)
    .findIndex(({ text }) => names.knownTable(text) !== undefined);
  const next = tokens[lack + 2 + place];
  const ofTable = place !== -1 && /^(?:in|from|on|the)$/.test(tokens[lack + place]?.low ?? '');
  if (ofTable && !(next && outputs.has(last(next)))) return undefined;
  const isApart = (at: number): boolean =>
    tokens.slice(Math.min(at, lack), Math.max(at, lack)).some(({ text }) => /^[:;,.]$/.test(text));
  const at = tokens.findIndex(
    (token, index) =>
      token.kind === 'word' &&
      outputs.has(last(token)) &&
      names.knownTable(token.text) === undefined &&
      (/^l'/.test(token.low) ||
        tokens.slice(Math.max(0, index - reach), index).some(({ low }) => outputLeads.has(low))),
  );
  return at === -1 || isApart(at) ? undefined : tokens[at]?.text;
}
