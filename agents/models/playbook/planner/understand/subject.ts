import { scanFacts } from '../attributes/read.ts';
import { formAt, formTable } from '../grammar/form-table.ts';
import { subjectForms } from '../grammar/forms/continuations.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { slots } from '../grammar/slots/slots.ts';
import { nameKey } from '../resolve/words.ts';
import type { Token } from '../text/tokens.ts';

const subjects = formTable(subjectForms);

/** Words not understood beside a fact that still let a sentence count as one about the column. */
const tolerated = 2;

/** Whether the sentence goes on about one of these columns: it names it, says `it`, or is nothing but facts. */
export function continuesAbout(
  tokens: readonly Token[],
  names: readonly string[],
  context: ReadingContext,
): boolean {
  if (formAt(subjects, tokens, 0, slots, context)) return true;
  const keys = new Set(names.map(nameKey));
  const lead = tokens.slice(0, 5);
  const named = lead.some(
    (token, index) =>
      keys.has(nameKey(token.text.split('.').at(-1) ?? token.text)) ||
      keys.has(nameKey(`${token.text}_${lead[index + 1]?.text ?? ''}`)),
  );
  if (named) return true;
  const { left, facts } = scanFacts(tokens, context);
  return Object.keys(facts).length > 0 && left.flat().length <= tolerated;
}
