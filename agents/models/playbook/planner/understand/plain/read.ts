import { formTable } from '../../grammar/form-table.ts';
import { relationForms } from '../../grammar/forms/plain/relations.ts';
import { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { vagueForms } from '../../grammar/forms/plain/vague.ts';
import { valueForms } from '../../grammar/forms/plain/values.ts';
import { wantForms } from '../../grammar/forms/plain/wants.ts';
import { matchAt } from '../../grammar/match.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { leads, trails } from '../../lexicon/plain.ts';
import { Phrases } from '../phrases.ts';
import { relationRecorders } from './relations.ts';
import { plainRuleRecorders } from './rules.ts';
import type { PlainOutcome, PlainRecorder, PlainSlots, PlainTools } from './tools.ts';
import { vagueRecorders } from './vague.ts';
import { valueRecorders } from './values.ts';
import { wantRecorders } from './wants.ts';

/** The order decides where two forms fit one sentence: the special before the general. */
const { compare, clock, ...ruleForms } = plainRuleForms;
export const plainForms = {
  compare,
  clock,
  ...valueForms,
  ...relationForms,
  ...ruleForms,
  ...vagueForms,
  ...wantForms,
} as const;
type PlainKind = keyof typeof plainForms;

const recorders: Readonly<Record<PlainKind, PlainRecorder>> = {
  ...valueRecorders,
  ...vagueRecorders,
  ...relationRecorders,
  ...plainRuleRecorders,
  ...wantRecorders,
};
const table = formTable<PlainKind>(plainForms);
const leading = new Phrases(leads);
const trailing = new Phrases(trails);

/**
 * A sentence of which every word is read: `Usernames must be unique regardless of case`. Undefined where no form
 * fits the whole of it; what fits a part is left to the requests inside a sentence.
 */
export function readPlain(
  tools: PlainTools,
  { asks, later }: { readonly asks: boolean; readonly later: boolean },
): { readonly outcome: Exclude<PlainOutcome, 'other'> } | undefined {
  const { tokens, context } = tools;
  let start = 0;
  for (let length = 1; length > 0; start += length) length = leading.lengthAt(tokens, start);
  let end = tokens.length;
  for (let at = start + 1; at < end; at += 1) if (trailing.lengthAt(tokens, at) === end - at) end = at;
  for (const from of new Set([start, 0])) {
    for (const form of table.at(tokens[from])) {
      // Of a question only its answer is wanted, but for `Can you …?`.
      if (asks && from === 0 && form.kind !== 'asked') continue;
      // `… must not be in the future` is no request for later.
      if (later && form.kind !== 'clock') continue;
      const match = matchAt(form.pattern, tokens, from, slots, context, end);
      if (!match) continue;
      const outcome = recorders[form.kind](match.captures as PlainSlots, tools);
      if (outcome !== 'other') return { outcome };
    }
  }
  return undefined;
}
