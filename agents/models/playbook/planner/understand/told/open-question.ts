import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

/** `Why is this so?` asks about today; these ask what shall be. */
const asksWhatShallBe =
  /^(?:(?:and|or|also|but) )?(?:should|shall|must)\b|^(?:do we (?:want|need|have|keep|allow)|does (?:it|this|that) make sense|what should|what (?:about|if)|which (?:type|default|values?|columns?|tables?)|is (?:this|it) (?:required|optional|unique|nullable|needed|ok|okay|safe)|can (?:it|this) be (?:null|empty|missing)|how (?:long|many|should))\b/i;

/** `Should this be required?` below an order: it is not settled. */
export const isOpenQuestion = ({ tokens, from, asks }: Sentence): boolean =>
  asks && from !== 'title' && from !== 'heading' && from !== 'quote' && asksWhatShallBe.test(textOf(tokens));

const asksOrder =
  /^(?:(?:maybe|perhaps|or|and|also) ,? ?)*(?:is it possible to|(?:add|use|make|create|drop|remove|rename|change|convert|switch|set|store|keep|allow|require|enforce)\b)/i;

/** `Add a constraint in the database?` below what is wished: whether that is the way is not settled. */
export const isOrderAsked = ({ tokens, from, asks }: Sentence): boolean =>
  asks && (from === 'paragraph' || from === 'item') && asksOrder.test(textOf(tokens));
