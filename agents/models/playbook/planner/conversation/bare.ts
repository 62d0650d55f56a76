/* What is said around a value or a name in an answer. */

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

/** `I mean tasks`, `the table "tasks"`, `no, tasks.`: the one name in it. */
export function nameIn(answer: string): string | undefined {
  const said = answer
    .trim()
    .replace(/[.!]+$/, '')
    .replace(
      /^(?:(?:no|yes|sorry|i|we|you|it|that|this|is|was|be|'s|mean|meant|should|of course|the|table|column|field|role|schema|value|called|named|actually|instead|nein|ja|ich|wir|meine|meinte|gemeint|die|das|der|ist|tabelle|spalte|la|el|tabla|columna|digo|le|colonne|a|o|tabela|coluna)\b[,:]?\s*)+(?=\S)/i,
      '',
    )
    .replace(/\s+(?:table|column|field|please|is meant|of course|instead)$/i, '');
  return /^(["'`]?)([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)?)\1$/u.exec(said)?.[2];
}
