import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

/** `Why is this so?` asks about today; these ask what shall be. */
const asksWhatShallBe =
  /^(?:(?:and|or|also|but) )?(?:should|shall|must)\b|^(?:do we (?:want|need|have|keep|allow)|does (?:it|this|that) make sense|what should|what (?:about|if)|which (?:type|default|values?|columns?|tables?)|is (?:this|it) (?:required|optional|unique|nullable|needed|ok|okay|safe)|can (?:it|this) be (?:null|empty|missing)|how (?:long|many|should))\b/i;

/** `Should this be required?` below an order: it is not settled. */
export const isOpenQuestion = ({ tokens, from, asks }: Sentence): boolean =>
  asks && from !== 'title' && from !== 'heading' && from !== 'quote' && asksWhatShallBe.test(textOf(tokens));
