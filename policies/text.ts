/**
 * Characters that change what a person sees without changing what runs, or the other way round: controls,
 * bidirectional overrides, zero-width and other invisible characters, every blank that is not an ordinary space.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|[^\S \t\n]/u;

const escapeCharacter = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The first hidden character of a text as `U+202E`; tab and newline are allowed where `multiline`. */
export function hiddenCharacter(text: string, options: { multiline: boolean }): string | undefined {
  for (const character of text) {
    if (options.multiline && (character === '\n' || character === '\t')) continue;
    if (hidden.test(character)) return escapeCharacter(character);
  }
  return undefined;
}

/** The text as it may be shown to a person: hidden characters become `\u{202E}`. */
export const escapeForPerson = (text: string): string =>
  Array.from(text, (character) =>
    character !== '\n' && hidden.test(character)
      ? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`
      : character,
  ).join('');

/** Quotes a piece of input inside a reason: escaped, one line, cut where it is long. */
export function quote(text: string, limit = 120): string {
  const line = escapeForPerson(text).replaceAll('\n', '\\n');
  return `"${line.length > limit ? `${line.slice(0, limit)}…` : line}"`;
}
