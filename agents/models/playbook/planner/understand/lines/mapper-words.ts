import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';

/*
 * Fields as people write them down who have a mapper in mind: `title: CharField, max=80`, `owner: ForeignKey(Member)`,
 * `state: CHOICES, (open, done)`; in the words that a list of columns has.
 */

const shape =
  /^([a-z]\w*) ?(?::|=|-) ?(?:models ?\. ?)?(\w+Field|ForeignKey|OneToOneField|CHOICES|choices|choice(?= [A-Z]))\b ?(.*)$/;
const length = /\bmax(?:_?length)? ?[=:]? ?(\d+)/i;
const target =
  /^[,:(]? ?(?:(?:to|of|on) )?(?:the )?(?:# ?\d+ )?['"`]?([A-Za-z_]\w*)['"`]?(?: table| model)? ?\)?/;

/** Undefined for a line that is of no mapper. */
function mapperWords(tokens: readonly Token[]): readonly Token[] | undefined {
  if (!tokens.some(({ text }) => /Field$|^ForeignKey$|^choices?$/i.test(text))) return undefined;
  const [, name = '', kind = '', rest = ''] = shape.exec(textOf(tokens)) ?? [];
  if (name === '') return undefined;
  if (kind === 'ForeignKey' || kind === 'OneToOneField') {
    const to = target.exec(rest);
    if (!to?.[1] || /^(?:null|not|default)$/i.test(to[1])) return undefined;
    const key = name.endsWith('_id') ? name : `${name}_id`;
    const unique = kind === 'OneToOneField' ? ' unique' : '';
    return tokenize(`${key} references ${to[1]}${unique} ${facts(rest.slice(to[0].length))}`);
  }
  // `country: choice COUNTRIES`: the code has the list.
  if (kind === 'choice') return tokenize(`${name}: text`);
  if (kind.toLowerCase() === 'choices') {
    const [, values = '', behind = ''] = /^[,:]? ?\(([^)]+)\)(.*)$/.exec(rest) ?? [];
    return values.includes(',')
      ? tokenize(`${name}: enum (${values.replace(/\b\d+\b/g, "'$&'")}) ${facts(behind)}`)
      : undefined;
  }
  const most = length.exec(rest)?.[1];
  const type = kind === 'CharField' && most ? `varchar(${most})` : kind;
  const more = facts(rest.replace(length, ''));
  return tokenize(`${name}: ${type}${more === '' ? '' : `, ${more}`}`);
}

/** `null=True`, `blank=True, unique=True` in words; of forms and of Python nothing is kept. */
const facts = (text: string): string =>
  text
    .replace(/[\s,]+$/, '')
    .replace(/\bnull ?= ?True\b/g, 'null')
    .replace(/\bnull ?= ?False\b/g, 'not null')
    .replace(/\bunique ?= ?True\b/g, 'unique')
    .replace(/\b(?:blank|upload_to|on_delete|related_name|verbose_name|help_text) ?= ?[^,)]+/g, '')
    .replace(/[()]/g, ' ');

export const withMapperWords = (lines: readonly Sentence[]): readonly Sentence[] =>
  lines.map((line) => {
    const tokens = line.from === 'title' || line.from === 'quote' ? undefined : mapperWords(line.tokens);
    return tokens ? { ...line, tokens } : line;
  });
