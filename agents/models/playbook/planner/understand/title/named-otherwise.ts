import { nameKey } from '../../resolve/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

/** `It should be called urgency`, `Call it urgency`, `Name: urgency`, `named urgency`; what it is called stands behind. */
const naming =
  /^(?:please |and |but |then |also |just |let's |let us |we (?:should |can |could )?)*(?:(?:(?:the|this|that|its|new|column|field|it|name|table)(?:'s)? ){1,4}(?:should|must|shall|will|is to|has to|needs to|ought to) (?:rather |really |better )?(?:be )?(?:called|named|titled|be)|(?:call|name) (?:it|this|that|(?:the |this )?(?:new )?(?:column|field|table))|(?:named|called)|(?:(?:the |new )*(?:column|field)(?:'s)? )?name(?: of the (?:column|field))?(?: should be| must be| shall be| is)?) ?:?$/i;
const mostWords = 12;
/** What ends the name: `urgency, an int`. */
const ends = /^[,.;:()\-–]$/;
const identifier = /^[a-z_][a-z0-9_]*$/;

/** The name that a sentence gives to what is asked for elsewhere. */
function nameIn(tokens: readonly Token[]): string | undefined {
  for (let at = 1; at <= Math.min(tokens.length - 1, mostWords); at += 1) {
    const [name, next] = [tokens[at], tokens[at + 1]];
    const marked = name?.kind === 'code' || name?.kind === 'quoted';
    const lead = tokens.slice(0, at);
    const asName = marked || (name?.kind === 'word' && identifier.test(name.text));
    if (!asName || !name || lead.some(({ kind }) => kind === 'code')) continue;
    const is = /\bbe$/i.test(textOf(lead)) && !/\bname\b/i.test(textOf(lead));
    if (is || !naming.test(textOf(lead))) continue;
    return next === undefined || ends.test(next.text) || next.low === 'and' || next.low === 'instead'
      ? name.text
      : undefined;
  }
  return undefined;
}

/** A text that gives what it asks for a second name, which no part of the plan has. */
export function namedOtherwise(sentences: readonly Sentence[], draft: Draft): readonly string[] {
  const made = [...draft.columns, ...draft.tables.flatMap(({ name, columns }) => [{ name }, ...columns])];
  const [only, ...others] = made;
  if (!only || others.length > 0) return [];
  const known = new Set([nameKey(only.name.text)]);
  for (const rule of draft.rules) if ('to' in rule && isNamed(rule.to)) known.add(nameKey(rule.to.text));
  const names = sentences
    .filter(({ from, checked }) => from !== 'title' && from !== 'heading' && from !== 'quote' && !checked)
    .flatMap(({ tokens }) => nameIn(tokens) ?? [])
    .filter((name) => !known.has(nameKey(name)) && !types.test(name));
  return [...new Set(names)].map(
    (name) => `Shall it be called ${only.name.text}, or ${name}? The request says both.`,
  );
}

/** `Name: varchar` is a column of its own. */
const types =
  /^(?:text|string|str|char|varchar|nvarchar|citext|int|integer|bigint|smallint|number|float|double|numeric|decimal|bool|boolean|date|time|datetime|timestamp|timestamptz|uuid|json|jsonb|enum|required|optional|unique)$/i;
const isNamed = (one: unknown): one is { readonly text: string } =>
  typeof one === 'object' && one !== null && 'text' in one && typeof one.text === 'string';
