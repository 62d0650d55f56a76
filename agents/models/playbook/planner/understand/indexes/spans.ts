import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { isContext, isQuestion } from '../told/contexts.ts';

/* `tasks(status, created_at)`, one of several in a text that orders indexes. */

const span =
  /^["`]?([\w.]+)["`]?\s*\(\s*([\w"]+(?:\s+(?:asc|desc))?(?:\s*,\s*[\w"]+(?:\s+(?:asc|desc))?)*)\s*\)$/i;
const ordered =
  /\b(?:add|adds|adding|create|creating|introduce|missing|need|needs|define)\b.*\b(?:index|indexes|indices|@@index)\b/i;
const nouns = /\b(?:index|indexes|indices|indexing)\b/i;
const verbs = /\b(?:add|adds|adding|create|creating|produce|introduce|define|need|needs)\b/i;
/** Told of an index that is there, or that there is none. */
const tells = /\b(?:existing|exists already|already|currently|no|without|lacks?|drop|remove|instead|not)\b/i;

/** The statement of each index that the code spans of a line stand for; undefined where one is none. */
function orders(tokens: readonly Token[], { names }: ReadingContext): readonly string[] {
  return tokens.flatMap((token) => {
    const [, table = '', list = ''] = (token.kind === 'code' && span.exec(token.text)) || [];
    const known = names.knownTable(table);
    const keys = list.split(',').map((part) => part.trim().replaceAll('"', '').split(/\s+/));
    const columns = keys.map(([name = '', order]) => {
      const found = known && columnMeant(known, name);
      return found && `${found.name}${order === undefined ? '' : ` ${order}`}`;
    });
    return known && columns.every((one) => one !== undefined)
      ? [`add index on \`${known.name} (${columns.join(', ')})\``]
      : [];
  });
}

/** `columns without supporting indexes: …` */
const lacking =
  /\b(?:without|no|lack\w*|missing)\b(?: \w+){0,2} (?:index|indexes|indices)\b[^.]{0,20}$|\b(?:without|no|lack\w*|missing)\b(?: \w+){0,2} (?:index|indexes|indices)\b ?[:(–-]/i;

const plainTokens = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(({ kind, low }) => kind !== 'punct' && low !== 'on' && low !== 'index');

/** Under a title that orders indexes, a line of nothing but such spans, and a sentence that orders them, is an order for each. */
export function withIndexSpans(sentences: readonly Sentence[], context: ReadingContext): readonly Sentence[] {
  const title = sentences.find(({ from }) => from === 'title');
  if (!title || !ordered.test(textOf(title.tokens))) return sentences;
  return sentences.flatMap((sentence) => {
    const { tokens, from } = sentence;
    if (from === 'title' || from === 'heading' || isContext(sentence) || isQuestion(sentence))
      return [sentence];
    const found = orders(tokens, context);
    const spans = tokens.filter(({ kind }) => kind === 'code');
    const words = textOf(tokens.filter(({ kind }) => kind !== 'code'));
    const line = from === 'item' && spans.length > 0 && plainTokens(tokens).length === spans.length;
    const asked = verbs.test(words) && !tells.test(words);
    const order = nouns.test(words) && (asked || lacking.test(words)) && found.length > 1;
    if (found.length === 0 || found.length !== spans.length || !(line || order)) return [sentence];
    return found.map((text) => ({ ...sentence, from: 'paragraph' as const, tokens: tokenize(text) }));
  });
}

const order = /^(?:asc|desc)$/;

/** `index on tasks (owner_id, due_date desc)`: as in a code span, where the forms know an order. */
export function withIndexSpan(tokens: readonly Token[], { names }: ReadingContext): readonly Token[] {
  if (!nouns.test(textOf(tokens))) return tokens;
  const open = tokens.findIndex(
    ({ text }, at) => text === '(' && names.knownTable(tokens[at - 1]?.text ?? '') !== undefined,
  );
  const close = tokens.findIndex(({ text }, at) => at > open && text === ')');
  const inside = tokens.slice(open + 1, close);
  const whole = inside.every(({ kind, text }) => text === ',' || (kind !== 'punct' && /^\w+$/.test(text)));
  if (open < 1 || close === -1 || !whole || !inside.some(({ low }) => order.test(low))) return tokens;
  const [made] = tokenize(`\`${tokens[open - 1]?.text} (${textOf(inside)})\``);
  return made
    ? [...tokens.slice(0, open - 1), { ...made, spaced: true }, ...tokens.slice(close + 1)]
    : tokens;
}
