import { phrases } from './phrases.ts';

/** Characters, as a bracket of a regular expression has them. */
export interface Charset {
  readonly inside: string;
  /** What the words leave open, as an assumption. */
  readonly note?: string;
}

const unaccented = 'letters are A to Z, without accents';

export const characterClasses: readonly (readonly [readonly string[], Charset])[] = [
  [
    phrases('lower case letters | lowercase letters | lower-case letters | small letters'),
    { inside: 'a-z', note: unaccented },
  ],
  [
    phrases('upper case letters | uppercase letters | upper-case letters | capital letters | capitals'),
    { inside: 'A-Z', note: unaccented },
  ],
  [
    phrases('alphanumeric characters | alphanumerics | letters and digits | letters and numbers'),
    { inside: 'A-Za-z0-9', note: unaccented },
  ],
  [phrases('letters | latin letters | ascii letters'), { inside: 'A-Za-z', note: unaccented }],
  [phrases('digits | numbers | numerals'), { inside: '0-9' }],
  [phrases('underscores | underscore'), { inside: '_' }],
  [phrases('dots | periods | full stops'), { inside: '.' }],
  [phrases('spaces | blanks'), { inside: ' ' }],
  [phrases('dashes | hyphens | minus signs'), { inside: '-' }],
];

/** What a value must not have in it: the pattern that finds it. */
export const forbiddenCharacters: readonly (readonly [readonly string[], string])[] = [
  [phrases('spaces | blanks | whitespace | white space | any spaces | any whitespace'), '[[:space:]]'],
  [phrases('line breaks | newlines | new lines'), '[\\n\\r]'],
  [phrases('digits | numbers | any digits'), '[0-9]'],
  [phrases('upper case letters | uppercase letters | capital letters | capitals'), '[A-Z]'],
];
