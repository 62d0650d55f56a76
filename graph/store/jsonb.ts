/**
 * A value as jsonb takes it and gives it back: the character U+0000 and halves of surrogate pairs (a text that was cut
 * in the middle of one) are replaced, since Postgres refuses the whole value for them.
 */
export function storable<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, item) => (typeof item === 'string' ? storableText(item) : item)),
  );
}

export const storableText = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\u{fffd}');
