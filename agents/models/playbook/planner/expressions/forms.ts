/**
 * Calculations in words. `$a`, `$b` stand for columns, `$n` for a number; a form whose SQL divides says so in a
 * note, since integers divide without a rest.
 */
export const expressionForms = [
  { form: '[the] sum of {name:a} and {name:b}', sql: '$a + $b' },
  { form: '[the] difference (of|between) {name:a} and {name:b}', sql: '$a - $b' },
  { form: '[the] product of {name:a} and {name:b}', sql: '$a * $b' },
  { form: '[the] length of [the] {name:a}', sql: 'char_length($a)' },
  { form: '[the] number of (characters|letters) (in|of) [the] {name:a}', sql: 'char_length($a)' },
  {
    form: '[the] (lowercase|lower-case|lowercased|lower case|lower-cased) [version|form|value] [of] [the] {name:a}',
    sql: 'lower($a)',
  },
  {
    form: '[the] (uppercase|upper-case|upper case) [version|form|value] [of] [the] {name:a}',
    sql: 'upper($a)',
  },
  { form: 'half [of] [the] {name:a}', sql: '$a / 2', divides: true },
  { form: '(twice|double|two times) [the] {name:a}', sql: '$a * 2' },
  { form: '(three times|triple) [the] {name:a}', sql: '$a * 3' },
  {
    form: '{name:a} (joined|concatenated|combined) with {name:b} [by|with] [a] [space] [between]',
    sql: "$a || ' ' || $b",
  },
  {
    form: '{name:a} and {name:b} (joined|concatenated|separated|combined) [by|with] [a|one] [single] space',
    sql: "$a || ' ' || $b",
  },
  { form: '{name:a} (times|multiplied by|multiplied with|x|×|*) {n}', sql: '$a * $n' },
  { form: '{n} (times|×|x|*) [the] {name:a}', sql: '$a * $n' },
  { form: '{name:a} (divided by|/|over) {n}', sql: '$a / $n', divides: true },
  { form: '{name:a} (plus|+) {n}', sql: '$a + $n' },
  { form: '{name:a} (minus|-) {n}', sql: '$a - $n' },
  { form: '{name:a} (times|multiplied by|*) {name:b}', sql: '$a * $b' },
  { form: '{name:a} (plus|+) {name:b}', sql: '$a + $b' },
  { form: '{name:a} (minus|-) {name:b}', sql: '$a - $b' },
  {
    form: '[the] (same value as|value of|values of|copy of|contents of|content of|value in|current value of|existing) [the] [<column>] {name:a} [<column>]',
    sql: '$a',
  },
  { form: '[the] [<column>] {name:a} <column>', sql: '$a' },
  { form: '{name:a}', sql: '$a' },
] as const satisfies readonly { form: string; sql: string; divides?: true }[];

/** What may follow a calculation, again and again. */
export const furtherForms = [
  { form: '[and] (times|multiplied by|multiplied with|*) {n}', sign: '*' },
  { form: '[and] (divided by|/) {n}', sign: '/' },
  { form: '[and] (plus|+) {n}', sign: '+' },
  { form: '[and] (minus|-) {n}', sign: '-' },
] as const;
