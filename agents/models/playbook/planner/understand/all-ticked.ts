import type { Sentence } from '../text/sentences.ts';

/** Every box is ticked, and most of the text are boxes: what it asks for is done. */
export function allTicked(sentences: readonly Sentence[]): boolean {
  const said = sentences.filter(({ from }) => from !== 'title' && from !== 'heading');
  const boxes = said.filter(({ checked }) => checked !== null);
  return (
    boxes.length > 0 && boxes.every(({ checked }) => checked === true) && boxes.length * 2 >= said.length
  );
}
