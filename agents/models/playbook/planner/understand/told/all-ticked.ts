import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';
import { isContextSection } from './contexts.ts';

/** `Read the contributing guidelines`: what a form has its writers declare. */
const declares =
  /^(?:i |we )?(?:have |'ve |am |agree |confirm |understand |will )*(?:read|searched|checked|check that|verified|follow|agree|confirm|reviewed|looked|willing|understand|i |this is(?: not|n't)? |there (?:is|are) no |no (?:similar|existing|duplicate))\b/i;
const isDeclared = ({ section, tokens }: Sentence): boolean =>
  isContextSection(section) || declares.test(textOf(tokens));

/** What stands below a box in its list. */
const isDetail = ({ from, checked, depth }: Sentence, before: readonly Sentence[]): boolean =>
  from === 'item' &&
  checked === null &&
  depth > (before.findLast((one) => one.checked !== null)?.depth ?? Number.POSITIVE_INFINITY);

/** Every box is ticked, and most of the text are boxes: what it asks for is done. */
export function allTicked(sentences: readonly Sentence[]): boolean {
  const said = sentences.filter(
    (one) => one.from !== 'title' && one.from !== 'heading' && !(one.checked !== null && isDeclared(one)),
  );
  const boxes = said.filter(({ checked }) => checked !== null);
  const done = boxes.length > 0 && boxes.every(({ checked }) => checked === true);
  return done && boxes.length * 2 >= said.filter((one, at) => !isDetail(one, said.slice(0, at))).length;
}
