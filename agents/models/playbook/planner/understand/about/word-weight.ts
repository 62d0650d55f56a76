import { bias, weights } from '../../lexicon/word-weights.ts';

interface Said {
  readonly title: string;
  readonly body: string;
}

/** Behind these a text repeats itself, or shows logs. */
const mostWords = 400;
const fences = /```[\s\S]*?```/g;
const links = /https?:\/\/\S+/g;
const words = /[a-z]+(?:'[a-z]+)?|\?/g;

const wordsIn = (text: string): readonly string[] =>
  text.replace(fences, ' code ').replace(links, ' url ').toLowerCase().match(words) ?? [];

/** The words that are weighed, each once: `title:add`, `first:add`, `body:add`. */
export function weighedWords({ title, body }: Said): ReadonlySet<string> {
  const ofTitle = wordsIn(title);
  const [first] = ofTitle;
  return new Set([
    ...ofTitle.map((word) => `title:${word}`),
    ...(first === undefined ? [] : [`first:${first}`]),
    ...wordsIn(body)
      .slice(0, mostWords)
      .map((word) => `body:${word}`),
  ]);
}

/** Words are not taken for more than two strong signs. */
const most = 6;
/** From so many words on; of a line or two each says less. */
const wordsOfText = 40;

/** What the words of an issue say for a program, in the units of its signs: 0 to 6. */
export function wordWeight(said: Said): number {
  const found = weighedWords(said);
  let sum = bias;
  for (const word of found) sum += weights.get(word) ?? 0;
  return Math.min(Math.max(sum / 10, 0), most) * Math.min(1, found.size / wordsOfText);
}
