import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';

/** Where `1)` or `(1)` stands, in their order; those behind the last that fits are no numbers of points. */
function marksOf(tokens: readonly Token[]): readonly { readonly at: number; readonly end: number }[] {
  const marks: { at: number; end: number }[] = [];
  for (const [at, token] of tokens.entries()) {
    const opened = tokens[at - 1]?.text === '(';
    // `varchar(2)` is written without a blank.
    const free = at === 0 || (opened ? tokens[at - 1]?.spaced : token.spaced);
    if (token.text === `${marks.length + 1}` && tokens[at + 1]?.text === ')' && free)
      marks.push({ at: opened ? at - 1 : at, end: at + 2 });
  }
  return marks;
}

/** In front of the first point nothing else may be said. */
const lead =
  /^(?:(?:please|we need|i need|todo|the|some|these|following|two|three|four|several) ?)*(?:(?:db|database|schema) )?(?:things|changes|points|tasks|items|requests|parts|steps|todos)?(?: (?:are needed|needed|please|to do|to make))? ?:$/i;

/** `Two things: 1) … 2) …`: each point for itself. */
export const withNumbered = (sentences: readonly Sentence[]): readonly Sentence[] =>
  sentences.flatMap((sentence) => {
    const { tokens } = sentence;
    const marks = marksOf(tokens);
    const [first] = marks;
    if (!first || marks.length < 2 || !(first.at === 0 || lead.test(textOf(tokens.slice(0, first.at)))))
      return [sentence];
    return marks.map(({ end }, index) => ({
      ...sentence,
      from: 'item' as const,
      checked: null,
      tokens: withoutJoint(tokens.slice(end, marks[index + 1]?.at)),
    }));
  });

function withoutJoint(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findLastIndex(({ low }) => !/^(?:,|;|and)$/.test(low));
  return tokens.slice(0, end + 1);
}
