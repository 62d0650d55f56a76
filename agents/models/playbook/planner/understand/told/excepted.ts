import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

const excepting =
  /\b(?:except|excepting|excluding|exclude|apart from|aside from|other than|save for|but not)\b[^:.]{0,60}[:.]?$/i;

/** `All columns except these:` above a list: what its lines name is what is left out. */
export const excepted = (sentences: readonly Sentence[]): readonly string[] =>
  sentences.flatMap(({ tokens }, at) => {
    const text = textOf(tokens);
    return sentences[at + 1]?.from === 'item' && excepting.test(text) ? [text] : [];
  });
