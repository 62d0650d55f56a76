import type { Word, WordPart } from 'unbash';
import { hiddenCharacter, quote } from '../text.ts';
import { refuse, spanOf } from './refuse.ts';
import type { ShellWord } from './script.ts';

/** A word as the program would receive it, or a refusal where its value depends on anything but its text. */
export function literalWord(word: Word): ShellWord {
  if (/(?:^|[=:])~/.test(word.text)) {
    throw refuse(
      'bash/expansion',
      `${quote(word.text)} would become a home folder`,
      'Write the path itself.',
      word,
    );
  }
  let pattern = false;
  for (const part of word.parts ?? []) pattern = checkPart(part, word) || pattern;
  // Beside a pattern, a quoted `*` would look like one once the quotes are gone.
  if (pattern && word.text !== word.value) {
    throw refuse(
      'bash/pattern',
      `${quote(word.text)} mixes a pattern with quotes`,
      'Use one or the other.',
      word,
    );
  }
  const hidden = hiddenCharacter(word.value, { multiline: false });
  if (hidden !== undefined) {
    throw refuse(
      'bash/hidden-character',
      `${quote(word.text)} holds the control or invisible character ${hidden}`,
      undefined,
      word,
    );
  }
  return { value: word.value, pattern, span: spanOf(word) };
}

/** True where the part is a file name pattern. */
function checkPart(part: WordPart, word: Word): boolean {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
      return false;
    case 'DoubleQuoted':
      for (const inner of part.parts) if (inner.type !== 'Literal') throw expansion(inner, word);
      return false;
    case 'AnsiCQuoted':
      // Above ASCII the result depends on the locale of the shell.
      if (/^[\x20-\x7e]*$/.test(part.value)) return false;
      throw refuse('bash/expansion', `${quote(part.text)} is not plain text after decoding`, undefined, part);
    case 'Glob':
      if (part.kind !== 'bracket') return true;
      throw refuse(
        'bash/pattern',
        `${quote(word.text)} is a pattern with brackets`,
        'Use * or ?, or quote it.',
        part,
      );
    case 'ExtendedGlob':
    case 'BraceExpansion':
      throw refuse(
        'bash/expansion',
        `${quote(word.text)} stands for several words`,
        'Write each word, or quote it.',
        part,
      );
    default:
      throw expansion(part, word);
  }
}

function expansion(part: Exclude<WordPart, { type: 'Literal' }>, word: Word): Error {
  return refuse(
    'bash/expansion',
    `${quote(part.text)} in ${quote(word.text)} is replaced by the shell when it runs`,
    'Write the value itself; put a literal $ or ` in single quotes.',
    part,
  );
}
