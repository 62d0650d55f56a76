import { describe, expect, it } from 'vitest';
import { attributeForms } from '../../../agents/models/playbook/planner/attributes/forms.ts';
import { matchAt } from '../../../agents/models/playbook/planner/grammar/match.ts';
import {
  BrokenPattern,
  compilePattern,
  firstWords,
  needsOf,
} from '../../../agents/models/playbook/planner/grammar/pattern.ts';
import { slots } from '../../../agents/models/playbook/planner/grammar/slots/slots.ts';
import { demandForms } from '../../../agents/models/playbook/planner/lexicon/demands.ts';
import { words } from '../../../agents/models/playbook/planner/lexicon/words.ts';
import { tokenize } from '../../../agents/models/playbook/planner/text/tokens.ts';
import { requestForms } from '../../../agents/models/playbook/planner/understand/intents.ts';
import { plainForms } from '../../../agents/models/playbook/planner/understand/plain/read.ts';

const forms = [requestForms, plainForms, attributeForms, demandForms].flatMap((data) =>
  Object.values(data).flat(),
);

describe('forms', () => {
  it.each(forms)('%s compiles and names only slots that exist', (form) => {
    compilePattern(form, words);
    for (const [, slot] of form.matchAll(/\{(\w+)/g)) expect(slots).toHaveProperty(slot ?? '');
  });

  it.each([
    ['add [a', 'lacks "]"'],
    ['add a) b', 'stray ")"'],
    ['<nonsense> a', '<nonsense>'],
  ])('%s is refused', (form, reason) => {
    expect(() => compilePattern(form, words)).toThrow(BrokenPattern);
    expect(() => compilePattern(form, words)).toThrow(reason);
  });

  it('knows what a match begins with and what it needs', () => {
    const pattern = compilePattern('[please] (drop|remove) [<the>] {name} from {table}', words);
    expect(firstWords(pattern)).toEqual(new Set(['please', 'drop', 'remove']));
    expect(needsOf(pattern)).toEqual([
      { first: new Set(['drop', 'remove']), phrases: [['drop'], ['remove']] },
      { first: new Set(['from']), phrases: [['from']] },
    ]);
  });

  it('reads gaps, options and articles', () => {
    const pattern = compilePattern('move .. to <the> shelf [now]', words);
    const at = (text: string) => matchAt(pattern, tokenize(text), 0, {}, undefined)?.next ?? null;
    expect(at('move it all to the new shelf now')).toBe(8);
    expect(at('move to shelf')).toBe(3);
    expect(at('move one two three four five to shelf')).toBeNull();
    expect(at('move it, to shelf')).toBeNull();
  });
});
