import { phrases } from './phrases.ts';

export type TidyRule = 'trim' | 'collapse_spaces' | 'lower' | 'upper';
type Meanings<Value> = readonly (readonly [readonly string[], Value])[];

/** Verbs for values that are written in one way. */
export const tidyingWords: Meanings<readonly TidyRule[]> = [
  [phrases('lowercase | lower-case | lower case | downcase | lowercasing'), ['lower']],
  [phrases('uppercase | upper-case | upper case | upcase'), ['upper']],
  [phrases('trim | trim whitespace from | trim spaces from | trimming'), ['trim']],
];

/** What values shall be then. */
export const tidiedWords: Meanings<readonly TidyRule[]> = [
  [
    phrases(
      'lower case | lowercase | lower-case | all lower case | kleinbuchstaben | minusculas | minuscules',
    ),
    ['lower'],
  ],
  [
    phrases('upper case | uppercase | upper-case | capitals | grossbuchstaben | mayusculas | majuscules'),
    ['upper'],
  ],
];

/** Where one text becomes two. */
export interface Cut {
  readonly at: string;
  /** Undefined where there may be several, and the text does not say which. */
  readonly which: 'first' | 'last' | undefined;
}

/** What stands between the parts, where each is one character. */
export const cutWords: Meanings<string> = [
  [
    phrases(
      'space | blank | whitespace | white space | space character | spaces | leerzeichen | espacio | espace | espaco',
    ),
    ' ',
  ],
  [phrases('comma | commas | komma | coma | virgule | virgula | ,'), ','],
  [phrases('hyphen | dash | bindestrich | guion | tiret'), '-'],
  [phrases('slash | forward slash'), '/'],
  [phrases('colon | doppelpunkt'), ':'],
  [phrases('semicolon'), ';'],
  [phrases('at sign | at-sign | @'), '@'],
];

export const blankWords: Meanings<readonly TidyRule[]> = [
  [phrases('whitespace | white space | spaces | blanks'), ['trim']],
];

/** Which of several equal rows stays. */
export const keepWords: Meanings<'oldest' | 'newest'> = [
  [phrases('newest | latest | most recent | last'), 'newest'],
  [phrases('oldest | earliest | first'), 'oldest'],
];
