import type { Stretch } from './unseen.ts';

/** Where a chat with a model has its turns, and where each of them ends; without an end, all that follows is one. */
const marks: readonly { readonly begins: RegExp; readonly ends: RegExp }[] = [
  { begins: /\[INST\]/gi, ends: /\[\/INST\]/gi },
  { begins: /<<SYS>>/gi, ends: /<<\/SYS>>/gi },
  {
    begins: /<\|(?!im_end|end|eot)[\w ]{1,40}\|>/gi,
    ends: /<\|(?:im_end|end|eot_id|endoftext|end_of_text)\|>/gi,
  },
  {
    begins:
      /^[ \t]{0,3}#{1,6}[ \t]+(?:(?:system|assistant|human|developer)(?:[ _](?:prompt|message|note|override))?[ \t]*:|(?:instruction|response)[ \t]*:|(?:system|developer)[ _](?:prompt|message|override))[^\n]*$/gim,
    ends: /^(?=[ \t]{0,3}#{1,6}[ \t]+\S)/gm,
  },
  {
    begins:
      /^[ \t>*_]{0,6}(?:SYSTEM|ASSISTANT|DEVELOPER|HUMAN)(?:[ _](?:PROMPT|MESSAGE|OVERRIDE|NOTE|INSTRUCTIONS?))?[*_]{0,2}[ \t]*:/gm,
    ends: /\n[ \t]*\n/g,
  },
  {
    begins:
      /^[ \t>*_]{0,6}(?:system|assistant|developer|human|ai|agent|bot|model|chatgpt|claude|copilot|godwit)(?:[ _](?:prompt|message|override|note))?[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]*(?:you (?:are|must|will|should|shall|may|can)|i(?:'ll|’ll| will| shall| am going to| have| can)|sure|certainly|of course|understood|okay|ok,|approved?\b|ignore\b|disregard\b)/gim,
    ends: /\n[ \t]*\n/g,
  },
];

/** Turns of a chat that somebody has put into the text. */
export function chatTurns(text: string): readonly Stretch[] {
  return marks.flatMap(({ begins, ends }) => {
    const found: Stretch[] = [];
    let next = 0;
    for (const { 0: mark, index } of text.matchAll(begins)) {
      if (index < next) continue;
      ends.lastIndex = index + mark.length;
      const end = ends.exec(text);
      next = end ? end.index + end[0].length : text.length;
      found.push({ from: index, to: next, is: 'turn' });
    }
    return found;
  });
}
