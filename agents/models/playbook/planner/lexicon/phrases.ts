/** Phrases of a lexicon, written as people read them: separated by bars, over as many lines as it takes. */
export const phrases = (text: string): readonly string[] =>
  text
    .split(/\s*\|\s*/)
    .map((phrase) => phrase.replace(/\s+/g, ' ').trim())
    .filter((phrase) => phrase !== '');
