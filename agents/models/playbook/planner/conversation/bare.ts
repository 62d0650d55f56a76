/* What is said around a value in an answer. */

/** `an integer please` */
export const bare = (answer: string): string =>
  answer
    .trim()
    .replace(/[.!]+$/, '')
    .replace(
      /^(?:(?:it|that|this|they|should|shall|can|may|will|be|is|are|of|type|make|use|just|one|a|an|the|let's|say)\b\s*)+(?=\S)/i,
      '',
    )
    .replace(/,? please$/i, '');

/** `they get 1`: the value in it. */
export const valueIn = (answer: string): string => {
  const said = answer
    .trim()
    .replace(/[.!]+$/, '')
    .replace(
      /^(?:(?:they|it|the|existing|old|rows|all|of|them|get|should|shall|will|have|be|is|use|just|set|to|the value)\b\s*)+(?=\S)/i,
      '',
    );
  return /^(?:an? )?empty (?:string|text)$/i.test(said) ? "''" : said;
};
