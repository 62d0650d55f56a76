import type { Sentence } from '../../text/sentences.ts';
import { type Token, tokenize } from '../../text/tokens.ts';

const field = /^(\w+)\s*=\s*(?:models|fields|db|orm)\.(?:(\w+Field)|Column)\s*\(([\s\S]*)\)$/;
const columnType = /^(?:db\.)?(\w+)(?:\((\d+)\))?\s*(?:,|$)/;

/** What an argument says about the column, in words. */
const saying: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/\bmax_length\s*=\s*(\d+)/, ([, n]) => `(${n})`],
  [/\bnull(?:able)?\s*=\s*True\b/, () => 'nullable'],
  [/\bnull(?:able)?\s*=\s*False\b/, () => 'not null'],
  [/\bunique\s*=\s*True\b/, () => 'unique'],
  [/\bdefault\s*=\s*(True|False)\b/, ([, value]) => `default ${value?.toLowerCase()}`],
  [/\bdefault\s*=\s*(-?\d+(?:\.\d+)?|"[^"]*"|'[^']*')/, ([, value]) => `default ${value}`],
];

/** `is_featured = models.BooleanField(default=False)` in a code span: the name, and in words what is said of it. */
function written(token: Token): readonly Token[] {
  const [, name, django, inside = ''] = (token.kind === 'code' && field.exec(token.text)) || [];
  const [, alchemy, size] = django ? [] : (columnType.exec(inside) ?? []);
  const type = django ?? alchemy;
  if (name === undefined || type === undefined || /Foreign|OneToOne|ManyToMany/.test(type)) return [token];
  const said = saying.flatMap(([form, say]) => {
    const match = form.exec(inside);
    return match ? [say(match)] : [];
  });
  const text = `\`${name}\` ${type}${size ? `(${size})` : ''} ${said.join(' ')}`.replace(
    / \((\d+)\)/,
    '($1)',
  );
  return tokenize(text.trim()).map((one, at) => (at === 0 ? { ...one, spaced: token.spaced } : one));
}

export const withInlineFields = (sentence: Sentence): Sentence =>
  sentence.tokens.some(({ kind, text }) => kind === 'code' && field.test(text))
    ? { ...sentence, tokens: sentence.tokens.flatMap(written) }
    : sentence;
