import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeForPerson, hiddenCharacter, quote } from '../../policies/text.ts';

test('characters that nobody sees are found by their number', () => {
  const found = (text: string) => hiddenCharacter(text, { multiline: true });
  expect(found('a\u202eb')).toBe('U+202E');
  expect(found('a\u00a0b')).toBe('U+00A0');
  expect(found('a\u200bb')).toBe('U+200B');
  expect(found('a\u0000b')).toBe('U+0000');
  expect(found('a\rb')).toBe('U+000D');
  expect(found('a\u3164b')).toBe('U+3164');
  expect(found('a\u{e0041}b')).toBe('U+E0041');
  expect(found('a\nb\tc é 漢 😀')).toBeUndefined();
  expect(hiddenCharacter('a\nb', { multiline: false })).toBe('U+000A');
});

test('what a person is shown never holds one', () => {
  expect(escapeForPerson('a\u202eb\u200b')).toBe('a\\u{202E}b\\u{200B}');
  expect(quote('a\nb', 3)).toBe('"a\\n…"');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(hiddenCharacter(escapeForPerson(text), { multiline: true })).toBeUndefined();
    }),
  );
});
