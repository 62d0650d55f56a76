import { wordsOf } from '../../resolve/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf, tokenize } from '../../text/tokens.ts';

const lead =
  /^(?:the |its )?(?:(?:possible|allowed|valid|permitted|accepted|available) )?(?:values|options|choices)(?: (?:are|is|can be|may be|should be|include))?\s*:$/i;
const standard =
  /^(?:the )?default(?: value)?(?: (?:can|could|will|would|should|must|may) be| is|\s*:) (.+)$/i;
const byDefault =
  /^by default,? (?:the |this |its )?[`"]?(\w+)[`"]? (?:column|field) (?:will have|has|gets|will be|is|is set to|will be set to) (?:the )?[`'"]?(\w+)[`'"]?(?: value| as value)?$/i;
const fewest = 2;
const mostWords = 3;
/** `Frequency enum: weekly, monthly` beside a column `frequency`. */
const named = /^`?([a-z]\w*)`? (?:enum|values|options)(?: values| supports| options| is)?\s*:\s*(.+)$/i;
const value = /^["'`]?[a-z][\w-]*["'`]?$/i;

/** ``Create `UserRole` enum with 4 roles (admin, editor)``, below `Add a role enum to …` */
const counted = '(?:(?:\\d+|two|three|four|five|six|several|these|following) )?';
const created = new RegExp(
  `^(?:create|add|define|introduce|implement)(?: (?:an?|the|new))* \`?(\\w+)\`? enum(?:eration)?(?: type| class)? (?:with|of|for) (?:the )?${counted}(?:values|options|roles|states|statuses|types|kinds|cases|members)?\\s*[:(]\\s*([^()]+)\\)?$`,
  'i',
);

/** The column whose values a line lists, as the text writes it elsewhere, and the values. */
function valuesOf(sentence: Sentence, words: ReadonlySet<string>): string | undefined {
  if (sentence.from === 'title' || sentence.from === 'heading') return undefined;
  const [, name = '', list = ''] = named.exec(textOf(sentence.tokens).replace(/ ,/g, ',')) ?? [];
  const values = list.split(/, (?:and |or )?|\s[|/]\s/).map((one) => one.trim());
  if (values.length < fewest || !values.every((one) => value.test(one))) return undefined;
  return limited(name.toLowerCase(), values, words);
}

function createdValues({ tokens }: Sentence, titled: ReadonlySet<string>): string | undefined {
  const [, name = '', list = ''] = created.exec(textOf(tokens).replace(/ ,/g, ',')) ?? [];
  const values = list.split(/\s*,\s*(?:and |or )?|\s+(?:and|or)\s+|\s*[|/]\s*/).map((one) => one.trim());
  if (values.length < fewest || !values.every((one) => value.test(one))) return undefined;
  return limited(wordsOf(name).at(-1) ?? '', values, titled);
}

/** The rule for a column that the words name. */
function limited(column: string, values: readonly string[], words: ReadonlySet<string>): string | undefined {
  if (!words.has(column)) return undefined;
  return `the \`${column}\` column must be one of ${values.map((one) => `'${bare(one)}'`).join(', ')}`;
}

const isValue = ({ from, tokens, checked }: Sentence): boolean =>
  from === 'item' &&
  checked !== true &&
  tokens.length <= mostWords &&
  tokens.every(({ kind }) => kind !== 'punct');

const bare = (text: string): string => text.replace(/["'`.]/g, '').trim();

/** `The possible values are:` above a list, and which of them is the default: one sentence each. */
export function withValueLists(sentences: readonly Sentence[]): readonly Sentence[] {
  const values = new Set<string>();
  const found: Sentence[] = [];
  const words = new Set(
    sentences.flatMap(({ tokens, from }) =>
      from === 'title' ? [] : tokens.filter(({ text, low }) => text === low).map(({ low }) => low),
    ),
  );
  const titled = new Set(
    sentences.flatMap(({ tokens, from }) => (from === 'title' ? tokens.map(({ low }) => low) : [])),
  );
  for (let at = 0; at < sentences.length; at += 1) {
    const sentence = sentences[at] as Sentence;
    const ofEnum = titled.has('enum') ? createdValues(sentence, titled) : undefined;
    if (ofEnum !== undefined) {
      found.push({ ...sentence, from: 'paragraph', tokens: tokenize(ofEnum) });
      continue;
    }
    let end = at + 1;
    if (lead.test(textOf(sentence.tokens)))
      while (sentences[end] && isValue(sentences[end] as Sentence)) end += 1;
    if (end - at > fewest) {
      const said = sentences.slice(at + 1, end).map(({ tokens }) => bare(textOf(tokens)));
      for (const one of said) values.add(one);
      found.push({
        ...sentence,
        tokens: tokenize(`allowed values: ${said.map((one) => `'${one}'`).join(', ')}`),
      });
      at = end - 1;
      continue;
    }
    const enumerated = valuesOf(sentence, words);
    if (enumerated !== undefined) {
      found.push({ ...sentence, tokens: tokenize(enumerated) });
      continue;
    }
    const [, column, own] = byDefault.exec(textOf(sentence.tokens)) ?? [];
    if (column !== undefined && own !== undefined) {
      found.push({ ...sentence, tokens: tokenize(`the default of \`${column}\` should be '${own}'`) });
      continue;
    }
    const [, value = ''] = standard.exec(textOf(sentence.tokens)) ?? [];
    found.push(
      values.has(bare(value))
        ? { ...sentence, tokens: tokenize(`the default is '${bare(value)}'`) }
        : sentence,
    );
  }
  return found;
}
